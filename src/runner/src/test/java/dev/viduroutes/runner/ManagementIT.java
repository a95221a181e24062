package dev.viduroutes.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.route.JournalFile;
import dev.viduroutes.route.KeyStores;
import dev.viduroutes.sandbox.FreePort;
import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxBroker;
import dev.viduroutes.sandbox.SandboxS3;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics and health as operators reach them: with TLS, with a login, and while parts are away. */
class ManagementIT {

    private static final String KEY = "key-of-the-management-test";
    private static final String TOKEN = "token-of-the-management-test";
    private static final String PASSWORD = "password-of-the-store";
    private static final String FULL = "/observe/health?exposureLevel=full&data=true";

    @TempDir
    private Path home;

    private final int port = FreePort.next();
    private final Map<String, String> environment = new HashMap<>();
    private Sandbox sandbox;
    private SandboxS3 s3;
    private HttpClient http = HttpClient.newHttpClient();
    private String scheme = "http";

    @BeforeEach
    void startServers() {
        sandbox = Sandbox.builder().apiKey(KEY).timeScale(100).start();
        s3 = SandboxS3.start(home.resolve("objects"), "management-videos", 0, KEY, KEY);
        environment.putAll(Runner.environment(sandbox, KEY, s3));
        environment.put("VIDU_MANAGEMENT_PORT", Integer.toString(port));
    }

    @AfterEach
    void stopServers() {
        sandbox.close();
        s3.close();
    }

    private Runner start() throws IOException {
        Runner runner = Runner.start(home, environment);
        await().failFast(() -> assertThat(runner.isAlive()).as(runner.output()).isTrue())
                .until(() -> runner.output().contains("started: "));
        return runner;
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(scheme + "://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private int status(String path, String authorization) throws IOException, InterruptedException {
        return send(to(path).header("Authorization", authorization)).statusCode();
    }

    @Test
    void withATokenOnlyWhetherItIsUpIsForEverybody() throws Exception {
        Path token = Files.writeString(home.resolve("token"), TOKEN + "\n");
        environment.put("VIDU_MANAGEMENT_TOKEN_FILE", token.toString());
        environment.put("VIDU_MANAGEMENT_ADDRESS", "0.0.0.0");
        try (Runner runner = start()) {
            for (String path : new String[] {"/observe/health", "/observe/health/ready", "/observe/health/live"}) {
                assertThat(send(to(path)).body()).isEqualTo("{\"status\":\"UP\"}");
            }
            HttpResponse<String> refused = send(to("/observe/metrics?token=" + TOKEN));
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate"))
                    .hasValueSatisfying(asks -> assertThat(asks).startsWith("Bearer"));
            assertThat(refused.body()).isEmpty();
            assertThat(send(to(FULL)).statusCode()).isEqualTo(401);
            for (String wrong : new String[] {TOKEN, "Bearer", "Bearer " + TOKEN + "x", "Bearer x", "Basic " + TOKEN}) {
                assertThat(status("/observe/metrics", wrong)).as(wrong).isEqualTo(401);
            }
            assertThat(send(to("/observe/metrics").header("Authorization", "Bearer " + TOKEN))
                            .body())
                    .contains("vidu_calls_limit");
            assertThat(send(to(FULL).header("Authorization", "bearer " + TOKEN)).body())
                    .contains("\"vidu-moderation\"", "\"vidu-journal\"", "\"vidu-intake:file\"");

            Files.writeString(token, "another-" + TOKEN);
            await().until(() -> status("/observe/metrics", "Bearer another-" + TOKEN) == 200);
            assertThat(status("/observe/metrics", "Bearer " + TOKEN)).isEqualTo(401);
            assertThat(runner.output()).doesNotContain("management=", TOKEN).doesNotContain("WARN  vidu management");
        }
    }

    @Test
    void withNeitherItIsToldWhoMayLook() throws Exception {
        environment.put("VIDU_MANAGEMENT_ADDRESS", "0.0.0.0");
        try (Runner runner = start()) {
            assertThat(runner.output())
                    .containsOnlyOnce("management=http://0.0.0.0:" + port + " shows metrics")
                    .contains("set vidu.management.token");
            assertThat(send(to(FULL)).body()).contains("vidu-journal");
        }
    }

    @Test
    void whatIsNoQuestionIsRefused() throws Exception {
        try (Runner runner = start()) {
            assertThat(send(to("/")).statusCode()).isEqualTo(404);
            assertThat(send(to("/observe")).statusCode()).isEqualTo(404);
            assertThat(send(to("/observe/health/other")).statusCode()).isEqualTo(404);
            HttpResponse<String> head = send(to("/observe/metrics").method("HEAD", BodyPublishers.noBody()));
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(send(to("/observe/health").POST(BodyPublishers.ofString("x")))
                            .statusCode())
                    .isEqualTo(405);
            assertThat(raw("GET /observe/health HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.0 200");
            assertThat(raw("GET /observe/health?exposureLevel=%zz HTTP/1.0\r\n\r\n"))
                    .startsWith("HTTP/1.0 400");
            assertThat(raw("OPTIONS * HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.0 404");
            assertThat(raw("GET /" + "x".repeat(5_000) + " HTTP/1.0\r\n\r\n")).contains("414");
            // One that does not go on is closed in time.
            assertThat(raw("GET /observe/health HTTP/1.1\r\nHost: h\r\nX: ")).isEmpty();
            assertThat(runner.output()).doesNotContain("WARN", "ERROR");
        }
    }

    private String raw(String call) throws IOException {
        try (Socket client = new Socket("127.0.0.1", port)) {
            client.setSoTimeout(60_000);
            client.getOutputStream().write(call.getBytes(StandardCharsets.US_ASCII));
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void withTlsACertificateThatIsRenewedIsShownWithoutARestart() throws Exception {
        Path first = KeyStores.make(home.resolve("first.p12"), PASSWORD);
        Path second = KeyStores.make(home.resolve("second.p12"), PASSWORD);
        Path certificate = home.resolve("cert.pem");
        Path key = home.resolve("key.pem");
        KeyStores.toPem(first, PASSWORD, certificate, key);
        environment.put("VIDU_MANAGEMENT_TLS_CERTIFICATE", certificate.toString());
        environment.put("VIDU_MANAGEMENT_TLS_KEY", key.toString());
        scheme = "https";
        try (Runner runner = start()) {
            trust(KeyStores.contextTrusting(PASSWORD, first));
            assertThat(send(to("/observe/health")).body()).contains("UP");
            trust(KeyStores.contextTrusting(PASSWORD, second));
            assertThatThrownBy(() -> send(to("/observe/health"))).isInstanceOf(SSLException.class);

            Files.writeString(certificate, "-----BEGIN CERTIFICATE-----");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> runner.output().contains("goes on with the certificate of before"));
            KeyStores.toPem(second, PASSWORD, certificate, key);
            await().atMost(Duration.ofSeconds(60)).until(() -> runner.output().contains("shows a new certificate"));
            assertThat(send(to("/observe/health")).body()).contains("UP");
        }
    }

    private void trust(SSLContext trusted) {
        http = HttpClient.newBuilder().sslContext(trusted).build();
    }

    @Test
    void anIntakeAndAJournalThatAreAwayAreNamedAndMakeItUnready() throws Exception {
        environment.put("VIDU_MANAGEMENT_DOWN_AFTER", "1s");
        environment.put("VIDU_JOURNAL_LEASE", "3s");
        environment.put("VIDU_INTAKE_JMS_ENABLED", "true");
        try (SandboxBroker broker = SandboxBroker.start(home.resolve("broker"), "user", "password", Map.of())) {
            environment.put("VIDU_INTAKE_JMS_URL", broker.url());
            environment.put("VIDU_INTAKE_JMS_USER", "user");
            environment.put("VIDU_INTAKE_JMS_PASSWORD", "password");
            try (Runner runner = start()) {
                await().until(() -> send(to("/observe/health")).statusCode() == 200);

                broker.stop();
                awaitDown("vidu-intake:jms");
                assertThat(send(to("/observe/health")).body()).isEqualTo("{\"status\":\"DOWN\"}");
                assertThat(send(to("/observe/health/live")).statusCode()).isEqualTo(200);
                broker.restart();
                awaitUp();

                try (Connection lock = new JournalFile(home.resolve("work/journal.db")).lock()) {
                    awaitDown("vidu-journal");
                    assertThat(lock.isClosed()).isFalse();
                }
                awaitUp();
                assertThat(runner.isAlive()).isTrue();
            }
        }
    }

    private void awaitDown(String part) {
        await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
            HttpResponse<String> health = send(to(FULL));
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).contains("{\"name\":\"" + part + "\",\"status\":\"DOWN\"");
        });
    }

    private void awaitUp() {
        await().atMost(Duration.ofSeconds(120))
                .until(() -> send(to("/observe/health/ready")).statusCode() == 200);
    }
}
