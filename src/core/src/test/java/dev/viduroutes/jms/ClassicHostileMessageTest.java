package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Message;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.activemq.command.ActiveMQBytesMessage;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.activemq.util.ByteSequence;
import org.junit.jupiter.api.Test;

/** Messages of senders who mean no good, at ActiveMQ Classic, whose client believes what they say of themselves. */
class ClassicHostileMessageTest extends HostileMessageSuite {

    private static final byte[] NO_ZIP = "no zip".getBytes(StandardCharsets.UTF_8);

    @Override
    protected QueueBroker broker() {
        return ClassicIntakeTest.CLASSIC.get();
    }

    @Override
    protected String noBytes() {
        return "empty";
    }

    @Override
    protected List<String> unsendable() {
        return List.of("all.>", "all.*", "one,two");
    }

    private static <M extends ActiveMQMessage> M with(M message, byte[] content, boolean compressed) {
        message.setContent(new ByteSequence(content));
        message.setCompressed(compressed);
        return message;
    }

    private void assertRefused(Message message, String found) throws Exception {
        send(message);
        assertThat(reason(receiveDeadLetter()).at("/failure/message").asText()).contains(found);
        await().until(() -> broker.count(requests) == 0);
    }

    /** The client takes as much memory as the text is said to need. */
    @Test
    void aTextThatLiesAboutItsLengthIsADeadLetter() throws Exception {
        for (int length : new int[] {Integer.MAX_VALUE, 3, -2, 0}) {
            byte[] content = ByteBuffer.allocate(12).putInt(length).putLong(7).array();
            assertRefused(with(new ActiveMQTextMessage(), content, false), "a malformed TextMessage");
        }
        assertRefused(with(new ActiveMQTextMessage(), new byte[] {0}, false), "a malformed TextMessage");
        byte[] noUtf8 =
                ByteBuffer.allocate(6).putInt(2).putShort((short) 0xffff).array();
        assertRefused(with(new ActiveMQTextMessage(), noUtf8, false), "a malformed TextMessage");
    }

    @Test
    void whatIsCalledCompressedAndIsNotIsADeadLetter() throws Exception {
        for (byte[] content : List.of(NO_ZIP, new byte[] {1}, new byte[300_000])) {
            assertRefused(with(new ActiveMQTextMessage(), content, true), "can't be unpacked");
            assertRefused(with(new ActiveMQBytesMessage(), content, true), "can't be unpacked");
        }
    }

    @Test
    void whatHasPropertiesThatCannotBeReadIsADeadLetter() throws Exception {
        for (byte[] properties : List.of(
                new byte[] {0},
                // One of the name a, of as many bytes as there can be.
                new byte[] {0, 0, 0, 1, 0, 1, 'a', 10, 127, -1, -1, -1},
                new byte[] {0, 0, 0, 1, 0, 1, 'a', 99})) {
            ActiveMQTextMessage message = new ActiveMQTextMessage();
            message.setText(request("unlabelled"));
            message.setMarshalledProperties(new ByteSequence(properties));
            assertRefused(message, "a message with malformed properties");
        }
        assertThat(ledger().tasks()).isEmpty();
    }
}
