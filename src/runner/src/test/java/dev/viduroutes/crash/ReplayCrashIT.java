package dev.viduroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.crash.ReplayProcess.Step;
import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxBroker;
import dev.viduroutes.sandbox.SandboxS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The replay is killed after each of its steps, while a gateway runs or before one starts, and so is the gateway while it
 * takes up what is back. Run again, each request has one outcome, and no task more than was asked for.
 */
class ReplayCrashIT {

    private static final String KEY = "key-of-the-replay-test";
    private static final int HALTED = 137;
    private static final Step FORCED = new Step("dev.viduroutes.journal.Journal", "force", 1);

    /** The document is on disk in the inbox, under a name that nobody takes. */
    private static final Step WRITTEN = new Step("dev.viduroutes.disk.PartFile", "sync", 1);

    private static final Step BACK = files("createLink", 1);

    /** In the order in which a dead letter meets them: it is set aside, written, back, removed. */
    private static final List<Step> FILE_STEPS =
            List.of(files("move", 1), files("move", 2), WRITTEN, BACK, files("deleteIfExists", 2));

    private static final List<Step> RUNNING_STEPS = List.of(FORCED, BACK, WRITTEN);

    /** The request is sent; it is removed from the dead letters. */
    private static final List<Step> QUEUE_STEPS = List.of(FORCED, commit(1), commit(2));

    /** What is asked of the sandbox, and how many tasks that starts: one, or one whose id is lost and a forced one. */
    private enum Kind {
        PAID("sandbox:not-videox2", 1),
        UNPAID("sandbox:submit=400x1", 1),
        LOST("sandbox:lostx1", 2);

        private final String trigger;
        private final int tasks;

        Kind(String trigger, int tasks) {
            this.trigger = trigger;
            this.tasks = tasks;
        }
    }

    @TempDir
    private Path home;

    @TempDir
    private Path storage;

    private final Map<String, Kind> requests = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private Sandbox sandbox;
    private SandboxS3 s3;
    private ReplayProcess replay;

    private static Step files(String method, int count) {
        return new Step("java.nio.file.Files", method, count);
    }

    private static Step commit(int count) {
        return new Step("org.apache.activemq.artemis.jms.client.ActiveMQSession", "commit", count);
    }

    @BeforeEach
    void start() throws IOException {
        sandbox = TestPrices.set(Sandbox.builder())
                .apiKey(KEY)
                .timeScale(200)
                .limits(100_000, Duration.ofSeconds(60), 10)
                .start();
        s3 = SandboxS3.start(storage.resolve("s3"), "replay-videos", 0, KEY, KEY);
        environment.putAll(RunnerProcess.environment(sandbox, KEY, s3));
        environment.put("VIDU_DELIVERY_ATTEMPTS", "2");
        environment.put("VIDU_JOURNAL_LEASE", "2s");
        replay = new ReplayProcess(home, environment);
    }

    @AfterEach
    void stop() {
        sandbox.close();
        s3.close();
    }

    @Test
    void filesAreNeitherLostNorDoubledWhereverReplayOrGatewayDies() throws Exception {
        int count = FILE_STEPS.size() + RUNNING_STEPS.size() + 2;
        try (RunnerProcess gateway = gateway()) {
            Files.createDirectories(deadLetters());
            Files.createDirectories(inbox());
            for (int i = 0; i < count; i++) {
                drop(i);
            }
            awaitReasons(count, gateway);
        }
        int next = 0;
        for (Step step : FILE_STEPS) {
            killAfter(step, idOf(next++));
        }
        haltAt("SUCCEEDED>STORED");
        haltAt("REPORTED");
        try (RunnerProcess gateway = gateway()) {
            for (Step step : RUNNING_STEPS) {
                killAfter(step, idOf(next++));
            }
            await().until(() -> putBackAll() && isEmpty(inbox()));
            assertThat(gateway.isAlive()).isTrue();
        }
        assertThat(isEmpty(deadLetters())).isTrue();
        for (int i = 0; i < count; i++) {
            assertStored(name(i), json(home.resolve("work/done/" + name(i) + ".json.outcome.json")));
        }
        StatementCheck.assertEqual("jdbc:sqlite:" + home.resolve("work/journal.db"), sandbox);
    }

    @Test
    void messagesAreNeitherLostNorDoubledWhereverTheReplayDies() throws Exception {
        try (SandboxBroker broker = SandboxBroker.start(
                        storage.resolve("broker"), QueueTraffic.USER, QueueTraffic.PASSWORD, Map.of());
                QueueTraffic messages = new QueueTraffic(broker)) {
            environment.putAll(QueueTraffic.environment(broker));
            try (RunnerProcess gateway = gateway()) {
                int count = QUEUE_STEPS.size();
                for (int i = 0; i < count; i++) {
                    messages.send(name(i), document(i, Kind.LOST));
                }
                await().until(() -> broker.count("vidu.dead") == count);
                await().until(() -> messages.replies().size() == count);
                for (int i = 0; i < count; i++) {
                    JsonNode first = messages.replies().get(name(i)).get(0);
                    assertThat(first.at("/failure/code").asText()).isEqualTo("SUBMIT_UNCERTAIN");
                    killAfter(QUEUE_STEPS.get(i), first.path("request_id").asText());
                }
                await().until(() -> putBackAll() && broker.count("vidu.dead") == 0);
                await().until(messages::isDrained);
                assertThat(gateway.isAlive()).isTrue();
            }
            requests.keySet().forEach(name -> assertAnswered(name, messages));
            StatementCheck.assertEqual("jdbc:sqlite:" + home.resolve("work/journal.db"), sandbox);
        }
    }

    private void assertAnswered(String name, QueueTraffic messages) {
        assertThatNoException().isThrownBy(() -> {
            List<JsonNode> told = messages.replies().get(name);
            assertThat(told).as(name).hasSizeGreaterThan(1);
            told.subList(1, told.size()).forEach(outcome -> assertStored(name, outcome));
        });
    }

    private void killAfter(Step step, String id) throws Exception {
        replay.killAfter(step, "--force", "--id", id);
    }

    /** Under no id of its own, so that it must be known by what it is put back as. */
    private void drop(int number) throws IOException {
        Kind kind = Kind.values()[number % Kind.values().length];
        Path written = Files.writeString(inbox().resolve(name(number) + ".part"), document(number, kind));
        Files.move(written, inbox().resolve(name(number) + ".json"));
    }

    private static String name(int number) {
        return "dead-letter-" + number;
    }

    private String idOf(int number) throws IOException {
        return json(deadLetters().resolve(name(number) + ".json.reason.json"))
                .path("request_id")
                .asText();
    }

    private String document(int number, Kind kind) {
        requests.put(name(number), kind);
        return """
                {"input": {"mode": "text-to-video", "prompt": "[%s] %s", "duration": 1}}""".formatted(name(number), kind.trigger);
    }

    private RunnerProcess gateway(String... faults) throws IOException {
        return RunnerProcess.start(home, Files.createTempFile(home, "gateway", ".log"), environment, faults);
    }

    private void haltAt(String point) throws Exception {
        try (RunnerProcess gateway = gateway("-Dhalt.at=" + point, "-Dhalt.count=1")) {
            assertThat(gateway.waitFor(Duration.ofSeconds(60)))
                    .as("gets to %s", point)
                    .isTrue();
            assertThat(gateway.exitCode()).as(gateway.output()).isEqualTo(HALTED);
        }
    }

    /** @return whether nothing was left to be put back */
    private boolean putBackAll() throws Exception {
        return replay.run("--force", "--all").contains("No such dead letter");
    }

    private void awaitReasons(int count, RunnerProcess gateway) {
        await().until(() -> {
            try (Stream<Path> files = Files.list(deadLetters())) {
                return files.filter(file -> file.toString().endsWith(".reason.json"))
                                        .count()
                                == count
                        && isEmpty(inbox());
            }
        });
        assertThat(gateway.isAlive()).isTrue();
    }

    private void assertStored(String name, JsonNode outcome) {
        assertThat(outcome.path("state").asText()).as(name).isEqualTo("STORED");
        assertThat(sandbox.ledger().tasksFor("[" + name + "]"))
                .as("tasks of %s", name)
                .hasSize(requests.get(name).tasks);
    }

    private Path deadLetters() {
        return home.resolve("work/dead-letter");
    }

    private Path inbox() {
        return home.resolve("work/inbox");
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.allMatch(file -> file.endsWith("urgent"));
        }
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }
}
