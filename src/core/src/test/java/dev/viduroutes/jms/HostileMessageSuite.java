package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.route.Steering;
import dev.viduroutes.sandbox.Ledger;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Messages of senders who mean no good, or do not know better. */
abstract class HostileMessageSuite extends QueueTest {

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.request.max-bytes", "64KiB");
    }

    /** @return what is said of a message of bytes that has none */
    protected abstract String noBytes();

    /** @return names of destinations that a message may ask for, and that nothing can be sent to */
    protected abstract List<String> unsendable();

    private static Map<String, String> steering() {
        Map<String, String> properties = Steering.headers();
        properties.put("CamelJmsDestinationName", "evil-queue");
        properties.put("CamelJmsDestination", "evil-queue");
        properties.put("vidu_raw_type", "3");
        return properties;
    }

    @Test
    void noPropertySteersHttpS3SqlFilesOrQueues() throws Exception {
        Ledger plain = ledgerAfter(jms, Map.of());
        for (Map<String, String> properties : List.of(steering(), Steering.shouted(steering()))) {
            ledgerAfter(jms, properties);
            assertSteeredNothing(plain);
        }
        assertThat(ledger().tasks()).hasSize(3);
        assertThat(broker.count("evil-queue")).isZero();
        assertThat(broker.count("http://127.0.0.1:1/evil")).isZero();
        assertThat(names(deadLetters())).isEmpty();
        assertThat(journal().query("SELECT count(*) FROM vidu_task")).containsExactly("3");
    }

    @Test
    void anObjectIsNeverDeserialized() throws Exception {
        send(jms.createObjectMessage(new Bomb()));

        Message deadLetter = receiveDeadLetter();

        assertThat(reason(deadLetter).at("/failure/message").asText()).contains("an ObjectMessage");
        assertThat(Bomb.WENT_OFF).hasValue(0);
        assertThat(deadLetter).isInstanceOf(BytesMessage.class);
        assertThat(new String(deadLetter.getBody(byte[].class), StandardCharsets.ISO_8859_1))
                .contains("Bomb");
    }

    /** Counts how often it is read back. */
    private static final class Bomb implements Serializable {

        private static final long serialVersionUID = 1L;
        static final AtomicInteger WENT_OFF = new AtomicInteger();

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            WENT_OFF.incrementAndGet();
        }
    }

    @Test
    void whatIsNoDocumentIsADeadLetterWithItsReason() throws Exception {
        MapMessage map = jms.createMapMessage();
        map.setString("input", "evil");
        StreamMessage stream = jms.createStreamMessage();
        stream.writeString("evil");
        BytesMessage binary = jms.createBytesMessage();
        binary.writeBytes(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2});
        Map<Message, String> bodies = new LinkedHashMap<>();
        bodies.put(map, "a MapMessage");
        bodies.put(stream, "a StreamMessage");
        bodies.put(jms.createMessage(), "a message without body");
        bodies.put(binary, "not UTF-8");
        bodies.put(jms.createBytesMessage(), noBytes());
        bodies.put(jms.createTextMessage(), "empty");
        bodies.put(jms.createTextMessage("{\"input\":"), "not usable as JSON");
        bodies.put(jms.createTextMessage("[".repeat(1_000)), "not usable as JSON");
        bodies.put(jms.createTextMessage("x".repeat(70_000)), "longer than 65536 bytes");

        for (Map.Entry<Message, String> body : bodies.entrySet()) {
            send(body.getKey());
            Message deadLetter = receiveDeadLetter();
            assertThat(reason(deadLetter).at("/failure/message").asText())
                    .as("%s", body.getKey())
                    .contains(body.getValue());
            assertThat(deadLetter.getStringProperty("vidu_billing")).isEqualTo("none");
        }
        await().until(() -> broker.count(requests) == 0);
        assertNothingIsLeft();
    }

    @Test
    void textBytesAndCompressedBodiesAreRequests() throws Exception {
        Queue replies = jms.createTemporaryQueue();
        String document = request("größe 映像 \uD83C\uDF0A").replace("{\"input\"", " ".repeat(40_000) + "{\"input\"");
        BytesMessage bytes = jms.createBytesMessage();
        bytes.writeBytes(document.getBytes(StandardCharsets.UTF_8));
        bytes.setJMSReplyTo(replies);
        send(bytes);
        assertThat(json(receive(replies)).path("state").asText()).isEqualTo("STORED");
        send(document, replies);
        assertThat(json(receive(replies)).path("state").asText()).isEqualTo("STORED");
        try (JMSContext sender = broker.connectCompressing()) {
            TextMessage text = sender.createTextMessage(document);
            text.setJMSReplyTo(replies);
            sender.createProducer().send(sender.createQueue(requests), text);
            assertThat(json(receive(replies)).path("state").asText()).isEqualTo("STORED");
        }
        assertThat(ledger().lastRequest("映像")).contains("größe 映像");
    }

    @Test
    void aReplyThatCanNeverBeSentHoldsUpNobody() throws Exception {
        for (String name : unsendable()) {
            send("no json", jms.createQueue(name));
            receiveDeadLetter();
        }
        await().until(() -> broker.count(requests) == 0);
    }
}
