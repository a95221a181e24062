package dev.viduroutes.network;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.settings.SettingsException;
import dev.viduroutes.settings.TlsSettings;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * Whom calls trust: the certificates of the JVM, and those of {@code vidu.tls.trust-store}. That a certificate is for the host
 * that was asked is checked by the clients, as ever.
 */
public final class TlsContexts {

    private final SSLContext anonymous;
    private final SSLContext identified;
    private final boolean own;

    private TlsContexts(TrustManager[] trusted, Optional<KeyManager[]> key) throws GeneralSecurityException {
        anonymous = context(null, trusted);
        identified = key.isPresent() ? context(key.get(), trusted) : anonymous;
        own = trusted != null || key.isPresent();
    }

    private static SSLContext context(KeyManager[] key, TrustManager[] trusted) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(key, trusted, null);
        return context;
    }

    /** @throws SettingsException if a file can't be used */
    public static TlsContexts of(TlsSettings settings) {
        TrustManager[] trusted = settings.trustStore()
                .map(file -> TrustStore.read(file, settings.trustStorePassword()))
                .orElse(null);
        Optional<KeyManager[]> key =
                settings.keyStore().map(file -> ClientKeyStore.read(file, settings.keyStorePassword()));
        try {
            return new TlsContexts(trusted, key);
        } catch (GeneralSecurityException unusable) {
            throw new SettingsException(List.of("vidu.tls.trust-store can't be used: " + SanitizedText.of(unusable)));
        }
    }

    /** @return for servers that learn nothing of us */
    public SSLContext anonymous() {
        return anonymous;
    }

    /** @return for those that may ask for our certificate: the API, and a proxy */
    public SSLContext identified() {
        return identified;
    }

    /** @return whether the settings say something of it */
    public boolean isOwn() {
        return own;
    }
}
