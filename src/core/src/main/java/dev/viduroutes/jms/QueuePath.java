package dev.viduroutes.jms;

import dev.viduroutes.queue.InboundMessage;
import dev.viduroutes.replay.Letter;
import dev.viduroutes.replay.ReturnPath;
import dev.viduroutes.request.Source;
import dev.viduroutes.settings.QueueSettings;
import dev.viduroutes.settings.Settings;
import jakarta.jms.BytesMessage;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.util.Map;
import org.apache.camel.CamelContext;

/**
 * Back to the intake queue: the request's body and properties as they were, and its id. The new message's own id tells it
 * from a redelivery.
 */
final class QueuePath implements ReturnPath {

    private final String kind;
    private final String queue;
    private final JmsWork work;

    private QueuePath(String kind, QueueSettings settings, JmsWork work) {
        this.kind = kind;
        this.queue = settings.queue();
        this.work = work;
    }

    /** To the queue of the JMS intake. */
    static QueuePath ofJms(CamelContext context, Settings settings) {
        return new QueuePath("jms", settings.jms(), new JmsWork(context, "vidu-jms"));
    }

    /** To the queue of the AMQP intake. */
    static QueuePath ofAmqp(CamelContext context, Settings settings) {
        return new QueuePath("amqp", settings.amqp(), new JmsWork(context, "vidu-amqp"));
    }

    @Override
    public boolean leadsTo(Source source) {
        return source.kind().equals(kind);
    }

    @Override
    public void putBack(Letter letter) throws Exception {
        work.transacted(session -> {
            session.createProducer(session.createQueue(queue)).send(message(letter, session));
            session.commit();
            return true;
        });
    }

    private static Message message(Letter letter, Session session) throws JMSException {
        Message message = withBody(letter.content().orElseThrow(), session);
        for (Map.Entry<String, Object> property : letter.properties().entrySet()) {
            message.setObjectProperty(property.getKey(), property.getValue());
        }
        message.setStringProperty(InboundMessage.KEY, letter.requestId());
        message.setJMSCorrelationID(letter.headers().get("JMSCorrelationID"));
        message.setJMSType(letter.headers().get("JMSType"));
        if (letter.place() instanceof QueueBox.Place place) {
            answerTo(place.envelope(), message);
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
