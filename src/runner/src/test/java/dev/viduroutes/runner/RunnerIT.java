package dev.viduroutes.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.sandbox.FreePort;
import dev.viduroutes.sandbox.Ledger;
import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxS3;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner as operators have it: one jar, environment variables, a signal to stop. */
class RunnerIT {

    private static final String KEY = "key-of-the-runner-test";
    private static final long MEBIBYTE = 1L << 20;

    @TempDir
    private Path home;

    @TempDir
    private Path objects;

    private Sandbox sandbox;
    private SandboxS3 s3;

    @BeforeEach
    void startSandbox() {
        sandbox = Sandbox.builder()
                .apiKey(KEY)
                .timeScale(100)
                .limits(60, Duration.ofSeconds(90), 10)
                .start();
        s3 = SandboxS3.start(objects, "runner-videos", 0, KEY, KEY);
    }

    @AfterEach
    void stopSandbox() {
        sandbox.close();
        s3.close();
    }

    @Test
    void aVideoOf300MebibytesIsStoredIntactWithAHeapOf128() throws Exception {
        try (Runner runner = start("-Xmx128m", "-XX:+ExitOnOutOfMemoryError")) {
            runner.drop("large.json", request("a long film sandbox:size=300MB"));

            JsonNode video = awaitOutcome(runner, "large.json").path("videos").path(0);

            Ledger.Result made =
                    sandbox.ledger().tasksFor("a long film").get(0).results().get(0);
            Path stored = objects.resolve(s3.bucket()).resolve(video.path("key").asText());
            assertThat(video.path("bytes").asLong()).isEqualTo(300 * MEBIBYTE).isEqualTo(made.bytes());
            assertThat(Files.size(stored)).isEqualTo(300 * MEBIBYTE);
            assertThat(sha256(stored))
                    .isEqualTo(made.sha256())
                    .isEqualTo(video.path("sha256").asText());
            assertThat(runner.isAlive()).isTrue();
        }
    }

    @Test
    void aSignalStopsItInSecondsAndTheNextStartGoesOn() throws Exception {
        try (Runner first = start()) {
            first.drop("slow.json", request("interrupted sandbox:slow=10m"));
            await().until(() -> !sandbox.ledger().tasksFor("interrupted").isEmpty());
            first.terminate();

            // 143 = ended by SIGTERM, after a graceful stop
            assertThat(first.awaitExit(10)).isEqualTo(143);
            assertThat(first.output()).contains("stopping").doesNotContain("Exception");
            assertThat(first.inbox().resolve("slow.json")).exists();
        }
        try (Runner second = start()) {
            assertThat(awaitOutcome(second, "slow.json").path("state").asText()).isEqualTo("STORED");
        }
        assertThat(sandbox.ledger().tasksFor("interrupted")).hasSize(1);
    }

    @Test
    void metricsHealthAndCallbacksAreServedOnPortsOfTheirOwn() throws Exception {
        Map<String, String> environment = new HashMap<>(Runner.environment(sandbox, KEY, s3));
        int callbacks = FreePort.next();
        int management = FreePort.next();
        environment.put("VIDU_API_MODE", "callback");
        environment.put("VIDU_CALLBACK_PUBLIC_URL", "http://127.0.0.1:" + callbacks);
        environment.put("VIDU_CALLBACK_PORT", Integer.toString(callbacks));
        environment.put("VIDU_CALLBACK_SECRET", "secret-of-the-runner-test-0123456789");
        environment.put("VIDU_MANAGEMENT_PORT", Integer.toString(management));
        // No status call would tell it in time.
        environment.put("VIDU_POLL_FIRST_DELAY", "10m");
        try (Runner runner = Runner.start(home, environment)) {
            runner.drop("told.json", request("told by a callback"));
            assertThat(awaitOutcome(runner, "told.json").path("state").asText()).isEqualTo("STORED");

            assertThat(get(management, "/observe/metrics"))
                    .contains("vidu_outcomes_total{failure=\"none\",state=\"STORED\"} 1.0")
                    .contains("vidu_calls_total{kind=\"submit\"} 1.0")
                    .contains("vidu_calls_total{kind=\"poll\"} 1.0")
                    .doesNotContain("camel_exchange");
            assertThat(get(management, "/observe/health")).contains("UP");
            assertThat(get(callbacks, "/observe/metrics")).doesNotContain("vidu_");
        }
    }

    private static String get(int port, String path) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + port + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                .body();
    }

    @Test
    void missingSettingsAreNamedAllAtOnce() throws Exception {
        try (Runner runner = Runner.start(home, Map.of("VIDU_LIMITS_REQUESTS", "0"))) {
            assertThat(runner.awaitExit(30)).isEqualTo(2);
            assertThat(runner.output())
                    .contains("vidu.api.key is not set")
                    .contains("vidu.s3.bucket is not set")
                    .contains("vidu.limits.requests is 0; it must be a whole number from 1 to 1000000")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aBucketThatDoesNotExistStopsTheStart() throws Exception {
        Map<String, String> environment = new HashMap<>(Runner.environment(sandbox, KEY, s3));
        environment.put("VIDU_S3_BUCKET", "no-such-bucket");
        environment.put("VIDU_POL_INTERVAL", "1s");
        try (Runner runner = Runner.start(home, environment)) {
            assertThat(runner.awaitExit(30)).isEqualTo(2);
            assertThat(runner.output())
                    .contains("vidu.s3.bucket is no-such-bucket;")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void itStartsWhileTheBucketIsAwayAndSubmitsOnceItIsBack() throws Exception {
        s3.stop();
        Map<String, String> environment = new HashMap<>(Runner.environment(sandbox, KEY, s3));
        environment.put("VIDU_POL_INTERVAL", "1s");
        try (Runner runner = Runner.start(home, environment, "-Dvidu.poll.intervall=1s")) {
            runner.drop("patient.json", request("bucket away sandbox:fast"));
            await().until(() -> runner.output().contains("submits wait until it can be written")
                    && runner.output().contains("state=RECEIVED"));
            assertThat(sandbox.ledger().tasksFor("bucket away")).isEmpty();
            assertThat(runner.output())
                    .contains("can't be reached now, videos wait for it")
                    .contains("VIDU_POL_INTERVAL is set, and no setting of this version")
                    .contains("vidu.poll.intervall is set, and no setting of this version");
            s3.restart();

            assertThat(awaitOutcome(runner, "patient.json").path("state").asText())
                    .isEqualTo("STORED");
        }
        assertThat(sandbox.ledger().tasksFor("bucket away")).hasSize(1);
    }

    @Test
    void theRunnerCarriesNothingOfTheSandbox() throws Exception {
        try (JarFile jar = new JarFile(System.getProperty("vidu.test.runner"))) {
            assertThat(jar.stream().map(entry -> entry.getName()))
                    .contains("dev/viduroutes/runner/Main.class", "vidu/routes/20-request.camel.yaml")
                    .noneMatch(name -> name.contains("sandbox"))
                    .noneMatch(name -> name.startsWith("org/gaul") || name.startsWith("com/google"))
                    .noneMatch(name -> name.startsWith("org/eclipse/jetty"));
        }
    }

    private Runner start(String... jvmOptions) throws Exception {
        return Runner.start(home, Runner.environment(sandbox, KEY, s3), jvmOptions);
    }

    private static String request(String prompt) {
        return """
                {"input": {"mode": "text-to-video", "prompt": "%s", "duration": 2}}""".formatted(prompt);
    }

    private static JsonNode awaitOutcome(Runner runner, String name) throws Exception {
        Path report = runner.done().resolve(name + ".outcome.json");
        await().until(() -> Files.exists(report) && !Files.exists(runner.inbox().resolve(name)));
        return new ObjectMapper().readTree(report.toFile());
    }

    private static String sha256(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
