package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.route.Steering;
import dev.viduroutes.sandbox.Ledger;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.TextMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.zip.GZIPOutputStream;
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
        speakAmqp(settings);
        settings.setProperty("vidu.request.max-bytes", "64KiB");
    }

    @BeforeEach
    void connectWithAmqp() {
        amqp = new JmsConnectionFactory(USER, PASSWORD, amqpUrl()).createContext();
    }

    @AfterEach
    void disconnectFromAmqp() {
        amqp.close();
    }

    private Message answerTo(Message message) throws Exception {
        return answerTo(amqp, message);
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
        await().until(() -> count(requests) == 0);
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
        Message deadLetter = receiveDeadLetter();
        assertThat(deadLetter.getBody(String.class)).hasSize(70_000);
        assertThat(deadLetter.getStringProperty("department")).isEqualTo("harbour");
        assertThat(deadLetter.getStringProperty("vidu_request_id"))
                .isEqualTo(outcome.path("request_id").asText());
        assertThat(count("evil-queue")).isZero();
    }

    @Test
    void noPropertySteersHttpS3SqlFilesOrQueues() throws Exception {
        Ledger plain = ledgerAfter(amqp, Map.of());
        for (Map<String, String> properties : List.of(Steering.headers(), Steering.shouted(Steering.headers()))) {
            ledgerAfter(amqp, properties);
            assertSteeredNothing(plain);
        }
        assertThat(ledger().tasks()).hasSize(3);
        assertThat(names(deadLetters())).isEmpty();
        assertThat(journal().query("SELECT count(*) FROM vidu_task")).containsExactly("3");
    }

    /** AMQP has no compression of its own: what a sender packed is binary. */
    @Test
    void whatIsBinaryOrPackedIsADeadLetterToItsLastByte() throws Exception {
        for (byte[] binary : new byte[][] {{(byte) 0xff, (byte) 0xfe, 0, 1, 2}, packed(request("packed"))}) {
            BytesMessage message = amqp.createBytesMessage();
            message.writeBytes(binary);

            assertThat(json(answerTo(message)).at("/failure/message").asText()).contains("not UTF-8");
            assertThat(receiveDeadLetter().getBody(byte[].class)).isEqualTo(binary);
        }
        assertThat(ledger().tasks()).isEmpty();
    }

    private static byte[] packed(String document) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(bytes)) {
            packing.write(document.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
