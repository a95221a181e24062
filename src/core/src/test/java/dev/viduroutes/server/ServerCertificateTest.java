package dev.viduroutes.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.viduroutes.route.KeyStores;
import dev.viduroutes.settings.ServerTlsSettings;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that people have for a server's certificate, and what can be wrong with them. */
class ServerCertificateTest {

    private static final String PASSWORD = "password-of-the-store";
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir
    private static Path folder;

    private static Path store;
    private static Path other;

    @BeforeAll
    static void makeStores() throws Exception {
        store = KeyStores.make(folder.resolve("store.p12"), PASSWORD);
        other = KeyStores.make(folder.resolve("other.p12"), PASSWORD);
        KeyStores.toPem(store, PASSWORD, folder.resolve("cert.pem"), folder.resolve("key.pem"));
        KeyStores.toPem(other, PASSWORD, folder.resolve("other-cert.pem"), folder.resolve("other-key.pem"));
    }

    @AfterAll
    static void close() {
        VERTX.close();
    }

    private static ServerCertificate pem(String certificate, String key) {
        return read(new ServerTlsSettings(
                "vidu.callback.tls.",
                folder.resolve(certificate).toString(),
                folder.resolve(key).toString(),
                "",
                ""));
    }

    private static ServerCertificate keyStore(Path file, String password) {
        return read(new ServerTlsSettings("vidu.callback.tls.", "", "", file.toString(), password));
    }

    private static ServerCertificate read(ServerTlsSettings settings) {
        return ServerCertificate.read(VERTX, settings);
    }

    @Test
    void pemFilesAndKeyStoresAreRead() {
        assertThat(pem("cert.pem", "key.pem").until()).isAfter(Instant.now());
        assertThat(keyStore(store, PASSWORD).until())
                .isEqualTo(pem("cert.pem", "key.pem").until());
    }

    @Test
    void whatDoesNotBelongTogetherIsToldAtTheStart() {
        assertThatThrownBy(() -> pem("cert.pem", "other-key.pem"))
                .hasMessageStartingWith("vidu.callback.tls.certificate is " + folder.resolve("cert.pem")
                        + " and vidu.callback.tls.key is ")
                .hasMessageContaining("they must be a PEM certificate and its private key, not encrypted: ");
        assertThatThrownBy(() -> pem("key.pem", "cert.pem")).hasMessageContaining("they must be a PEM certificate");
    }

    @Test
    void whatIsNoCertificateOrNotReadableIsTold() throws Exception {
        Files.writeString(folder.resolve("empty.pem"), "");
        assertThatThrownBy(() -> pem("empty.pem", "key.pem")).hasMessageContaining("they must be a PEM certificate");
        assertThatThrownBy(() -> keyStore(store, "wrong-password"))
                .hasMessageStartingWith("vidu.callback.tls.key-store is " + store)
                .hasMessageContaining("vidu.callback.tls.key-store-password its password: ")
                .hasMessageNotContaining("wrong-password");
        assertThatThrownBy(() -> keyStore(folder.resolve("empty.pem"), PASSWORD))
                .hasMessageContaining("it must be a PKCS12 or JKS key store with a key");
    }

    @Test
    void whatIsReplacedIsSeen() throws Exception {
        Path cert = folder.resolve("renewed.pem");
        Path key = folder.resolve("renewed-key.pem");
        KeyStores.toPem(store, PASSWORD, cert, key);
        ServerTlsSettings settings =
                new ServerTlsSettings("vidu.callback.tls.", cert.toString(), key.toString(), "", "");
        ServerCertificate shown = read(settings);
        assertThat(shown.isOutdated(settings)).isFalse();

        KeyStores.toPem(other, PASSWORD, cert, key);
        assertThat(shown.isOutdated(settings)).isTrue();
    }
}
