package dev.viduroutes.settings;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code http://user:password@host:port}. The scheme may be left out, as in variables; the port may not. */
final class ProxyUrl {

    static final String RULE = "it must be http://host:port, https://host:port or http://user:password@host:port, with"
            + " @ / : and % in user and password percent-encoded";

    private static final Pattern FORM = Pattern.compile("(?i)(?:(https?)://)?(?:([^/]*)@)?"
            + "([a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?\\.?|\\[[0-9a-f:.]+]):(\\d{1,5})/?");
    private static final Pattern LOGIN = Pattern.compile("([^:@/]*):?([^:@/]*)");
    private static final int HIGHEST_PORT = 65_535;

    private ProxyUrl() {}

    /** @return the proxy; nothing if the text is no such URL */
    static Optional<ProxyAddress> parse(String text, String from) {
        Matcher url = FORM.matcher(text);
        if (!url.matches() || !isPort(url.group(4))) {
            return Optional.empty();
        }
        String scheme = url.group(1) == null ? "http" : url.group(1).toLowerCase(Locale.ROOT);
        String host = url.group(3).replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT);
        int port = Integer.parseInt(url.group(4));
        return login(url.group(2)).map(login -> new ProxyAddress(scheme, host, port, login, from));
    }

    private static boolean isPort(String digits) {
        int port = Integer.parseInt(digits);
        return port > 0 && port <= HIGHEST_PORT;
    }

    /** A name of basic authentication can't hold a colon; a proxy would take what follows for the password. */
    private static Optional<String> login(String text) {
        if (text == null || text.isEmpty()) {
            return Optional.of("");
        }
        Matcher login = LOGIN.matcher(text);
        if (!login.matches()) {
            return Optional.empty();
        }
        Optional<String> user = decoded(login.group(1)).filter(name -> !name.isEmpty() && name.indexOf(':') < 0);
        return user.flatMap(name -> decoded(login.group(2)).map(password -> name + ":" + password));
    }

    private static Optional<String> decoded(String text) {
        try {
            // A plus sign is one: URLs encode blanks as %20 here.
            return Optional.of(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notEncoded) {
            return Optional.empty();
        }
    }

    /** @return what may be shown of it: nothing that may be a user or a password */
    static String shown(String text) {
        return text.replaceFirst("(?s)^((?i:[a-z0-9+.-]*://)?).*@", "$1…@");
    }
}
