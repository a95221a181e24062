package dev.viduroutes.jms;

import dev.viduroutes.queue.InboundMessage;
import dev.viduroutes.replay.DeadLetter;
import dev.viduroutes.replay.ReplayTarget;
import dev.viduroutes.request.Source;
import dev.viduroutes.settings.QueueSettings;
import dev.viduroutes.settings.Settings;
import jakarta.jms.BytesMessage;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.Map;
import org.apache.camel.CamelContext;

/**
 * Back to the intake queue: the request's body and properties as they were, and its id. The new message's own id tells it
 * from a redelivery.
 */
final class JmsReplayTarget implements ReplayTarget {

    private final String kind;
    private final String queue;
    private final JmsSessionTemplate sessions;

    private JmsReplayTarget(String kind, QueueSettings settings, JmsSessionTemplate sessions) {
        this.kind = kind;
        this.queue = RabbitAddress.of(settings.queue());
        this.sessions = sessions;
    }

    /** To the queue of the JMS intake. */
    static JmsReplayTarget ofJms(CamelContext context, Settings settings) {
        return new JmsReplayTarget("jms", settings.jms(), new JmsSessionTemplate(context, "vidu-jms"));
    }

    /** To the queue of the AMQP intake. */
    static JmsReplayTarget ofAmqp(CamelContext context, Settings settings) {
        return new JmsReplayTarget("amqp", settings.amqp(), new JmsSessionTemplate(context, "vidu-amqp"));
    }

    @Override
    public boolean accepts(Source source) {
        return source.kind().equals(kind);
    }

    @Override
    public void putBack(DeadLetter deadLetter) throws Exception {
        sessions.execute(session -> {
            Queue requests = session.createQueue(queue);
            sessions.require(requests);
            session.createProducer(requests).send(message(deadLetter, session));
            if (session.getTransacted()) {
                session.commit();
            }
            return true;
        });
    }

    private static Message message(DeadLetter deadLetter, Session session) throws JMSException {
        Message message = withBody(deadLetter.content().orElseThrow(), session);
        for (Map.Entry<String, Object> property : deadLetter.properties().entrySet()) {
            message.setObjectProperty(property.getKey(), property.getValue());
        }
        message.setStringProperty(InboundMessage.KEY, deadLetter.requestId());
        message.setJMSCorrelationID(deadLetter.headers().get("JMSCorrelationID"));
        message.setJMSType(deadLetter.headers().get("JMSType"));
        if (deadLetter.handle() instanceof JmsDeadLetterQueue.Handle handle) {
            answerTo(handle.envelope(), message);
        }
        return message;
    }

    private static Message withBody(Object content, Session session) throws JMSException {
        if (content instanceof byte[] bytes) {
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(bytes);
            return message;
        }
        return session.createTextMessage(content.toString());
    }

    /** A destination of another client's kind can't be named here; then the outcome goes to vidu.outcome.uri. */
    private static void answerTo(JmsEnvelope envelope, Message message) throws JMSException {
        if (envelope.replyTo().isPresent()) {
            try {
                message.setJMSReplyTo(envelope.destination());
            } catch (InvalidDestinationException foreign) {
                message.setJMSReplyTo(null);
            }
        }
    }
}
