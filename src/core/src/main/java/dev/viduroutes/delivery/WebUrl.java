package dev.viduroutes.delivery;

import dev.viduroutes.failure.SanitizedText;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URL as browsers read it (the URL Standard, https://url.spec.whatwg.org), except that what follows the host stays as it
 * stands: a signed URL is signed in its own spelling. Only what may not stand in a request line is encoded, as browsers do.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in ASCII and lower case; an IPv6 address without brackets
 * @param port 1 to 65535, or -1 for the scheme's own
 * @param target path and query as they are sent
 */
record WebUrl(String scheme, String host, int port, String target) {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int LAST_PORT = 65_535;
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)", Pattern.DOTALL);
    /** An empty host, as in {@code https:///a}, is none. */
    private static final Pattern AUTHORITY = Pattern.compile("[/\\\\]{1,2}([^/\\\\?#]+)([^#]*)(#.*)?", Pattern.DOTALL);

    private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^\\]]*]|[^:]*)(:(\\d*))?", Pattern.DOTALL);

    private static final String ENCODED_IN_PATHS = " \"<>`^{}";
    private static final String ENCODED_IN_QUERIES = " \"<>";

    /** @throws DeliveryException naming what is wrong with it */
    static WebUrl parse(String url) {
        Matcher parts = SCHEME.matcher(trimmed(url));
        if (!parts.matches()) {
            throw DeliveryException.urlRefused("it is not an absolute URL");
        }
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw DeliveryException.urlRefused("its scheme is " + quoted(scheme) + "; it must be https");
        }
        Matcher rest = AUTHORITY.matcher(parts.group(2));
        if (!rest.matches()) {
            throw DeliveryException.urlRefused("it has no host");
        }
        Matcher place = HOST_AND_PORT.matcher(withoutUser(rest.group(1)));
        if (!place.matches()) {
            throw DeliveryException.urlRefused("its host and port can't be told apart");
        }
        int port = port(place.group(3));
        return new WebUrl(
                scheme, WebHost.parse(place.group(1)), isDefault(scheme, port) ? -1 : port, target(rest.group(2)));
    }

    /** Spaces and controls around, and line breaks and tabs anywhere, mean nothing. */
    private static String trimmed(String url) {
        return url.replaceAll("^[\\x00-\\x20]+|[\\x00-\\x20]+$", "").replaceAll("[\\t\\r\\n]", "");
    }

    /** A page can't fetch a URL that holds credentials, and ours are not asked for. An empty user is none. */
    private static String withoutUser(String authority) {
        int at = authority.lastIndexOf('@');
        if (at >= 0 && !authority.substring(0, at).matches(":?")) {
            throw DeliveryException.urlRefused("it holds a user; it must have a host name alone");
        }
        return authority.substring(at + 1);
    }

    private static int port(String digits) {
        if (digits == null || digits.isEmpty()) {
            return -1;
        }
        String plain = digits.replaceFirst("^0+(?=.)", "");
        int port = plain.length() > 5 ? LAST_PORT + 1 : Integer.parseInt(plain);
        if (port < 1 || port > LAST_PORT) {
            throw DeliveryException.urlRefused("its port is " + quoted(plain) + "; it must be 1 to " + LAST_PORT);
        }
        return port;
    }

    private static boolean isDefault(String scheme, int port) {
        return port == (scheme.equals("https") ? 443 : 80);
    }

    /** Backslashes of the path are slashes to browsers; what RFC 3986 permits is left alone, escapes in any case too. */
    private static String target(String text) {
        int mark = text.indexOf('?');
        String path = mark < 0 ? text : text.substring(0, mark);
        String query = mark < 0 ? "" : text.substring(mark);
        return (path.isEmpty() ? "/" : encoded(path.replace('\\', '/'), ENCODED_IN_PATHS))
                + encoded(query, ENCODED_IN_QUERIES);
    }

    private static String encoded(String text, String characters) {
        StringBuilder encoded = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c > ' ' && c < 0x7f && characters.indexOf(c) < 0) {
                encoded.append((char) c);
            } else {
                escape(c, encoded);
            }
        });
        return encoded.toString();
    }

    private static void escape(int character, StringBuilder to) {
        boolean half = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        for (byte one : Character.toString(half ? 0xfffd : character).getBytes(StandardCharsets.UTF_8)) {
            to.append('%').append(HEX.toHexDigits(one));
        }
    }

    static String quoted(String text) {
        return SanitizedText.of(text, 100);
    }

    /** @return the host as name servers know it: a dot at its end says no more than that it is complete */
    String name() {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /** @return the address, if the host is one and not a name */
    Optional<InetAddress> address() {
        if (host.indexOf(':') < 0 && !host.matches("[0-9.]+")) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(host + " was checked", impossible);
        }
    }

    /** @return the same URL, however it was written */
    @Override
    public String toString() {
        return scheme + "://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + (port < 0 ? "" : ":" + port)
                + target;
    }
}
