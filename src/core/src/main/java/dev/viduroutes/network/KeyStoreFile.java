package dev.viduroutes.network;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.settings.SettingsException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of certificates or keys.
 *
 * @param key the setting that names it
 */
record KeyStoreFile(String key, Path file) {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.tls");
    private static final int LONGEST_NAME = 200;
    /** What a file of JKS begins with. */
    private static final byte[] JKS = {(byte) 0xfe, (byte) 0xed, (byte) 0xfe, (byte) 0xed};

    byte[] content() {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException none) {
            throw unusable("there is no such file");
        } catch (IOException unreadable) {
            throw unusable("it must be a file that can be read (" + unreadable + ")");
        }
    }

    /** @param password may be empty: some stores have none */
    KeyStore open(byte[] content, String password) throws GeneralSecurityException, IOException {
        boolean jks = content.length > JKS.length && Arrays.equals(content, 0, JKS.length, JKS, 0, JKS.length);
        KeyStore store = KeyStore.getInstance(jks ? "JKS" : "PKCS12");
        try {
            store.load(new ByteArrayInputStream(content), password.isEmpty() ? null : password.toCharArray());
            return store;
        } catch (IOException unopened) {
            if (unopened.getCause() instanceof UnrecoverableKeyException) {
                throw unusable(key + "-password does not open it");
            }
            throw unopened;
        }
    }

    /** It may be replaced while the process runs, and others of the same file may be good: no reason not to start. */
    void warnOfDates(X509Certificate certificate) {
        Instant now = Instant.now();
        Instant end = certificate.getNotAfter().toInstant();
        Instant begin = certificate.getNotBefore().toInstant();
        if (now.isAfter(end) || now.isBefore(begin)) {
            LOG.warn(
                    "{}={}: the certificate of {} is valid from {} to {}, and not now",
                    key,
                    file,
                    SanitizedText.of(certificate.getSubjectX500Principal().getName(), LONGEST_NAME),
                    begin,
                    end);
        }
    }

    SettingsException unusable(String rule) {
        return new SettingsException(List.of(key + " is " + file + "; " + rule));
    }
}
