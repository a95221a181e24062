package dev.viduroutes.jms;

import static dev.viduroutes.fault.Promptly.promptly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import dev.viduroutes.fault.LogTrap;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RabbitMQ takes no transactions over AMQP 1.0: a message is acknowledged by itself, and is the broker's until then. */
class RabbitIT extends QueueTest {

    @TempDir
    private static Path folder;

    private static RabbitServer rabbit;

    /** Of a queue that an operator made. */
    private static final String THERE = "/amq/queue/";

    private final String own = Long.toHexString(System.nanoTime());
    private Map<String, String> changed = Map.of();
    private String outcomes;

    @BeforeAll
    static void startRabbit() throws Exception {
        rabbit = RabbitServer.start(folder, USER, PASSWORD);
    }

    @AfterAll
    static void stopRabbit() {
        rabbit.close();
    }

    @Override
    protected String amqpUrl() {
        return rabbit.url();
    }

    @Override
    protected long count(String queue) throws Exception {
        return rabbit.count(queue.substring(THERE.length()));
    }

    @Override
    protected JMSContext producer() {
        return LenientContext.of(new JmsConnectionFactory(USER, PASSWORD, amqpUrl()));
    }

    @Override
    protected Queue replyQueue(JMSContext sender) throws Exception {
        return sender.createQueue(declared("replies-" + own));
    }

    private static String declared(String queue) throws Exception {
        rabbit.declare(queue);
        return THERE + queue;
    }

    @Override
    protected void configure(Properties settings) {
        try {
            requests = declared("requests-" + own);
            dead = declared("dead-" + own);
            outcomes = declared("outcomes-" + own);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
        super.configure(settings);
        settings.remove("vidu.intake.jms.queue");
        speakAmqp(settings);
        settings.setProperty("vidu.outcome.uri", "vidu-amqp:queue:" + outcomes);
        settings.putAll(changed);
    }

    private void restart(Map<String, String> settings) throws Exception {
        stopContext();
        changed = settings;
        startAgain();
    }

    private void assertTold(Map<String, String> settings, String... what) throws Exception {
        try (LogTrap log = LogTrap.of("vidu.intake", Level.WARN)) {
            restart(settings);
            await().atMost(Duration.ofMinutes(1)).until(() -> !log.lines().isEmpty());
            assertThat(log.lines()).singleElement().asString().contains(what);
        }
        promptly(this::stopContext);
    }

    @Test
    void aWrongPasswordIsToldWithItsSetting() throws Exception {
        assertTold(
                Map.of("vidu.intake.amqp.password", "evil-password"),
                "vidu.intake.amqp.user and vidu.intake.amqp.password are refused");
    }

    @Test
    void theSettingThatAsksForTransactionsIsTold() throws Exception {
        assertTold(
                Map.of("vidu.intake.amqp.transacted", "true"),
                "intake=amqp broker=" + rabbit.url() + " queue=" + requests + " unavailable: ",
                "vidu.intake.amqp.transacted",
                "Transactions not supported");
    }

    @Test
    void aQueueIsAddressedAsRabbitDoesAndNotMadeAnew() throws Exception {
        restart(Map.of(
                "vidu.intake.amqp.queue", "/queue/requests-" + own,
                "vidu.dead-letter.uri", "vidu-amqp:queue:/queue/dead-" + own));

        assertThat(json(answerTo(jms, jms.createTextMessage("no json")))
                        .path("state")
                        .asText())
                .isEqualTo("FAILED");
        assertThat(reason(receiveDeadLetter()).at("/failure/code").asText()).isEqualTo("INVALID_REQUEST");
    }

    @Test
    void aDurableQueueThatWouldBeMadeAnewIsToldWithItsAddress() throws Exception {
        assertTold(Map.of("vidu.intake.amqp.queue", "requests-" + own), "call it /amq/queue/<name>");
    }

    @Test
    void aStopGivesTheMessageBackAndTheNextStartGoesOnWithItsTask() throws Exception {
        send(request("interrupted sandbox:slow=600s"), replyQueue(jms));
        await().until(() -> !ledger().tasksFor("interrupted").isEmpty());

        promptly(this::stopContext);
        assertThat(count(requests)).isEqualTo(1);
        startAgain();
        sandbox.finish("interrupted");

        assertThat(json(receive(replyQueue(jms))).path("state").asText()).isEqualTo("STORED");
        assertThat(ledger().submitsFor("interrupted")).isEqualTo(1);
        await().until(() -> count(requests) == 0);
    }

    @Test
    void outcomesAndRequestsWaitForABrokerThatIsAway() throws Exception {
        send(request("patient sandbox:slow=600s"), null);
        await().until(() -> !ledger().tasksFor("patient").isEmpty());
        disconnect();
        try (LogTrap log = LogTrap.of("vidu.intake", Level.INFO)) {
            rabbit.stop();
            sandbox.finish("patient");
            await().until(() -> journal().query("SELECT state FROM vidu_task").contains("STORED"));
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> log.lines().stream().anyMatch(line -> line.contains(" unavailable: ")));
            rabbit.restart();
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> log.lines().stream().anyMatch(line -> line.contains(" available again")));
        }
        connect();
        Message outcome = receive(jms.createQueue(outcomes));
        assertThat(json(outcome).path("state").asText()).isEqualTo("STORED");
        assertThat(json(answerTo(jms, jms.createTextMessage(request("later"))))
                        .path("state")
                        .asText())
                .isEqualTo("STORED");
        await().until(() -> count(requests) == 0);
        assertThat(ledger().submitsFor("patient")).isEqualTo(1);
    }

    /** RabbitMQ ends the session in which such a reply is sent; the replies of others must not be sent in it. */
    @Test
    void aReplyToAQueueThatIsNotThereHoldsUpNoOther() throws Exception {
        restart(Map.of(
                "vidu.intake.amqp.url",
                amqpUrl() + "?jms.requestTimeout=3000",
                "vidu.intake.amqp.reply-timeout",
                "1s"));
        send(request("lonely"), jms.createQueue("/queue/absent-" + own));
        await().until(() -> journal().query("SELECT state FROM vidu_task").contains("STORED"));

        for (int i = 0; i < 3; i++) {
            assertThat(json(answerTo(jms, jms.createTextMessage(request("asked " + i))))
                            .path("state")
                            .asText())
                    .isEqualTo("STORED");
        }
        await().until(() -> count(outcomes) == 1);
        assertThat(json(receive(jms.createQueue(outcomes))).path("request_id").asText())
                .isNotEmpty();
        await().until(() -> count(requests) == 0);
    }

    /** RabbitMQ would take it, and drop it. */
    @Test
    void aDeadLetterWaitsForItsQueueAndTheMessageStaysMeanwhile() throws Exception {
        try (LogTrap log = LogTrap.of("vidu", Level.WARN)) {
            restart(Map.of("vidu.dead-letter.uri", "vidu-amqp:queue:/queue/later-" + own));
            send("no json", null);
            await().until(() -> log.lines().stream().anyMatch(line -> line.contains("there must be such a queue")));
        }
        assertThat(count(requests)).isEqualTo(1);

        rabbit.declare("later-" + own);

        assertThat(receive(jms.createQueue(THERE + "later-" + own)).getBody(String.class))
                .isEqualTo("no json");
        await().until(() -> count(requests) == 0);
    }

    /** Most producers at RabbitMQ speak AMQP 0-9-1. */
    @Test
    void whoSpeaksAmqp091IsAnswered() throws Exception {
        try (Connection connection = rabbit.connection();
                Channel channel = connection.createChannel()) {
            String replies = "replies-" + own;
            rabbit.declare(replies);
            AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                    .deliveryMode(2)
                    .contentType("application/json")
                    .messageId("shot-1")
                    .correlationId("order-4711")
                    .replyTo(replies)
                    .build();
            channel.basicPublish(
                    "", "requests-" + own, properties, request("published").getBytes(StandardCharsets.UTF_8));
            GetResponse reply = next(channel, replies);
            assertThat(reply.getProps().getCorrelationId()).isEqualTo("order-4711");
            assertThat(new ObjectMapper()
                            .readTree(reply.getBody())
                            .path("state")
                            .asText())
                    .isEqualTo("STORED");

            channel.basicPublish("", "requests-" + own, properties, "no json".getBytes(StandardCharsets.UTF_8));
            next(channel, replies);
            assertThat(receiveDeadLetter().getBody(String.class)).isEqualTo("no json");
        }
    }

    private static GetResponse next(Channel channel, String queue) {
        return await().until(() -> channel.basicGet(queue, true), Objects::nonNull);
    }

    /** It is asked without end; a consumer that waited for a while and gave up would end its session here. */
    @Test
    void anEmptyQueueIsNoTrouble() throws Exception {
        try (LogTrap log = LogTrap.of("vidu.intake", Level.WARN)) {
            await().pollDelay(Duration.ofSeconds(5)).until(() -> true);
            assertThat(json(answerTo(jms, jms.createTextMessage(request("after a while"))))
                            .path("state")
                            .asText())
                    .isEqualTo("STORED");
            assertThat(log.lines()).isEmpty();
        }
    }
}
