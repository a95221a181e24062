package dev.viduroutes.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.kafka.KafkaBroker;
import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxBroker;
import dev.viduroutes.sandbox.SandboxS3;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.protocol.core.impl.PacketImpl;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the system was asked to do, and when: a report or dead letter, and then the folder that names it, is synced before its
 * request leaves its source, be that a folder of the same file system, one of another, a JMS queue or a Kafka topic.
 */
class OnDiskIT {

    private static final String KEY = "key-of-the-disk-test";
    private static final String USER = "disk";
    private static final String QUEUE = "vidu.requests";

    @TempDir
    private Path home;

    @TempDir
    private Path objects;

    private Path elsewhere;

    @AfterEach
    void clear() throws IOException {
        if (elsewhere != null) {
            try (Stream<Path> all = Files.walk(elsewhere)) {
                for (Path file : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Test
    void whatIsToldOfARequestIsOnDiskBeforeItLeavesItsSource() throws Exception {
        elsewhere = Files.createTempDirectory(otherFileSystem(), "vidu-on-disk");
        Path trace = home.resolve("trace");
        try (Sandbox sandbox = Sandbox.builder()
                        .apiKey(KEY)
                        .timeScale(100)
                        .limits(100_000, Duration.ofSeconds(60), 10)
                        .start();
                SandboxS3 s3 = SandboxS3.start(objects, "disk-videos", 0, KEY, KEY);
                SandboxBroker jms = SandboxBroker.start(home.resolve("broker"), USER, KEY, Map.of());
                KafkaBroker kafka = KafkaBroker.start(home.resolve("kafka"))) {
            kafka.createTopic(QUEUE, 1);
            send(jms, kafka);
            Map<String, String> environment = new HashMap<>(Runner.environment(sandbox, KEY, s3));
            environment.putAll(intakes(jms, kafka));
            environment.put("VIDU_DEAD_LETTER_DIRECTORY", elsewhere.toString());
            environment.put("VIDU_INTAKE_FILE_SETTLE", "0s");
            environment.put("VIDU_INTAKE_FILE_INCOMPLETE_WAIT", "0s");
            environment.put("VIDU_OUTCOME_URI", "file:" + outcomes());
            try (Runner runner = Runner.startUnder(
                    SystemCalls.tracer(trace), home, environment, System.getProperty("vidu.test.runner"))) {
                runner.drop(
                        "stored.json", "{\"input\": {\"mode\": \"text-to-video\", \"prompt\": \"kept sandbox:fast\"}}");
                runner.drop("refused.json", "not a request");
                dropVast(runner.inbox());
                await().atMost(Duration.ofSeconds(90)).until(() -> reasons() == 4 && isEmpty(runner.inbox()));
                await().until(() -> jms.count(QUEUE) == 0
                        && kafka.committed("vidu-routes", QUEUE).containsValue(1L));
            }
            assertInOrder(SystemCalls.read(trace, home), port(jms.url()), port("tcp://" + kafka.address()));
        }
    }

    private void assertInOrder(SystemCalls calls, int jmsPort, int kafkaPort) throws IOException {
        Path done = home.resolve("work/done/stored.json");
        assertThat(calls.safe(done.resolveSibling("stored.json.outcome.json")))
                .as("the outcome is on disk before its file is moved")
                .isLessThan(calls.named(done));
        assertThat(calls.safe(done)).isPositive();

        Path refused = elsewhere.resolve("refused.json");
        assertThat(calls.removed("refused.json"))
                .as("a dead letter on another file system is on disk before its file is removed")
                .isGreaterThan(calls.safe(refused))
                .isGreaterThan(calls.safe(elsewhere.resolve("refused.json.reason.json")));

        assertThat(elsewhere.resolve("vast.json")).hasSize(16L << 20);
        assertThat(Files.readString(elsewhere.resolve("vast.json.reason.json")))
                .contains("only the first 16777216 of 10737418241 bytes");

        for (Path deadLetter : deadLetters()) {
            boolean isKafka = deadLetter.getFileName().toString().startsWith(QUEUE);
            List<Integer> commits = isKafka ? offsetCommits(calls, kafkaPort) : commitsOfMessages(calls, jmsPort);
            assertThat(commits)
                    .as("a commit comes only after the outcome in a file endpoint is on disk")
                    .allMatch(commit ->
                            commit > calls.safeInPlace(outcomes().resolve(deadLetter.getFileName() + ".outcome.json")));
            for (String ending : List.of("", ".message.json", ".reason.json")) {
                Path part = deadLetter.resolveSibling(deadLetter.getFileName() + ending);
                assertThat(commits)
                        .as("a commit comes only after %s is on disk", part)
                        .isNotEmpty()
                        .allMatch(commit -> commit > calls.safe(part));
            }
        }
        assertThat(deadLetters()).hasSize(2);
    }

    private static List<Integer> offsetCommits(SystemCalls calls, int port) {
        return calls.sentTo(port).stream()
                .filter(frame -> frame.begins("\0" + (char) ApiKeys.OFFSET_COMMIT.id))
                .map(SystemCalls.Frame::at)
                .toList();
    }

    /** Consumers that got no message commit, too: those count in whose session one was acknowledged before. */
    private static List<Integer> commitsOfMessages(SystemCalls calls, int port) {
        List<Integer> commits = new ArrayList<>();
        Set<String> acknowledged = new HashSet<>();
        for (SystemCalls.Frame frame : calls.sentTo(port)) {
            if (frame.bytes().length() < 1 + Long.BYTES) {
                continue;
            }
            String session = frame.connection() + frame.bytes().substring(1, 1 + Long.BYTES);
            if (frame.begins(Character.toString((char) PacketImpl.SESS_ACKNOWLEDGE))) {
                acknowledged.add(session);
            } else if (frame.begins(Character.toString((char) PacketImpl.SESS_COMMIT))
                    && acknowledged.remove(session)) {
                commits.add(frame.at());
            }
        }
        return commits;
    }

    /** Written by Camel's file component, which syncs nothing. */
    private Path outcomes() {
        return home.resolve("outcomes");
    }

    /** The dead letters of messages. */
    private List<Path> deadLetters() throws IOException {
        try (Stream<Path> files = Files.list(elsewhere)) {
            return files.filter(file -> file.toString().endsWith(".message.json"))
                    .map(file ->
                            file.resolveSibling(file.getFileName().toString().replaceFirst("\\.message\\.json$", "")))
                    .toList();
        }
    }

    private long reasons() throws IOException {
        try (Stream<Path> files = Files.list(elsewhere)) {
            return files.filter(file -> file.toString().endsWith(".reason.json"))
                    .count();
        }
    }

    /** Ten gigabytes, of which none is on disk. */
    private static void dropVast(Path inbox) throws IOException {
        try (FileChannel vast =
                FileChannel.open(inbox.resolve(".vast"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            vast.write(ByteBuffer.wrap(new byte[] {1}), 10L << 30);
        }
        Files.move(inbox.resolve(".vast"), inbox.resolve("vast.json"));
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.allMatch(file -> file.endsWith("urgent"));
        }
    }

    private static void send(SandboxBroker jms, KafkaBroker kafka) throws Exception {
        try (var connections = new ActiveMQConnectionFactory(jms.url(), USER, KEY);
                var context = connections.createContext()) {
            context.createProducer().send(context.createQueue(QUEUE), "no request either");
        }
        try (var producer = new KafkaProducer<>(kafka.client(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(QUEUE, "nor this".getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }

    private static Map<String, String> intakes(SandboxBroker jms, KafkaBroker kafka) {
        return Map.of(
                "VIDU_INTAKE_JMS_ENABLED",
                "true",
                "VIDU_INTAKE_JMS_URL",
                jms.url(),
                "VIDU_INTAKE_JMS_USER",
                USER,
                "VIDU_INTAKE_JMS_PASSWORD",
                KEY,
                "VIDU_INTAKE_KAFKA_ENABLED",
                "true",
                "VIDU_INTAKE_KAFKA_BROKERS",
                kafka.address());
    }

    private static int port(String url) {
        return URI.create(url).getPort();
    }

    private Path otherFileSystem() throws IOException {
        Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory) && !Files.getFileStore(memory).equals(Files.getFileStore(home))
                ? memory
                : fail("this test needs a second file system: /dev/shm that can be written");
    }
}
