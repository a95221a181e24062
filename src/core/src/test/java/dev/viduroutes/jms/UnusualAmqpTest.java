package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.StreamMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.apache.qpid.jms.message.JmsMessage;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Properties and bodies that AMQP 1.0 carries and JMS, or the gateway, does not know. */
class UnusualAmqpTest extends QueueTest {

    private JMSContext amqp;

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        speakAmqp(settings);
    }

    @BeforeEach
    void connectWithAmqp() {
        amqp = new JmsConnectionFactory(USER, PASSWORD, artemis().amqpUrl()).createContext();
    }

    @AfterEach
    void disconnectFromAmqp() {
        amqp.close();
    }

    private static Map<String, Object> odd() {
        Map<String, Object> odd = new LinkedHashMap<>();
        odd.put("x-trace-id", "1");
        odd.put("", "nameless");
        odd.put("uuid", UUID.fromString("2f0dd0d5-3d5c-4f1a-8d21-3a2f0a6d9f10"));
        odd.put("date", new Date(0));
        odd.put("unsigned", UnsignedLong.valueOf(7));
        odd.put("symbol", Symbol.valueOf("seven"));
        odd.put("binary", new Binary(new byte[] {1, 2}));
        odd.put("character", 'c');
        // What the gateway itself sets on messages of Artemis.
        odd.put("vidu_raw_type", (byte) 0);
        return odd;
    }

    @Test
    void theyBlockNobodyAndAreKeptAsText() throws Exception {
        BytesMessage message = amqp.createBytesMessage();
        message.writeBytes("no json".getBytes(StandardCharsets.UTF_8));
        odd().forEach((name, value) -> setAsIs(message, name, value));
        amqp.createProducer().send(amqp.createQueue(requests), message);

        Message deadLetter = receiveDeadLetter();

        assertThat(deadLetter.getBody(byte[].class)).isEqualTo("no json".getBytes(StandardCharsets.UTF_8));
        assertThat(deadLetter.getStringProperty("uuid")).isEqualTo("2f0dd0d5-3d5c-4f1a-8d21-3a2f0a6d9f10");
        assertThat(deadLetter.getStringProperty("unsigned")).isEqualTo("7");
        assertThat(deadLetter.getStringProperty("symbol")).isEqualTo("seven");
        assertThat(deadLetter.getStringProperty("x-trace-id")).isEqualTo("1");
        await().until(() -> broker.count(requests) == 0);
    }

    @Test
    void noneOfThemIsTakenForTheGatewaysOwn() throws Exception {
        BytesMessage message = amqp.createBytesMessage();
        message.writeBytes("no json".getBytes(StandardCharsets.UTF_8));
        setAsIs(message, "vidu_raw_type", "evil");
        amqp.createProducer().send(amqp.createQueue(requests), message);

        assertThat(receiveDeadLetter().getBody(byte[].class)).isEqualTo("no json".getBytes(StandardCharsets.UTF_8));
        await().until(() -> broker.count(requests) == 0);
    }

    @Test
    void mapsAndStreamsAreKeptAsJson() throws Exception {
        MapMessage map = amqp.createMapMessage();
        map.setString("input", "precious");
        map.setInt("number", 7);
        map.setBytes("bytes", new byte[] {1, 2, 3});
        StreamMessage stream = amqp.createStreamMessage();
        stream.writeString("precious");
        stream.writeLong(7);
        Map<Message, String> bodies = new LinkedHashMap<>();
        bodies.put(map, "{\"bytes\":\"AQID\",\"input\":\"precious\",\"number\":7}");
        bodies.put(stream, "[\"precious\",7]");

        for (Map.Entry<Message, String> body : bodies.entrySet()) {
            amqp.createProducer().send(amqp.createQueue(requests), body.getKey());
            assertThat(receiveDeadLetter().getBody(String.class)).isEqualTo(body.getValue());
        }
    }

    /** Past the checks of the JMS client, as other AMQP clients send it. */
    private static void setAsIs(Message message, String name, Object value) {
        try {
            ((JmsMessage) message).getFacade().setProperty(name, value);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }
}
