package dev.viduroutes.network;

import dev.viduroutes.failure.SanitizedText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Certificates of one's own beside those of the JVM. All of them go into one key store for one trust manager of Java's own: of
 * two trust managers Java asks the first one only.
 */
final class TrustStore {

    private static final String KEY = "vidu.tls.trust-store";
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ((?:X509 |TRUSTED )?CERTIFICATE)-----[^-]*-----END \\1-----");

    private TrustStore() {}

    /** @throws dev.viduroutes.settings.SettingsException if there are no certificates to be had from it */
    static TrustManager[] read(Path file, String password) {
        KeyStoreFile store = new KeyStoreFile(KEY, file);
        byte[] content = store.content();
        String text = new String(content, StandardCharsets.ISO_8859_1);
        try {
            List<X509Certificate> own =
                    text.contains("-----BEGIN ") ? ofPem(text) : ofStore(store.open(content, password));
            if (own.isEmpty()) {
                throw store.unusable("it must hold a certificate, and holds none that can be read"
                        + (password.isEmpty() ? " without " + KEY + "-password" : ""));
            }
            own.forEach(store::warnOfDates);
            return withThoseOfJava(own);
        } catch (GeneralSecurityException | IOException unusable) {
            throw store.unusable(
                    "it must be certificates of X.509 in PEM, PKCS12 or JKS (" + SanitizedText.of(unusable) + ")");
        }
    }

    private static List<X509Certificate> ofPem(String text) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> found = new ArrayList<>();
        Matcher block = PEM.matcher(text);
        while (block.find()) {
            byte[] one = block.group().getBytes(StandardCharsets.US_ASCII);
            found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(one)));
        }
        return found;
    }

    /** Also those that belong to a key: a self-signed server's own file serves as well. */
    private static List<X509Certificate> ofStore(KeyStore store) throws GeneralSecurityException {
        List<X509Certificate> found = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            Certificate certificate = store.getCertificate(alias);
            if (certificate instanceof X509Certificate usable) {
                found.add(usable);
            }
        }
        return found;
    }

    private static TrustManager[] withThoseOfJava(List<X509Certificate> own)
            throws GeneralSecurityException, IOException {
        KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
        all.load(null, null);
        int number = 0;
        for (X509Certificate each : own) {
            all.setCertificateEntry("own-" + number++, each);
        }
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager ofJava) {
                for (X509Certificate each : ofJava.getAcceptedIssuers()) {
                    all.setCertificateEntry("java-" + number++, each);
                }
            }
        }
        return managers(all);
    }

    /** @param store null for that of the JVM */
    private static TrustManager[] managers(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
