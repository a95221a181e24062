package dev.viduroutes.runner;

import static dev.viduroutes.runner.OtlpReceiver.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.fixture.PostgresServer;
import dev.viduroutes.sandbox.FreePort;
import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxS3;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces of the packaged runner, as a collector gets them. */
class TracingIT {

    private static final String KEY = "key-of-the-tracing-test";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    @TempDir
    private Path home;

    @TempDir
    private Path objects;

    private final OtlpReceiver collector = new OtlpReceiver();
    private Sandbox sandbox;
    private SandboxS3 s3;

    TracingIT() throws IOException {}

    @BeforeEach
    void startSandbox() {
        sandbox = Sandbox.builder()
                .apiKey(KEY)
                .timeScale(100)
                .limits(100_000, Duration.ofSeconds(60), 10)
                .start();
        s3 = SandboxS3.start(objects, "traced-videos", 0, KEY, KEY);
    }

    @AfterEach
    void stopSandbox() {
        sandbox.close();
        s3.close();
        collector.close();
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(Runner.environment(sandbox, KEY, s3));
        environment.put("VIDU_TRACING_ENABLED", "true");
        environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url());
        return environment;
    }

    private static String request(String prompt) {
        return """
                {"input": {"mode": "text-to-video", "prompt": "%s", "duration": 2},
                 "metadata": {"traceparent": "00-%s-%s-01"}}""".formatted(prompt, TRACE, PARENT);
    }

    @Test
    void aRequestThatWasKilledAndResumedHasOneTrace() throws Exception {
        try (Runner killed = Runner.start(home, environment())) {
            killed.drop("shot.json", request("film sandbox:never"));
            await().until(() -> collector.names().contains("submit"));
        }
        try (Runner second = Runner.start(home, environment())) {
            await().until(() -> Collections.frequency(collector.names(), "claim") == 2);
            sandbox.finish("film");
            awaitReported(second);
        }
        assertKilledAndResumed();
        assertThat(collector.received())
                .allSatisfy(process -> assertThat(process.getResource().toString())
                        .contains("service.name", "vidu-routes", "process.pid"));
        assertThat(collector.received().toString()).doesNotContain(KEY, "film", "http://");
    }

    @Test
    void anotherNodeGoesOnWithTheTraceOfOneThatWasKilled() throws Exception {
        Map<String, String> environment = environment();
        environment.putAll(shared());
        try (Runner first = Runner.start(home, environment)) {
            first.drop("shot.json", request("film sandbox:never"));
            await().until(() -> collector.names().contains("submit"));
            try (Runner second = Runner.start(home, environment)) {
                await().until(() -> second.output().contains("started:"));
                first.kill();
                await().until(() -> Collections.frequency(collector.names(), "claim") == 2);
                sandbox.finish("film");
                awaitReported(second);
            }
        }
        assertKilledAndResumed();
    }

    private static Map<String, String> shared() {
        return Map.of(
                "VIDU_JOURNAL_URL",
                PostgresServer.get().getJdbcUrl("postgres", PostgresServer.newDatabase()),
                "VIDU_JOURNAL_LEASE",
                "2s");
    }

    private void awaitReported(Runner runner) {
        await().until(() -> Files.exists(runner.done().resolve("shot.json")));
        await().until(() -> collector.names().contains("report"));
    }

    private void assertKilledAndResumed() {
        List<Span> spans = collector.spans();
        assertThat(collector.names())
                .containsExactlyInAnyOrder("claim", "submit", "claim", "wait", "fetch", "store", "store", "report");
        Span claim = spans.get(0);
        assertThat(claim.getName()).isEqualTo("claim");
        assertThat(hex(claim.getParentSpanId())).isEqualTo(PARENT);
        assertThat(spans).allSatisfy(span -> assertThat(hex(span.getTraceId())).isEqualTo(TRACE));
        assertThat(spans.subList(1, spans.size()))
                .allSatisfy(span -> assertThat(span.getParentSpanId()).isEqualTo(claim.getSpanId()));
        assertThat(sandbox.ledger().tasksFor("film")).hasSize(1);
    }

    @Test
    void nobodyWaitsForACollectorThatIsAwayAndItIsToldOnce() throws Exception {
        Map<String, String> environment = environment();
        String away = "http://127.0.0.1:" + FreePort.next();
        environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", away);
        environment.put("OTEL_EXPORTER_OTLP_HEADERS", "Authorization=Bearer secret-of-the-collector");
        try (Runner runner = Runner.start(home, environment)) {
            for (int i = 0; i < 3; i++) {
                runner.drop("shot-" + i + ".json", request("film " + i));
                String done = "shot-" + i + ".json";
                await().until(() -> Files.exists(runner.done().resolve(done)));
            }
            String told = "traces=" + away + " unavailable";
            await().until(() -> runner.output().contains(told));
            runner.terminate();
            assertThat(runner.awaitExit(20)).isEqualTo(143);
            assertThat(runner.output()).containsOnlyOnce(told).doesNotContain("secret-of", "\tat ");
        }
    }

    @Test
    void settingsOfOpenTelemetryThatCanNotBeUsedStopTheStart() throws Exception {
        Map<String, String> environment = environment();
        Map<String, String> wrong = Map.of(
                "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc",
                "OTEL_TRACES_SAMPLER", "sometimes",
                "OTEL_BSP_SCHEDULE_DELAY", "soon",
                "OTEL_EXPORTER_OTLP_ENDPOINT", "collector",
                "OTEL_EXPORTER_OTLP_HEADERS", "Bearer login-of-the-collector");
        for (Map.Entry<String, String> one : wrong.entrySet()) {
            Map<String, String> all = new HashMap<>(environment);
            all.put(one.getKey(), one.getValue());
            try (Runner runner = Runner.start(home, all)) {
                assertThat(runner.awaitExit(60)).as(one.toString()).isEqualTo(2);
                assertThat(runner.output())
                        .as(one.toString())
                        .contains(
                                "vidu.tracing.enabled is true; the settings of OpenTelemetry (OTEL_...) must allow it")
                        .doesNotContain("\tat ", "login-of-the-collector");
            }
        }
    }
}
