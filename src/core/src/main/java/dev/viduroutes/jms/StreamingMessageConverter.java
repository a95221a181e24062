package dev.viduroutes.jms;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import org.springframework.jms.support.converter.MessageConversionException;
import org.springframework.jms.support.converter.MessageConverter;
import org.springframework.jms.support.converter.SimpleMessageConverter;

/** Converts bodies that are sent: text to text, bytes to bytes, and a file to bytes, with Artemis without holding it in memory. */
final class StreamingMessageConverter implements MessageConverter {

    /** By this property the Artemis client reads the body while it sends it. */
    private static final String STREAM = "JMS_AMQ_InputStream";

    private final SimpleMessageConverter simple = new SimpleMessageConverter();
    private final boolean streaming;

    /** @param streaming whether the client is Artemis's */
    StreamingMessageConverter(boolean streaming) {
        this.streaming = streaming;
    }

    @Override
    public Message toMessage(Object body, Session session) throws JMSException {
        return body instanceof File file ? message(file, session) : simple.toMessage(body, session);
    }

    private Message message(File file, Session session) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        try {
            if (streaming) {
                message.setObjectProperty(STREAM, new FileInputStream(file));
            } else {
                write(file, message);
            }
            return message;
        } catch (IOException unreadable) {
            throw new MessageConversionException("the kept body can't be read", unreadable);
        }
    }

    private static void write(File file, BytesMessage message) throws JMSException, IOException {
        byte[] part = new byte[8_192];
        try (FileInputStream in = new FileInputStream(file)) {
            for (int read = in.read(part); read > 0; read = in.read(part)) {
                message.writeBytes(part, 0, read);
            }
        }
    }

    /** What is received is read by {@link JmsMessages}, not here. */
    @Override
    public Object fromMessage(Message message) {
        return message;
    }
}
