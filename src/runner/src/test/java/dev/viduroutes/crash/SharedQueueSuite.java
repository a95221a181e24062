package dev.viduroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.sandbox.Ledger;
import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxS3;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for each broker: two processes on one queue and one PostgreSQL journal: they share the work, and one finishes what the other left. */
abstract class SharedQueueSuite {

    private static final String KEY = "key-of-the-sharing-test";
    private static final List<String> NAMES = IntStream.range(0, 16)
            .mapToObj(number -> String.format("shot-%02d", number))
            .toList();

    @TempDir
    private Path home;

    /** @return a client of a broker that has its data in this folder */
    abstract MessageTraffic connect(Path folder) throws Exception;

    @Test
    @SuppressWarnings("try")
    void whatAKilledProcessLeavesIsFinishedByTheOtherWithoutASecondSubmit() throws Exception {
        try (Sandbox sandbox = TestPrices.set(Sandbox.builder())
                        .apiKey(KEY)
                        .timeScale(100)
                        .limits(100_000, Duration.ofSeconds(60), 16)
                        .start();
                SandboxS3 s3 = SandboxS3.start(home.resolve("s3"), "shared-videos", 0, KEY, KEY);
                EmbeddedPostgres database = EmbeddedPostgres.start();
                MessageTraffic messages = connect(Files.createDirectories(home.resolve("broker")))) {
            Map<String, String> environment = new HashMap<>(RunnerProcess.environment(sandbox, KEY, s3));
            environment.putAll(messages.environment());
            environment.put("VIDU_JOURNAL_URL", database.getJdbcUrl("postgres", "postgres"));
            // On a busy machine a shorter one ends while its process lives, and a message is then seen to run twice.
            environment.put("VIDU_JOURNAL_LEASE", "6s");
            environment.put("VIDU_LIMITS_CONCURRENT_TASKS", "16");
            // Half of the messages are too many for one process.
            environment.put("VIDU_INTAKE_JMS_CONSUMERS", "8");
            environment.put("VIDU_INTAKE_AMQP_CONSUMERS", "8");
            environment.put("VIDU_INTAKE_SQS_IN_FLIGHT", "8");
            try (RunnerProcess first = start("first", environment);
                    RunnerProcess second = start("second", environment)) {
                await().until(() ->
                        first.output().contains("started:") && second.output().contains("started:"));
                for (String name : NAMES) {
                    messages.send(name, document(name));
                }
                await().untilAsserted(() -> assertThat(polled(sandbox.ledger()))
                        .as(first.output() + second.output())
                        .containsAll(NAMES));
                assertThat(running(first)).as(first.output() + second.output()).isEqualTo(8);
                assertThat(running(second)).as(first.output() + second.output()).isEqualTo(8);
                first.close();
                sandbox.finish("shot-");

                await().until(() -> messages.replies().keySet().containsAll(NAMES));
                await().until(messages::isDrained);
            }
            for (String name : NAMES) {
                // A message whose process was killed, or too slow to keep it, comes again and is answered again: of the
                // same task.
                assertThat(messages.replies().get(name))
                        .as(name)
                        .allMatch(reply -> reply.path("state").asText().equals("STORED"))
                        .extracting(reply -> reply.path("task_id").asText())
                        .containsOnly(sandbox.ledger().tasksFor(name).get(0).taskId());
                assertThat(sandbox.ledger().submitsFor(name)).as(name).isEqualTo(1);
            }
            StatementCheck.assertEqual(environment.get("VIDU_JOURNAL_URL"), sandbox);
        }
    }

    private static List<String> polled(Ledger ledger) {
        return NAMES.stream()
                .filter(name -> ledger.tasksFor(name).stream().anyMatch(task -> task.polls() > 0))
                .toList();
    }

    private static long running(RunnerProcess runner) throws IOException {
        return runner.output()
                .lines()
                .filter(line -> line.contains("state=RUNNING"))
                .count();
    }

    private RunnerProcess start(String name, Map<String, String> environment) throws IOException {
        return RunnerProcess.start(
                Files.createDirectories(home.resolve(name)), home.resolve(name + ".log"), environment);
    }

    private static String document(String name) {
        return """
                {"input": {"mode": "text-to-video", "prompt": "%s sandbox:slow=100000s", "duration": 1}}""".formatted(name);
    }
}
