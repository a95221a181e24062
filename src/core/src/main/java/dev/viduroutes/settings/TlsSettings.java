package dev.viduroutes.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Whom calls trust, and who they say they are. {@link #toString()} leaves the passwords out.
 *
 * @param trustStore certificates that are trusted besides those of the JVM
 * @param keyStore the certificate that the API may ask for, with its key
 */
public record TlsSettings(
        Optional<Path> trustStore, String trustStorePassword, Optional<Path> keyStore, String keyStorePassword) {

    static TlsSettings read(SettingReader read) {
        return new TlsSettings(
                file(read, "vidu.tls.trust-store", "it must be a file of PEM, PKCS12 or JKS that can be read"),
                read.password("vidu.tls.trust-store-password"),
                file(read, "vidu.tls.key-store", "it must be a file of PKCS12 or JKS that can be read"),
                read.password("vidu.tls.key-store-password"));
    }

    private static Optional<Path> file(SettingReader read, String key, String rule) {
        String value = read.file(key, rule);
        return value.isEmpty() ? Optional.empty() : Optional.of(Path.of(value));
    }

    @Override
    public String toString() {
        return "TlsSettings[trustStore=" + trustStore.orElse(null) + ", keyStore=" + keyStore.orElse(null) + "]";
    }
}
