package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same over AMQP 1.0, sender and gateway. */
class AmqpIntakeTest extends QueueTest {

    private JMSContext amqp;

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.intake.jms.enabled", "false");
        settings.setProperty("vidu.intake.amqp.enabled", "true");
        settings.setProperty("vidu.intake.amqp.url", broker.amqpUrl());
        settings.setProperty("vidu.intake.amqp.user", USER);
        settings.setProperty("vidu.intake.amqp.password", PASSWORD);
        settings.setProperty("vidu.intake.amqp.queue", requests);
        settings.setProperty("vidu.dead-letter.uri", "vidu-amqp:queue:" + dead);
        settings.setProperty("vidu.request.max-bytes", "64KiB");
    }

    @BeforeEach
    void connectWithAmqp() {
        amqp = new JmsConnectionFactory(USER, PASSWORD, broker.amqpUrl()).createContext();
    }

    @AfterEach
    void disconnectFromAmqp() {
        amqp.close();
    }

    private Message answerTo(Message message) throws Exception {
        Queue replies = amqp.createTemporaryQueue();
        message.setJMSReplyTo(replies);
        amqp.createProducer().send(amqp.createQueue(requests), message);
        try (var consumer = amqp.createConsumer(replies)) {
            Message reply = consumer.receive(20_000);
            assertThat(reply).isNotNull();
            return reply;
        }
    }

    @Test
    void textAndBytesAreAnsweredWithTheOutcome() throws Exception {
        TextMessage text = amqp.createTextMessage(request("over amqp"));
        Message reply = answerTo(text);
        assertThat(json(reply).path("state").asText()).isEqualTo("STORED");
        assertThat(reply.getJMSCorrelationID()).isEqualTo(text.getJMSMessageID());

        BytesMessage bytes = amqp.createBytesMessage();
        bytes.writeBytes(request("bytes over amqp").getBytes(StandardCharsets.UTF_8));
        bytes.setJMSCorrelationID("order-9");
        reply = answerTo(bytes);
        assertThat(json(reply).path("state").asText()).isEqualTo("STORED");
        assertThat(reply.getJMSCorrelationID()).isEqualTo("order-9");
        await().until(() -> broker.count(requests) == 0);
        assertNothingIsLeft();
    }

    @Test
    void whatIsNoRequestIsADeadLetterWithPropertiesAndReason() throws Exception {
        ObjectMessage object = amqp.createObjectMessage("evil");
        assertThat(json(answerTo(object)).at("/failure/message").asText()).contains("an ObjectMessage");
        receiveDeadLetter();

        TextMessage text = amqp.createTextMessage("x".repeat(70_000));
        text.setStringProperty("department", "harbour");
        text.setStringProperty("CamelJmsDestinationName", "evil-queue");
        JsonNode outcome = json(answerTo(text));

        assertThat(outcome.at("/failure/message").asText()).contains("longer than 65536 bytes");
        Message letter = receiveDeadLetter();
        assertThat(letter.getBody(String.class)).hasSize(70_000);
        assertThat(letter.getStringProperty("department")).isEqualTo("harbour");
        assertThat(letter.getStringProperty("vidu_request_id"))
                .isEqualTo(outcome.path("request_id").asText());
        assertThat(broker.count("evil-queue")).isZero();
    }
}
