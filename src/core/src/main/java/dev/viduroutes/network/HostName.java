package dev.viduroutes.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A host as a URL names it.
 *
 * @param name in lower case, without brackets and without a dot at the end
 * @param address if it is one in its usual form
 */
record HostName(String name, Optional<InetAddress> address) {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]*:[0-9a-f:.]*");

    static HostName parse(String text) {
        String name = text.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$|\\.$", "");
        boolean literal = IPV4.matcher(name).matches() || IPV6.matcher(name).matches();
        return new HostName(name, literal ? address(name) : Optional.empty());
    }

    /** No name server is asked for what looks like an address. */
    private static Optional<InetAddress> address(String literal) {
        try {
            return Optional.of(InetAddress.getByName(literal));
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }

    boolean isLoopback() {
        return address.map(InetAddress::isLoopbackAddress)
                .orElse(name.equals("localhost") || name.endsWith(".localhost"));
    }
}
