package dev.viduroutes.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which name a server is told, and whether its certificate has to hold it. */
@Timeout(30)
class UnderscoreHostTlsTest {

    /**
     * The JDK's keytool makes no certificate for such names. Made by openssl, for a hundred years: {@code openssl req -x509
     * -newkey rsa:2048 -nodes -days 36500 -subj /CN=test -addext subjectAltName=DNS:my_bucket.example,DNS:*.s3.example,
     * DNS:xn--bcher-kva.example}, then {@code openssl pkcs12 -export}.
     */
    private static final String KEY_STORE = "/delivery/underscore.p12";

    private static final char[] PASSWORD = "changeit".toCharArray();

    private static SSLContext keys;

    @BeforeAll
    static void load() throws Exception {
        URL file = UnderscoreHostTlsTest.class.getResource(KEY_STORE);
        keys = SSLContexts.custom()
                .loadKeyMaterial(file, PASSWORD, PASSWORD)
                .loadTrustMaterial((chain, type) ->
                        chain[0].getSubjectX500Principal().getName().equals("CN=test"))
                .build();
    }

    @ParameterizedTest
    @CsvSource({"ab.s3.example,ab.s3.example", "bücher.example,xn--bcher-kva.example"})
    void theServerIsToldTheName(String host, String told) throws Exception {
        assertThat(connect(keys, host)).isEqualTo(told);
    }

    /** Java's own servers refuse such a name, so that this one only looks what comes. */
    @Test
    void aNameWithAnUnderscoreIsToldToo() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> hello = CompletableFuture.supplyAsync(() -> firstBytes(server));
            try (Socket plain = new Socket(server.getInetAddress(), server.getLocalPort())) {
                assertThatThrownBy(() -> new UnderscoreHostTls(keys)
                                .upgrade(plain, "my_bucket.example", 443, null, HttpCoreContext.create()))
                        .isInstanceOf(IOException.class);
            }
            assertThat(hello.get()).contains("my_bucket.example");
        }
    }

    private static String firstBytes(ServerSocket server) {
        try (Socket client = server.accept()) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            in.skipBytes(3);
            return new String(in.readNBytes(in.readUnsignedShort()), StandardCharsets.ISO_8859_1);
        } catch (IOException refused) {
            return "";
        }
    }

    @Test
    void theCertificateMustHoldTheName() {
        for (String other : List.of("other_bucket.example", "a_b.c_d.s3.example", "other.example")) {
            assertThatThrownBy(() -> connect(keys, other)).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void theCertificateMustBeTrusted() {
        assertThatThrownBy(() -> connect(SSLContexts.createDefault(), "ab.s3.example"))
                .isInstanceOf(SSLException.class);
    }

    /** @return the name that the server was told */
    private static String connect(SSLContext trust, String host) throws Exception {
        try (SSLServerSocket server = (SSLServerSocket)
                keys.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> told = CompletableFuture.supplyAsync(() -> accept(server));
            try (Socket plain = new Socket(server.getInetAddress(), server.getLocalPort());
                    SSLSocket secure =
                            new UnderscoreHostTls(trust).upgrade(plain, host, 443, null, HttpCoreContext.create())) {
                assertThat(secure.getInputStream().read()).isEqualTo('!');
            }
            return told.get();
        }
    }

    private static String accept(SSLServerSocket server) {
        try (SSLSocket client = (SSLSocket) server.accept()) {
            client.startHandshake();
            client.getOutputStream().write('!');
            byte[] name = ((ExtendedSSLSession) client.getSession())
                    .getRequestedServerNames()
                    .get(0)
                    .getEncoded();
            return new String(name, StandardCharsets.US_ASCII);
        } catch (IOException refused) {
            return "";
        }
    }
}
