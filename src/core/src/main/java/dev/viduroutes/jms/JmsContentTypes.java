package dev.viduroutes.jms;

import dev.viduroutes.queue.InboundMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Map;
import org.apache.qpid.jms.message.JmsMessage;
import org.apache.qpid.jms.provider.amqp.message.AmqpJmsMessageFacade;
import org.apache.qpid.proton.amqp.Symbol;

/** What messages say that they are written in, where JMS has no word for it. */
final class JmsContentTypes {

    /** What Artemis makes of the content type of a message that was sent over AMQP. */
    private static final String OF_ARTEMIS = "JMS_AMQP_ContentType";

    private static final String QPID = "org.apache.qpid.jms.";

    private JmsContentTypes() {}

    /** Notes the content type that a message came with over AMQP; a property of its sender's stays one. */
    static void describe(Message message, Map<String, String> described) throws JMSException {
        String type = message.getClass().getName().startsWith(QPID)
                ? Qpid.contentType(message)
                : message.getObjectProperty(OF_ARTEMIS) instanceof String text ? text : "";
        if (!type.isEmpty()) {
            described.put(InboundMessage.CONTENT_TYPE, type);
        }
    }

    /** Apart, since hosts need not have these classes. */
    private static final class Qpid {

        static String contentType(Message message) {
            Symbol type = message instanceof JmsMessage own && own.getFacade() instanceof AmqpJmsMessageFacade amqp
                    ? amqp.getContentType()
                    : null;
            return type == null ? "" : type.toString();
        }
    }
}
