package dev.viduroutes.network;

import dev.viduroutes.failure.SanitizedText;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Collections;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/** The certificate that says who the gateway is, and its key. */
final class ClientKeyStore {

    private static final String KEY = "vidu.tls.key-store";

    private ClientKeyStore() {}

    /** @throws dev.viduroutes.settings.SettingsException if there is no key to be had from it */
    static KeyManager[] read(Path file, String password) {
        KeyStoreFile store = new KeyStoreFile(KEY, file);
        try {
            KeyStore opened = store.open(store.content(), password);
            if (!hasKey(opened, store)) {
                throw store.unusable("it must hold a key with its certificate, and holds none");
            }
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(opened, password.toCharArray());
            return factory.getKeyManagers();
        } catch (GeneralSecurityException | IOException unusable) {
            throw store.unusable("it must be a key of PKCS12 or JKS, with the password of " + KEY + "-password ("
                    + SanitizedText.of(unusable) + ")");
        }
    }

    private static boolean hasKey(KeyStore opened, KeyStoreFile store) throws GeneralSecurityException {
        boolean found = false;
        for (String alias : Collections.list(opened.aliases())) {
            if (opened.isKeyEntry(alias)) {
                found = true;
                if (opened.getCertificate(alias) instanceof X509Certificate certificate) {
                    store.warnOfDates(certificate);
                }
            }
        }
        return found;
    }
}
