package dev.viduroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.fault.TcpLine;
import dev.viduroutes.jms.ClassicBroker;
import dev.viduroutes.jms.RabbitServer;
import dev.viduroutes.kafka.KafkaBroker;
import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxBroker;
import dev.viduroutes.sandbox.SandboxS3;
import dev.viduroutes.sqs.SqsProxy;
import dev.viduroutes.sqs.SqsServer;
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

/** No broker can be reached for more than a minute, while tasks run that end meanwhile. */
class MinuteAwayIT {

    private static final String KEY = "key-of-the-minute-test";
    private static final Duration OUTAGE = Duration.ofSeconds(65);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int BEFORE = 4;
    private static final int AFTER = 2;

    @TempDir
    private Path home;

    /** Who feeds a broker, the process that takes from it, and what cuts and mends the line between them. */
    private record Line(String kind, MessageTraffic messages, RunnerProcess runner, Step cut, Step mend) {

        private interface Step {
            void run() throws Exception;
        }

        List<String> names() {
            List<String> names = new ArrayList<>();
            for (int number = 0; number < BEFORE + AFTER; number++) {
                names.add(kind + "-" + number + "-shot");
            }
            return names;
        }

        /** Ten seconds, so that their ends fall into the outage. */
        void send(int from, int to) throws Exception {
            for (String name : names().subList(from, to)) {
                messages.send(name, """
                        {"input": {"mode": "text-to-video", "prompt": "%s sandbox:slow=1000s", "duration": 1}}""".formatted(name));
            }
        }
    }

    private final List<Line> lines = new ArrayList<>();
    private Sandbox sandbox;
    private SandboxS3 s3;

    @Test
    void whatRunsEndsAndWhatWaitsIsTakenOnceTheBrokerIsBack() throws Exception {
        try (Sandbox api = TestPrices.set(Sandbox.builder())
                        .apiKey(KEY)
                        .timeScale(100)
                        .limits(100_000, Duration.ofSeconds(60), 100)
                        .start();
                SandboxS3 objects = SandboxS3.start(home.resolve("s3"), "minute-videos", 0, KEY, KEY);
                SandboxBroker queues = SandboxBroker.start(
                        home.resolve("artemis"), QueueTraffic.USER, QueueTraffic.PASSWORD, Map.of());
                ClassicBroker classic = ClassicBroker.start(
                        Files.createDirectories(home.resolve("classic-broker")), JmsTraffic.USER, JmsTraffic.PASSWORD);
                RabbitServer rabbit = RabbitServer.start(
                        Files.createDirectories(home.resolve("rabbit")), RabbitTraffic.USER, RabbitTraffic.PASSWORD);
                TcpLine toQueues = TcpLine.to(port(queues.url()));
                TcpLine toClassic = TcpLine.to(port(classic.url()));
                TcpLine toRabbit = TcpLine.to(port(rabbit.url()));
                TcpLine toTopics = TcpLine.toNobody();
                KafkaBroker topics = KafkaBroker.start(home.resolve("kafka"), toTopics.port());
                SqsServer sqs = SqsServer.start();
                SqsProxy proxy = SqsProxy.to(sqs)) {
            sandbox = api;
            s3 = objects;
            toTopics.lead(port(topics.address()));
            open("jms", new QueueTraffic(queues), toQueues, "VIDU_INTAKE_JMS_URL", "tcp://127.0.0.1:");
            String url = "tcp://127.0.0.1:" + toClassic.port();
            open("classic", new ClassicTraffic(classic, url), Map.of(), toClassic::cut, toClassic::mend);
            open("amqp", new RabbitTraffic(rabbit), toRabbit, "VIDU_INTAKE_AMQP_URL", "amqp://127.0.0.1:");
            KafkaTraffic records = new KafkaTraffic(topics, home.resolve("client"));
            open("kafka", records, toTopics, "VIDU_INTAKE_KAFKA_BROKERS", "127.0.0.1:");
            open("sqs", new SqsTraffic(sqs, proxy::url), Map.of(), proxy::cut, proxy::mend);
            try {
                goAwayAndComeBack();
            } finally {
                lines.forEach(line -> line.runner().close());
            }
        }
    }

    private static int port(String address) {
        return Integer.parseInt(address.replaceFirst(".*:(\\d+).*", "$1"));
    }

    private void open(String kind, MessageTraffic messages, TcpLine line, String key, String place) throws IOException {
        open(kind, messages, Map.of(key, place + line.port()), line::cut, line::mend);
    }

    private void open(String kind, MessageTraffic messages, Map<String, String> place, Line.Step cut, Line.Step mend)
            throws IOException {
        Map<String, String> environment = new HashMap<>(RunnerProcess.environment(sandbox, KEY, s3));
        environment.putAll(messages.environment());
        environment.putAll(place);
        Path folder = Files.createDirectories(home.resolve(kind));
        RunnerProcess runner = RunnerProcess.start(folder, folder.resolve("runner.log"), environment);
        lines.add(new Line(kind, messages, runner, cut, mend));
    }

    private void goAwayAndComeBack() throws Exception {
        for (Line line : lines) {
            line.send(0, BEFORE);
        }
        await().atMost(PATIENCE).until(() -> sandbox.ledger().tasks().size() == BEFORE * lines.size());
        for (Line line : lines) {
            line.cut().run();
        }
        await().pollDelay(OUTAGE).atMost(PATIENCE).until(() -> true);
        for (Line line : lines) {
            assertThat(line.runner().output()).as(line.kind()).containsOnlyOnce("unavailable:");
            line.mend().run();
            line.send(BEFORE, BEFORE + AFTER);
        }
        for (Line line : lines) {
            await(line.kind())
                    .atMost(PATIENCE)
                    .until(() -> line.messages().replies().keySet().containsAll(line.names()));
            await(line.kind()).atMost(PATIENCE).until(line.messages()::isDrained);
            // An intake counts as back after a while without failures, which may be longer than its messages take.
            await(line.kind())
                    .atMost(PATIENCE)
                    .until(() -> line.runner().output().contains("available again"));
            assertThat(line.runner().output()).as(line.kind()).containsOnlyOnce("available again");
            assertPaidOnce(line);
        }
    }

    private void assertPaidOnce(Line line) throws Exception {
        for (String name : line.names()) {
            assertThat(sandbox.ledger().submitsFor(name)).as(name).isEqualTo(1);
            List<JsonNode> outcomes = line.messages().replies().get(name);
            assertThat(new HashSet<>(outcomes)).as(name).hasSize(1);
            assertThat(outcomes.get(0).path("state").asText()).as(name).isEqualTo("STORED");
        }
        StatementCheck.assertEqualFor(
                "jdbc:sqlite:" + home.resolve(line.kind()).resolve("work/journal.db"),
                sandbox,
                prompt -> prompt.startsWith(line.kind() + "-"));
    }
}
