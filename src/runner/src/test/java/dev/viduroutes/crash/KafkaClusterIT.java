package dev.viduroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxS3;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three processes in one group whose partitions move one by one (cooperative assignment), and three brokers. */
class KafkaClusterIT {

    private static final String KEY = "key-of-the-cluster-test";
    private static final int PARTITIONS = 6;
    private static final String COOPERATIVE =
            "partition.assignment.strategy=org.apache.kafka.clients.consumer.CooperativeStickyAssignor\n";

    @TempDir
    private Path home;

    private final List<String> sent = new ArrayList<>();
    private Map<String, String> environment;

    @Test
    @SuppressWarnings("try")
    void nothingIsLostOrPaidTwiceThoughAProcessAndABrokerAreKilledAndAnotherProcessJoins() throws Exception {
        try (Sandbox sandbox = TestPrices.set(Sandbox.builder())
                        .apiKey(KEY)
                        .timeScale(100)
                        .limits(100_000, Duration.ofSeconds(60), 48)
                        .start();
                SandboxS3 s3 = SandboxS3.start(home.resolve("s3"), "cluster-videos", 0, KEY, KEY);
                EmbeddedPostgres database = EmbeddedPostgres.start();
                KafkaCluster brokers = KafkaCluster.start(home.resolve("kafka"));
                KafkaTraffic messages = new KafkaTraffic(brokers, home.resolve("client"), PARTITIONS, COOPERATIVE)) {
            environment = new HashMap<>(RunnerProcess.environment(sandbox, KEY, s3));
            environment.putAll(messages.environment());
            environment.put("VIDU_JOURNAL_URL", database.getJdbcUrl("postgres", "postgres"));
            environment.put("VIDU_JOURNAL_LEASE", "3s");
            environment.put("VIDU_LIMITS_CONCURRENT_TASKS", "48");
            try (RunnerProcess first = start("first");
                    RunnerProcess second = start("second");
                    RunnerProcess third = start("third")) {
                await().atMost(Duration.ofMinutes(1)).until(() -> messages.members() == 3);
                send(messages, 12);
                // What is asked about is recorded; what is killed before that would be uncertain, and a dead letter.
                await().atMost(Duration.ofMinutes(1)).until(() -> polled(sandbox) == 12);

                second.close();
                send(messages, 12);
                await().atMost(Duration.ofMinutes(1)).until(() -> messages.members() == 2);

                brokers.killLeader("vidu.requests", 0);
                send(messages, 12);

                try (RunnerProcess fourth = start("fourth")) {
                    await().atMost(Duration.ofMinutes(1)).until(() -> messages.members() == 3);
                    send(messages, 12);
                    await().atMost(Duration.ofMinutes(2))
                            .until(() -> messages.replies().keySet().containsAll(sent));
                    await().atMost(Duration.ofMinutes(1)).until(messages::isDrained);
                    assertThat(List.of(first.isAlive(), third.isAlive(), fourth.isAlive()))
                            .containsOnly(true);
                }
            }
            for (String name : sent) {
                assertThat(sandbox.ledger().submitsFor(name)).as(name).isEqualTo(1);
                List<JsonNode> outcomes = messages.replies().get(name);
                assertThat(new HashSet<>(outcomes)).as(name).hasSize(1);
                assertThat(outcomes.get(0).path("state").asText()).isEqualTo("STORED");
            }
            StatementCheck.assertEqual(environment.get("VIDU_JOURNAL_URL"), sandbox);
        }
    }

    private static long polled(Sandbox sandbox) {
        return sandbox.ledger().tasks().stream()
                .filter(task -> task.polls() > 0)
                .count();
    }

    /** Round robin over the partitions. */
    private void send(KafkaTraffic messages, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            String name = "shot-" + (char) ('a' + sent.size() / 26) + (char) ('a' + sent.size() % 26);
            messages.send(name, """
                    {"input": {"mode": "text-to-video", "prompt": "%s sandbox:slow=400s", "duration": 1}}""".formatted(name));
            sent.add(name);
        }
    }

    private RunnerProcess start(String name) throws IOException {
        return RunnerProcess.start(
                Files.createDirectories(home.resolve(name)), home.resolve(name + ".log"), environment);
    }
}
