package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.fixture.PerProcess;
import dev.viduroutes.route.GatewayTest;
import dev.viduroutes.sandbox.Ledger;
import jakarta.jms.BytesMessage;
import jakarta.jms.Destination;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The real routes between a real broker and the sandbox; each test with queues of its own. */
abstract class QueueTest extends GatewayTest {

    protected static final String USER = "gateway";
    protected static final String PASSWORD = "password-of-this-test";
    private static final long PATIENCE_MILLIS = 60_000;

    private static final PerProcess<ArtemisBroker> ARTEMIS = ArtemisBroker.perProcess(USER, PASSWORD);

    protected final QueueBroker broker = broker();

    /** What a producer of requests has. */
    protected JMSContext jms;

    protected String requests;
    protected String dead;

    @Override
    protected void configure(Properties settings) {
        try {
            configureQueues(settings);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    /** @return ActiveMQ Artemis, unless a test has another one */
    protected QueueBroker broker() {
        return ARTEMIS.get();
    }

    /** @return the broker that speaks AMQP 1.0, too */
    protected static ArtemisBroker artemis() {
        return ARTEMIS.get();
    }

    private void configureQueues(Properties settings) throws Exception {
        String own = Long.toHexString(System.nanoTime());
        requests = requests == null ? "requests-" + own : requests;
        dead = dead == null ? "dead-" + own : dead;
        settings.setProperty("vidu.intake.file.enabled", "false");
        settings.setProperty("vidu.intake.jms.enabled", "true");
        broker.configure(settings);
        settings.setProperty("vidu.intake.jms.user", USER);
        settings.setProperty("vidu.intake.jms.password", PASSWORD);
        settings.setProperty("vidu.intake.jms.queue", requests);
        settings.setProperty("vidu.dead-letter.uri", "vidu-jms:queue:" + dead);
    }

    /** The same queues over AMQP 1.0. */
    protected void speakAmqp(Properties settings) {
        settings.setProperty("vidu.intake.jms.enabled", "false");
        settings.setProperty("vidu.intake.amqp.enabled", "true");
        settings.setProperty("vidu.intake.amqp.url", amqpUrl());
        settings.setProperty("vidu.intake.amqp.user", USER);
        settings.setProperty("vidu.intake.amqp.password", PASSWORD);
        settings.setProperty("vidu.intake.amqp.queue", requests);
        settings.setProperty("vidu.dead-letter.uri", "vidu-amqp:queue:" + dead);
    }

    /** Where the broker speaks AMQP 1.0. */
    protected String amqpUrl() {
        return artemis().amqpUrl();
    }

    /** @return messages in a queue, those in flight included; 0 if there is no such queue */
    protected long count(String queue) throws Exception {
        return broker.count(queue);
    }

    @BeforeEach
    void connect() {
        jms = producer();
    }

    protected JMSContext producer() {
        return broker.connect();
    }

    @AfterEach
    void disconnect() {
        jms.close();
    }

    /** Sends a request as text and asks for a reply; nothing else on it. */
    protected Message send(String document, Destination replyTo) throws JMSException {
        Message message = jms.createTextMessage(document);
        message.setJMSReplyTo(replyTo);
        return send(message);
    }

    protected Message send(Message message) {
        jms.createProducer().send(jms.createQueue(requests), message);
        return message;
    }

    /** @return a queue for one reply */
    protected Queue replyQueue(JMSContext sender) throws Exception {
        return sender.createTemporaryQueue();
    }

    /** Sends it and waits for its reply, over whatever protocol the sender speaks. */
    protected Message answerTo(JMSContext sender, Message message) throws Exception {
        Queue replies = replyQueue(sender);
        message.setJMSReplyTo(replies);
        sender.createProducer().send(sender.createQueue(requests), message);
        try (JMSConsumer consumer = sender.createConsumer(replies)) {
            Message reply = consumer.receive(PATIENCE_MILLIS);
            assertThat(reply).as("a reply to " + message).isNotNull();
            return reply;
        }
    }

    /** One that is stored and one that is refused, with these properties; both answered, the latter in the dead letters. */
    protected Ledger ledgerAfter(JMSContext sender, Map<String, String> properties) throws Exception {
        for (String document : List.of(request("steered"), "no json")) {
            TextMessage message = sender.createTextMessage(document);
            for (Map.Entry<String, String> property : properties.entrySet()) {
                message.setStringProperty(property.getKey(), property.getValue());
            }
            assertThat(json(answerTo(sender, message)).path("state").asText())
                    .isEqualTo(document.equals("no json") ? "FAILED" : "STORED");
        }
        Message deadLetter = receiveDeadLetter();
        assertThat(deadLetter.getBody(String.class)).isEqualTo("no json");
        assertThat(deadLetter.getStringProperty("vidu_reason_code")).isEqualTo("INVALID_REQUEST");
        for (Map.Entry<String, String> property : properties.entrySet()) {
            if (!property.getKey().startsWith("vidu_")) {
                assertThat(deadLetter.getStringProperty(property.getKey())).isEqualTo(property.getValue());
            }
        }
        return ledger();
    }

    /** @return the next message of the queue */
    protected Message receive(Destination queue) {
        try (JMSConsumer consumer = jms.createConsumer(queue)) {
            Message message = consumer.receive(PATIENCE_MILLIS);
            assertThat(message).as("a message in " + queue).isNotNull();
            return message;
        }
    }

    protected Message receiveDeadLetter() {
        return receive(jms.createQueue(dead));
    }

    protected static JsonNode json(Message message) throws Exception {
        return new ObjectMapper()
                .readTree(
                        message instanceof BytesMessage
                                ? new String(message.getBody(byte[].class), StandardCharsets.UTF_8)
                                : message.getBody(String.class));
    }

    protected static JsonNode reason(Message deadLetter) throws Exception {
        return new ObjectMapper().readTree(deadLetter.getStringProperty("vidu_reason"));
    }
}
