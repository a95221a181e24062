package dev.viduroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.kafka.KafkaBroker;
import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxBroker;
import dev.viduroutes.sandbox.SandboxS3;
import dev.viduroutes.sqs.SqsProxy;
import dev.viduroutes.sqs.SqsServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator reads of a runner whose brokers all go away for a while and come back: two lines for each. */
class QuietOutageIT {

    private static final String KEY = "key-of-the-quiet-test";
    private static final Duration OUTAGE = Duration.ofSeconds(10);

    @TempDir
    private Path home;

    @TempDir
    private Path storage;

    @Test
    void anOutageIsALineAndItsEndAnotherForEachIntake() throws Exception {
        try (Sandbox sandbox = Sandbox.builder().apiKey(KEY).start();
                SandboxS3 s3 = SandboxS3.start(storage.resolve("s3"), "quiet-videos", 0, KEY, KEY);
                SandboxBroker queues = SandboxBroker.start(
                        storage.resolve("broker"), QueueTraffic.USER, QueueTraffic.PASSWORD, Map.of());
                KafkaBroker topics = KafkaBroker.start(storage.resolve("kafka"));
                SqsServer sqs = SqsServer.start();
                SqsProxy line = SqsProxy.to(sqs)) {
            topics.createTopic("vidu.requests", 1);
            Map<String, String> environment = new HashMap<>(RunnerProcess.environment(sandbox, KEY, s3));
            environment.putAll(QueueTraffic.environment(queues));
            environment.putAll(intakes(queues, topics, line.url(sqs.create("requests"))));
            try (RunnerProcess runner = RunnerProcess.start(home, home.resolve("runner.log"), environment)) {
                await().until(() -> told(runner).contains("started:"));
                await().until(() -> !topics.members("vidu-routes").isEmpty());
                queues.stop();
                topics.stop();
                line.cut();
                await().pollDelay(OUTAGE)
                        .until(() -> lines(runner, "unavailable:").size() == 4);
                queues.restart();
                topics.restart();
                line.mend();
                await().until(() -> lines(runner, "available again").size() == 4);

                assertThat(lines(runner, "")).as(told(runner)).hasSize(8);
                for (String intake : List.of("jms", "amqp", "kafka", "sqs")) {
                    assertThat(lines(runner, "intake=" + intake + " ")).hasSize(2);
                }
                assertThat(told(runner)).doesNotContain(QueueTraffic.PASSWORD).doesNotContain("ERROR");
            }
        }
    }

    private static Map<String, String> intakes(SandboxBroker queues, KafkaBroker topics, String queue) {
        return Map.of(
                "VIDU_INTAKE_AMQP_ENABLED",
                "true",
                "VIDU_INTAKE_AMQP_URL",
                queues.amqpUrl(),
                "VIDU_INTAKE_AMQP_USER",
                QueueTraffic.USER,
                "VIDU_INTAKE_AMQP_PASSWORD",
                QueueTraffic.PASSWORD,
                "VIDU_INTAKE_KAFKA_ENABLED",
                "true",
                "VIDU_INTAKE_KAFKA_BROKERS",
                topics.address(),
                "VIDU_INTAKE_SQS_ENABLED",
                "true",
                "VIDU_INTAKE_SQS_QUEUE_URL",
                queue,
                "VIDU_INTAKE_SQS_ACCESS_KEY",
                SqsServer.KEY,
                "VIDU_INTAKE_SQS_SECRET_KEY",
                SqsServer.KEY);
    }

    private static String told(RunnerProcess runner) throws IOException {
        return runner.output();
    }

    /** @return what was told since the start, if it holds that text */
    private static List<String> lines(RunnerProcess runner, String text) throws IOException {
        return told(runner)
                .lines()
                .dropWhile(line -> !line.contains("started:"))
                .skip(1)
                .filter(line -> line.contains(text))
                .toList();
    }
}
