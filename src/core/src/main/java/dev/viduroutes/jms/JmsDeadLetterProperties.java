package dev.viduroutes.jms;

import dev.viduroutes.queue.InboundMessage;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.jms.MessageCreatedStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies properties, type, correlation id and reply-to of a message to its dead letter, so that it can be moved back. Not by the
 * headers of the exchange: there, a property could steer an endpoint.
 */
final class JmsDeadLetterProperties implements MessageCreatedStrategy {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.intake");

    private static final String REPLY_TO = InboundMessage.OWN_PREFIX + "reply_to";

    /** Set on dead letters only. */
    private static final String DEAD_LETTER = InboundMessage.OWN_PREFIX + "reason_code";

    @Override
    public void onMessageCreated(Message message, Session session, Exchange exchange, Throwable cause) {
        InboundMessage inbound = exchange.getVariable("viduMessage", InboundMessage.class);
        try {
            if (inbound != null && message.propertyExists(DEAD_LETTER)) {
                copy(inbound, message);
                copy(exchange.getVariable("viduEnvelope", JmsEnvelope.class), message);
            }
        } catch (JMSException failed) {
            throw new RuntimeCamelException(failed);
        }
    }

    private static void copy(InboundMessage inbound, Message message) {
        for (Map.Entry<String, Object> property : inbound.properties().entrySet()) {
            try {
                message.setObjectProperty(property.getKey(), property.getValue());
            } catch (JMSException | RuntimeException notForThisClient) {
                // What came from elsewhere may have any name; it stands in vidu_message, too.
                LOG.debug("no property of this client: {}", property.getKey(), notForThisClient);
            }
        }
    }

    private static void copy(JmsEnvelope envelope, Message message) throws JMSException {
        if (envelope == null) {
            return;
        }
        message.setJMSCorrelationID(envelope.replyCorrelationId());
        message.setJMSType(envelope.type().isEmpty() ? null : envelope.type());
        if (envelope.replyTo().isPresent()) {
            copy(envelope.replyTo().get(), message);
        }
    }

    /** A destination of another client than the message's is only a name there. */
    private static void copy(Destination replyTo, Message message) throws JMSException {
        try {
            message.setJMSReplyTo(replyTo);
        } catch (InvalidDestinationException foreign) {
            message.setStringProperty(REPLY_TO, replyTo.toString());
        }
    }
}
