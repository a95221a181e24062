package dev.viduroutes.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.http.IdentifiedTls;
import dev.viduroutes.route.KeyStores;
import dev.viduroutes.settings.TlsSettings;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom calls trust, and who learns who we are. */
class TlsContextsTest {

    private static final String PASSWORD = "password-of-the-store";

    @TempDir
    private static Path folder;

    private static Path ours;
    private static Path others;
    private static Path elsewhere;
    private static Path expired;

    @BeforeAll
    static void makeKeys() throws Exception {
        ours = KeyStores.make(folder.resolve("ours.p12"), PASSWORD);
        others = KeyStores.make(folder.resolve("others.p12"), PASSWORD);
        elsewhere = KeyStores.make(folder.resolve("elsewhere.p12"), PASSWORD, "san=dns:other.example");
        expired = KeyStores.make(
                folder.resolve("expired.p12"), PASSWORD, "san=ip:127.0.0.1", "-startdate", "-30d", "-validity", "1");
    }

    private static TlsContexts trusting(Path file, String password) {
        return TlsContexts.of(new TlsSettings(Optional.of(file), password, Optional.empty(), ""));
    }

    /** Connects as calls do. */
    private static void connect(SSLContext context, TlsFront server) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            IdentifiedTls.strict(context)
                    .upgrade(socket, "127.0.0.1", server.port(), null, HttpCoreContext.create())
                    .close();
        }
    }

    private static TlsFront server(Path keys) throws Exception {
        return TlsFront.start(keys, PASSWORD, 0, 1);
    }

    private static Certificate certificate(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(keys)) {
            store.load(file, PASSWORD.toCharArray());
        }
        return store.getCertificate("broker");
    }

    private static String pem(Path keys) throws Exception {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(certificate(keys).getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    @Test
    void aCertificateOfTheFileIsTrustedAndAnyOtherIsNot() throws Exception {
        try (TlsFront known = server(ours);
                TlsFront unknown = server(others)) {
            TlsContexts tls = trusting(ours, PASSWORD);

            connect(tls.anonymous(), known);
            assertThatThrownBy(() -> connect(tls.anonymous(), unknown))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("PKIX path");
        }
    }

    @Test
    void aTrustedCertificateForAnotherNameIsRefused() throws Exception {
        try (TlsFront server = server(elsewhere)) {
            assertThatThrownBy(() -> connect(trusting(elsewhere, PASSWORD).anonymous(), server))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("No subject alternative names matching IP address 127.0.0.1");
        }
    }

    @Test
    void aBundleOfPemWithOtherWordsInItIsReadWhole() throws Exception {
        Path bundle = Files.writeString(
                folder.resolve("bundle.pem"), "# ours\n" + pem(others) + "\nsubject=CN=x - y\n" + pem(ours) + "bye\n");

        try (TlsFront server = server(ours)) {
            connect(trusting(bundle, "").anonymous(), server);
        }
    }

    @Test
    void jksAndStoresOfCertificatesAloneAreRead() throws Exception {
        for (String type : new String[] {"JKS", "PKCS12"}) {
            KeyStore store = KeyStore.getInstance(type);
            store.load(null, null);
            store.setCertificateEntry("ours", certificate(ours));
            Path file = folder.resolve("certificates." + type);
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, PASSWORD.toCharArray());
            }
            try (TlsFront server = server(ours)) {
                connect(trusting(file, PASSWORD).anonymous(), server);
            }
        }
    }

    @Test
    void theCertificatesOfJavaAreStillTrusted() throws Exception {
        int java = ((X509TrustManager) trustedByJava()).getAcceptedIssuers().length;

        X509TrustManager all = (X509TrustManager) TrustStore.read(ours, PASSWORD)[0];
        assertThat(all.getAcceptedIssuers().length).isEqualTo(java + 1);
    }

    private static TrustManager trustedByJava() throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return factory.getTrustManagers()[0];
    }

    @Test
    void whatCanNotBeUsedIsToldWithKeyValueAndRule() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        Path key = Files.writeString(
                folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        Path garbage = Files.writeString(folder.resolve("garbage"), "what is this?");

        assertThatThrownBy(() -> trusting(ours, "wrong"))
                .hasMessage("vidu.tls.trust-store is " + ours + "; vidu.tls.trust-store-password does not open it");
        assertThatThrownBy(() -> trusting(ours, "")).hasMessageContaining("vidu.tls.trust-store-password");
        assertThatThrownBy(() -> trusting(empty, "")).hasMessageContaining("PEM, PKCS12 or JKS");
        assertThatThrownBy(() -> trusting(key, "")).hasMessageContaining("it must hold a certificate");
        assertThatThrownBy(() -> trusting(garbage, "")).hasMessageContaining("PEM, PKCS12 or JKS");
        assertThatThrownBy(() -> identified(garbage)).hasMessageContaining("vidu.tls.key-store is " + garbage);
    }

    @Test
    void aCertificateThatIsNotValidNowIsTold() {
        try (LogTrap log = LogTrap.of("vidu.tls", Level.INFO)) {
            trusting(expired, PASSWORD);

            assertThat(log.text()).contains("WARN", "vidu.tls.trust-store=" + expired, "CN=expired.p12", "and not now");
        }
    }

    private static TlsContexts identified(Path key) {
        return TlsContexts.of(new TlsSettings(Optional.of(ours), PASSWORD, Optional.of(key), PASSWORD));
    }

    @Test
    void ourCertificateIsShownToThoseWhoMayHaveItAlone() throws Exception {
        try (TlsFront server = server(ours).wantClients()) {
            TlsContexts tls = identified(ours);

            connect(tls.anonymous(), server);
            assertThat(server.identified()).isZero();
            connect(tls.identified(), server);
            await().until(() -> server.identified() == 1);
        }
    }
}
