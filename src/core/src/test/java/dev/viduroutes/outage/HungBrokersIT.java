package dev.viduroutes.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.fault.Promptly;
import dev.viduroutes.fault.TcpLine;
import dev.viduroutes.kafka.KafkaBroker;
import dev.viduroutes.route.GatewayTest;
import dev.viduroutes.sandbox.SandboxBroker;
import dev.viduroutes.sqs.SqsServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Brokers that let everybody in and say nothing, from the start or from some moment on; all kinds of them at once. */
class HungBrokersIT extends GatewayTest {

    private static final String NAME = "gateway";
    private static final List<String> KINDS = List.of("jms", "amqp", "kafka", "sqs");
    /** Two connections are waited for, for three seconds each; on a busy machine the rest takes a while, too. */
    private static final Duration LONGEST_START = Duration.ofSeconds(25);

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    private static Path folder;

    private static SandboxBroker queues;
    private static KafkaBroker topics;
    private static SqsServer sqs;
    private static TcpLine queueLine;
    private static TcpLine topicLine;
    private static TcpLine sqsLine;
    private static String sqsQueue;

    private final LogTrap log = LogTrap.of("vidu.intake", Level.INFO);

    @BeforeAll
    static void startBrokers() throws Exception {
        queues = SandboxBroker.start(folder.resolve("queues"), NAME, NAME, Map.of());
        topicLine = TcpLine.toNobody();
        topics = KafkaBroker.start(folder.resolve("topics"), topicLine.port());
        topicLine.lead(URI.create("tcp://" + topics.address()).getPort());
        topics.createTopic("vidu.requests", 1);
        sqs = SqsServer.start();
        queueLine = TcpLine.to(URI.create(queues.url()).getPort());
        sqsLine = TcpLine.to(sqs.port());
        sqsQueue = sqs.create("requests").replace(":" + sqs.port() + "/", ":" + sqsLine.port() + "/");
    }

    @AfterAll
    static void stopBrokers() throws IOException {
        queueLine.close();
        topicLine.close();
        sqsLine.close();
        queues.close();
        topics.close();
        sqs.close();
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.intake.jms.enabled", "true");
        settings.setProperty("vidu.intake.jms.url", "tcp://127.0.0.1:" + queueLine.port());
        settings.setProperty("vidu.intake.jms.user", NAME);
        settings.setProperty("vidu.intake.jms.password", NAME);
        settings.setProperty("vidu.intake.amqp.enabled", "true");
        settings.setProperty("vidu.intake.amqp.url", "amqp://127.0.0.1:" + queueLine.port());
        settings.setProperty("vidu.intake.amqp.user", NAME);
        settings.setProperty("vidu.intake.amqp.password", NAME);
        settings.setProperty("vidu.intake.amqp.queue", "other.requests");
        settings.setProperty("vidu.intake.kafka.enabled", "true");
        settings.setProperty("vidu.intake.kafka.brokers", "127.0.0.1:" + topicLine.port());
        settings.setProperty("vidu.intake.sqs.enabled", "true");
        settings.setProperty("vidu.intake.sqs.queue-url", sqsQueue);
        settings.setProperty("vidu.intake.sqs.access-key", SqsServer.KEY);
        settings.setProperty("vidu.intake.sqs.secret-key", SqsServer.KEY);
    }

    private static Duration timeOf(ThrowingCallable what) {
        long begin = System.nanoTime();
        assertThatCode(what).doesNotThrowAnyException();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static void freeze() {
        queueLine.freeze();
        topicLine.freeze();
        sqsLine.freeze();
    }

    private static void thaw() {
        queueLine.thaw();
        topicLine.thaw();
        sqsLine.thaw();
    }

    private long told(String kind, String what) {
        return log.lines().stream()
                .filter(line -> line.contains("intake=" + kind + " ") && line.contains(what))
                .count();
    }

    private void assertAllTold() {
        await().atMost(MINUTE)
                .untilAsserted(() -> assertThat(KINDS).allMatch(kind -> told(kind, " unavailable: ") == 1));
        assertThat(log.lines()).hasSize(KINDS.size()).allMatch(line -> line.contains("vidu.intake."));
    }

    @Test
    void whatHangsFromTheStartIsToldWithinAMinuteAndHoldsUpNeitherFilesNorTheStop() throws Exception {
        stopContext();
        freeze();
        try {
            assertThat(timeOf(this::startAgain)).isLessThan(LONGEST_START);
            drop("beside.json", request("beside hung brokers sandbox:fast"));
            awaitDone("beside.json");
            assertAllTold();
            Promptly.promptly(this::stopContext);
        } finally {
            thaw();
        }
    }

    @Test
    void whatHangsLaterIsToldWithinAMinuteAndSoIsItsEnd() {
        await().until(() -> !topics.members("vidu-routes").isEmpty());
        freeze();
        assertAllTold();
        thaw();
        await().untilAsserted(() -> assertThat(KINDS).allMatch(kind -> told(kind, " available again ") == 1));
        assertThat(log.lines()).hasSize(2 * KINDS.size());
    }

    @Test
    void aStopTakesSecondsWhenTheBrokersHang() {
        await().until(() -> !topics.members("vidu-routes").isEmpty());
        freeze();
        try {
            Promptly.promptly(this::stopContext);
        } finally {
            thaw();
        }
    }
}
