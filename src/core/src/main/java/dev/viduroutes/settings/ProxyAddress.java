package dev.viduroutes.settings;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A proxy, and who may use it. {@link #toString()} leaves user and password out.
 *
 * @param scheme {@code http}, or {@code https} for TLS to the proxy itself
 * @param host a name or an address; one of IPv6 without brackets
 * @param login user and password, joined by a colon; empty if it wants none
 * @param from the setting or the variable that names it
 */
public record ProxyAddress(String scheme, String host, int port, String login, String from) {

    /** @return whether the way to the proxy itself is encrypted */
    public boolean isSecure() {
        return scheme.equals("https");
    }

    /** @return where it is, for people */
    public String place() {
        String name = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return (isSecure() ? "https://" : "") + name + ":" + port;
    }

    /** @return empty if it wants none */
    public String user() {
        return login.substring(0, Math.max(login.indexOf(':'), 0));
    }

    /** @return empty if it wants none */
    public String password() {
        return login.substring(login.indexOf(':') + 1);
    }

    /** @return the header {@code Proxy-Authorization} that it wants, if any */
    public Optional<String> authorization() {
        byte[] plain = login.getBytes(StandardCharsets.UTF_8);
        return login.isEmpty()
                ? Optional.empty()
                : Optional.of("Basic " + Base64.getEncoder().encodeToString(plain));
    }

    @Override
    public String toString() {
        return place() + " (" + from + ")";
    }
}
