package dev.viduroutes.settings;

import java.util.regex.Pattern;

/**
 * Where a server of this process listens, and how.
 *
 * @param prefix of the settings, with its dot
 * @param port 0 for nowhere
 */
public record ServerSettings(String prefix, String address, int port, ServerTlsSettings tls) {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.[0-9.]+|::1|0:0:0:0:0:0:0:1");

    static ServerSettings read(SettingReader read, String prefix, int lowestPort) {
        return new ServerSettings(
                prefix,
                read.ownAddress(prefix + "address"),
                read.integer(prefix + "port", lowestPort, 65_535),
                ServerTlsSettings.read(read, prefix + "tls."));
    }

    /** @return whether only this machine reaches it */
    public boolean isLoopback() {
        return LOOPBACK.matcher(address).matches();
    }

    /** @return its URL, without a path */
    public String url() {
        return (tls.isEnabled() ? "https" : "http") + "://" + (address.contains(":") ? "[" + address + "]" : address)
                + ":" + port;
    }
}
