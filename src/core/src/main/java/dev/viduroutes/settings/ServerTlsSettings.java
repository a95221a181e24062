package dev.viduroutes.settings;

/**
 * The certificate of a server of this process: two PEM files, or a key store; empty for a server without TLS.
 * {@link #toString()} leaves the password out.
 *
 * @param prefix of the settings, with its dot
 * @param certificate PEM file of the chain, the server's own certificate first
 * @param key PEM file of its private key
 * @param keyStore file of a PKCS12 or JKS key store, in place of the two
 */
public record ServerTlsSettings(
        String prefix, String certificate, String key, String keyStore, String keyStorePassword) {

    static ServerTlsSettings read(SettingReader read, String prefix) {
        ServerTlsSettings tls = new ServerTlsSettings(
                prefix,
                read.file(prefix + "certificate", "it must be a PEM file that can be read"),
                read.file(prefix + "key", "it must be a PEM file that can be read"),
                read.file(prefix + "key-store", "it must be a PKCS12 or JKS file that can be read"),
                read.password(prefix + "key-store-password"));
        if (tls.certificate.isEmpty() != tls.key.isEmpty()) {
            String there = prefix + (tls.key.isEmpty() ? "certificate" : "key");
            read.problem(there, tls.certificate + tls.key, "a certificate and its key are set together");
        } else if (!tls.certificate.isEmpty() && !tls.keyStore.isEmpty()) {
            read.problem(prefix + "key-store", tls.keyStore, "set it, or " + prefix + "certificate and key, not both");
        }
        return tls;
    }

    public boolean isEnabled() {
        return !certificate.isEmpty() || !keyStore.isEmpty();
    }

    public boolean isPem() {
        return !certificate.isEmpty();
    }

    @Override
    public String toString() {
        return "ServerTlsSettings[" + certificate + keyStore + "]";
    }
}
