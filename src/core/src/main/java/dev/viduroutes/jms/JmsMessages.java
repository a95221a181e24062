package dev.viduroutes.jms;

import dev.viduroutes.queue.InboundMessage;
import dev.viduroutes.request.Source;
import dev.viduroutes.settings.QueueSettings;
import dev.viduroutes.settings.Settings;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.IOException;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Takes from a JMS message what the routes need of it, and nothing else. */
public final class JmsMessages {

    /** What JMS lets a sender set of what else is the provider's; not all clients list them among the names. */
    private static final String GROUP = "JMSXGroupID";

    private static final String PLACE_IN_GROUP = "JMSXGroupSeq";

    /** What begins so belongs to JMS, to a broker or to the gateway, and is not the sender's. */
    private static final List<String> NOT_THE_SENDERS = List.of("JMS", "_AMQ", "NATIVE_", InboundMessage.OWN_PREFIX);

    private final String kind;
    private final int urgentPriority;
    private final ReplyToAllowlist replies;
    private final JmsBodyReader bodies;

    /** Messages of the JMS intake. */
    static JmsMessages ofJms(Settings settings) {
        return new JmsMessages("jms", settings.jms(), settings);
    }

    /** Messages of the AMQP intake. */
    static JmsMessages ofAmqp(Settings settings) {
        return new JmsMessages("amqp", settings.amqp(), settings);
    }

    private JmsMessages(String kind, QueueSettings queue, Settings settings) {
        this.kind = kind;
        urgentPriority = queue.urgentPriority();
        replies = new ReplyToAllowlist(queue.replyTo());
        bodies = new JmsBodyReader(
                settings.requests().maxBytes(), settings.places().tmp());
    }

    /**
     * @return the message's own, read before anything else happens to it
     * @throws JMSException if the broker does not deliver it to its end; it stays in its queue
     */
    public InboundMessage inbound(Message message) throws JMSException, IOException {
        JmsBodyReader.Body body = bodies.read(message);
        String found = OpenWireMessages.isCleaned(message) ? "a message with malformed properties" : body.found();
        Map<String, String> headers = new TreeMap<>(envelope(message).headers());
        JmsContentTypes.describe(message, headers);
        return new InboundMessage(source(message, body), body.content(), found, headers, properties(message));
    }

    private Source source(Message message, JmsBodyReader.Body body) throws JMSException, IOException {
        Object key = message.getObjectProperty(InboundMessage.KEY);
        String requestId = key == null ? "" : key.toString();
        String id = text(message.getJMSMessageID());
        Source source = id.isEmpty()
                ? Source.ofNamelessMessage(kind, body.digest(), requestId)
                : Source.ofMessage(kind, id, requestId);
        return message.getJMSPriority() >= urgentPriority ? source.asUrgent() : source;
    }

    /** @return what stands on the message beside body and properties */
    public JmsEnvelope envelope(Message message) throws JMSException {
        Destination replyTo = message.getJMSReplyTo();
        return new JmsEnvelope(
                Optional.ofNullable(replyTo),
                replyTo != null && replies.allows(replyTo),
                text(message.getJMSCorrelationID()),
                text(message.getJMSMessageID()),
                text(message.getJMSType()));
    }

    private static Map<String, Object> properties(Message message) throws JMSException {
        Map<String, Object> properties = new HashMap<>();
        for (Enumeration<?> names = message.getPropertyNames(); names.hasMoreElements(); ) {
            String name = names.nextElement().toString();
            Object value = message.getObjectProperty(name);
            if (value != null && NOT_THE_SENDERS.stream().noneMatch(name::startsWith)) {
                properties.put(name, JmsValues.ofJms(value));
            }
        }
        // ActiveMQ Classic says of every message that it has a place in a group.
        if (message.propertyExists(GROUP)) {
            for (String name : List.of(GROUP, PLACE_IN_GROUP)) {
                if (message.propertyExists(name)) {
                    properties.put(name, JmsValues.ofJms(message.getObjectProperty(name)));
                }
            }
        }
        return properties;
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
