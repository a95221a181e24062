package dev.viduroutes.delivery;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The host of a URL, read as browsers read it: escapes, international names, and IPv4 addresses in all their spellings. */
final class WebHost {

    /** What name servers are asked for; the standard lets more through, which no resolver takes. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*\\.?");

    private static final Pattern IPV6 = Pattern.compile("\\[([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)]");
    private static final Pattern NUMBER = Pattern.compile("\\d+|0x[0-9a-f]*");
    private static final Pattern ESCAPES = Pattern.compile("(%[0-9A-Fa-f]{2})+");

    private WebHost() {}

    /** @return the host in ASCII and lower case; an IPv6 address without brackets, numbers as an IPv4 address */
    static String parse(String text) {
        Matcher ipv6 = IPV6.matcher(text);
        if (ipv6.matches()) {
            return checked(ipv6.group(1).toLowerCase(Locale.ROOT));
        }
        String name = ascii(unescaped(text));
        if (!NAME.matcher(name).matches()) {
            throw DeliveryException.urlRefused("its host is " + WebUrl.quoted(name) + ", which is no host name");
        }
        return isNumeric(name) ? ipv4(name) : name;
    }

    private static String checked(String ipv6) {
        try {
            InetAddress.getByName(ipv6);
            return ipv6;
        } catch (UnknownHostException malformed) {
            throw DeliveryException.urlRefused("its host is " + WebUrl.quoted(ipv6) + ", which is no IPv6 address");
        }
    }

    private static String unescaped(String text) {
        return ESCAPES.matcher(text).replaceAll(escapes -> {
            String digits = escapes.group().replace("%", "");
            byte[] bytes = new byte[digits.length() / 2];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
            }
            return Matcher.quoteReplacement(new String(bytes, StandardCharsets.UTF_8));
        });
    }

    private static String ascii(String name) {
        try {
            boolean plain = name.chars().allMatch(c -> c < 0x80);
            return (plain ? name : IDN.toASCII(name, IDN.ALLOW_UNASSIGNED)).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException unusable) {
            throw DeliveryException.urlRefused("its host is " + WebUrl.quoted(name) + ", which is no host name");
        }
    }

    private static boolean isNumeric(String name) {
        String relative = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return NUMBER.matcher(relative.substring(relative.lastIndexOf('.') + 1)).matches();
    }

    /** One to four numbers, each decimal, octal or hexadecimal; the last one fills what is left of four bytes. */
    private static String ipv4(String name) {
        List<Long> numbers = new ArrayList<>();
        for (String part : name.split("\\.")) {
            numbers.add(number(part).orElse(1L << 32));
        }
        long address = 0;
        for (int i = 0; i < numbers.size() - 1; i++) {
            address += numbers.get(i) > 255 ? 1L << 32 : numbers.get(i) << 8 * (3 - i);
        }
        long last = numbers.get(numbers.size() - 1);
        if (numbers.size() > 4 || address >= 1L << 32 || last >= 1L << 8 * (5 - numbers.size())) {
            throw DeliveryException.urlRefused("its host is " + WebUrl.quoted(name) + ", which is no IPv4 address");
        }
        address += last;
        return (address >> 24) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }

    private static Optional<Long> number(String part) {
        try {
            if (part.startsWith("0x")) {
                return Optional.of(part.length() == 2 ? 0 : Long.parseLong(part.substring(2), 16));
            }
            return Optional.of(Long.parseLong(part, part.startsWith("0") ? 8 : 10));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }
}
