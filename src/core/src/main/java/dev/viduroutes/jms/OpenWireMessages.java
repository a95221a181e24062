package dev.viduroutes.jms;

import dev.viduroutes.queue.InboundMessage;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.util.ByteSequence;

/**
 * Messages of ActiveMQ Classic as they came over the wire. Its client decodes them late, believes what they say of their lengths,
 * and fails at what is malformed; such a message would come again and again.
 */
final class OpenWireMessages {

    private static final String PACKAGE = "org.apache.activemq.command.";
    /** Before bytes that are compressed stands their length otherwise, which nobody has to believe. */
    private static final int LENGTH_OF_COMPRESSED_BYTES = Integer.BYTES;

    /** The mark; named so that no sender can set it. */
    private static final String UNREADABLE = InboundMessage.OWN_PREFIX + "unreadable_" + UUID.randomUUID();

    private OpenWireMessages() {}

    /** By its name, since the class need not be there. */
    private static boolean isOne(Message message) {
        return message.getClass().getName().startsWith(PACKAGE);
    }

    /** @return whether it has a body that was not decoded yet */
    static boolean isRaw(Message message) {
        return isOne(message) && ((ActiveMQMessage) message).getContent() != null;
    }

    static JmsBodyReader.Raw raw(Message message) throws IOException {
        boolean compressed = ((ActiveMQMessage) message).isCompressed();
        ByteSequence held = ((ActiveMQMessage) message).getContent();
        InputStream content = new ByteArrayInputStream(held.getData(), held.getOffset(), held.getLength());
        if (compressed && message instanceof BytesMessage) {
            content.skipNBytes(Math.min(content.available(), LENGTH_OF_COMPRESSED_BYTES));
        }
        return new JmsBodyReader.Raw(
                content,
                compressed,
                message instanceof TextMessage ? Optional.of(new OpenWireText()) : Optional.empty(),
                found(message));
    }

    /** @return what it is instead of text or bytes */
    private static String found(Message message) {
        if (message instanceof ObjectMessage) {
            return "an ObjectMessage";
        } else if (message instanceof MapMessage) {
            return "a MapMessage";
        }
        return message instanceof StreamMessage ? "a StreamMessage" : "";
    }

    /** To be called before anybody asks for its properties: if these can't be read, it has none from now on, and is marked. */
    static void clean(Message message) throws JMSException {
        if (isOne(message) && !areReadable(message)) {
            message.clearProperties();
            message.setBooleanProperty(UNREADABLE, true);
        }
    }

    /** @return whether it had properties that could not be read */
    static boolean isCleaned(Message message) throws JMSException {
        return message.propertyExists(UNREADABLE);
    }

    private static boolean areReadable(Message message) {
        try {
            ByteSequence held = ((ActiveMQMessage) message).getMarshalledProperties();
            if (held != null
                    && !OpenWireProperties.areSound(
                            ByteBuffer.wrap(held.getData(), held.getOffset(), held.getLength()))) {
                return false;
            }
            message.getPropertyNames();
            return true;
        } catch (JMSException | RuntimeException malformed) {
            return false;
        }
    }
}
