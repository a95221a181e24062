package dev.viduroutes.jms;

import dev.viduroutes.queue.InboundMessage;
import dev.viduroutes.replay.DeadLetter;
import dev.viduroutes.replay.DeadLetterMetadata;
import dev.viduroutes.replay.DeadLetterStore;
import dev.viduroutes.replay.ReplayTarget;
import dev.viduroutes.settings.Settings;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.io.File;
import java.io.IOException;
import java.util.Enumeration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;

/**
 * The queue of dead letters, if they go to one of the brokers of the intakes. A dead letter is put back before it is taken from
 * here for good.
 */
final class JmsDeadLetterQueue implements DeadLetterStore {

    /**
     * Where a dead letter is, and who waits for its reply.
     *
     * @param held the message, if it was not browsed, but taken and is to be acknowledged
     */
    record Handle(String messageId, JmsEnvelope envelope, Optional<Message> held) {}

    private static final Pattern QUEUE =
            Pattern.compile("(vidu-jms|vidu-amqp):(?://)?(?:queue:(?://)?)?(?!topic:|temp-)([^?]+)(\\?.*)?");
    private static final long PATIENCE_MILLIS = 5_000;
    /** How long a queue gives nothing that has no more. */
    private static final long END_MILLIS = 2_000;

    private final String component;
    private final String queue;
    private final JmsSessionTemplate sessions;
    private final JmsMessages messages;

    private JmsDeadLetterQueue(String component, String queue, JmsSessionTemplate sessions, JmsMessages messages) {
        this.component = component;
        this.queue = queue;
        this.sessions = sessions;
        this.messages = messages;
    }

    /** @return the store, if {@code vidu.dead-letter.uri} names such a queue */
    static Optional<JmsDeadLetterQueue> of(CamelContext context, Settings settings) {
        Matcher uri = QUEUE.matcher(settings.reports().deadLetterUri());
        if (!uri.matches()) {
            return Optional.empty();
        }
        String component = uri.group(1);
        JmsMessages messages =
                component.equals("vidu-jms") ? JmsMessages.ofJms(settings) : JmsMessages.ofAmqp(settings);
        return Optional.of(new JmsDeadLetterQueue(
                component, RabbitAddress.of(uri.group(2)), new JmsSessionTemplate(context, component), messages));
    }

    @Override
    public String where() {
        return component + ":queue:" + queue;
    }

    @Override
    public void read(Visitor visitor) throws Exception {
        sessions.execute(session -> {
            if (session.getTransacted()) {
                browse(session, visitor);
            } else {
                take(session, visitor);
            }
            return true;
        });
    }

    private void browse(Session session, Visitor visitor) throws Exception {
        try (QueueBrowser browser = session.createBrowser(session.createQueue(queue))) {
            for (Enumeration<?> found = browser.getEnumeration(); found.hasMoreElements(); ) {
                show((Message) found.nextElement(), Optional.empty(), visitor);
            }
        }
    }

    /** For brokers that let nobody browse: what is not acknowledged is in the queue again when the connection ends. */
    private void take(Session session, Visitor visitor) throws Exception {
        MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
        for (Message message = consumer.receive(PATIENCE_MILLIS);
                message != null;
                message = consumer.receive(END_MILLIS)) {
            show(message, Optional.of(message), visitor);
        }
    }

    private void show(Message message, Optional<Message> held, Visitor visitor) throws Exception {
        OpenWireMessages.clean(message);
        Optional<DeadLetterMetadata> metadata = DeadLetterMetadata.ofTexts(
                message.getStringProperty(InboundMessage.REASON), message.getStringProperty(InboundMessage.ENVELOPE));
        if (metadata.isPresent()) {
            visitor.visit(deadLetter(metadata.get(), message, held));
        } else {
            visitor.unreadable(message.getJMSMessageID(), DeadLetterMetadata.NOT_THE_GATEWAYS);
        }
    }

    private DeadLetter deadLetter(DeadLetterMetadata metadata, Message message, Optional<Message> held)
            throws JMSException, IOException {
        InboundMessage inbound = messages.inbound(message);
        InboundMessage.discard(inbound);
        Optional<Object> content = Optional.of(inbound.body()).filter(body -> !(body instanceof File));
        Handle handle = new Handle(message.getJMSMessageID(), messages.envelope(message), held);
        // What came from here stands on the message as it was; what came from elsewhere stands in its metadata only.
        return component.equals("vidu-" + metadata.reason().source().kind())
                ? DeadLetter.ofMessage(
                        new DeadLetterMetadata(metadata.reason(), inbound.headers(), inbound.properties()),
                        content,
                        handle)
                : DeadLetter.ofMessage(metadata, content, handle);
    }

    @Override
    public boolean putBack(DeadLetter deadLetter, ReplayTarget target) throws Exception {
        Handle handle = (Handle) deadLetter.handle();
        if (handle.held().isPresent()) {
            target.putBack(deadLetter);
            handle.held().get().acknowledge();
            return true;
        }
        String id = handle.messageId();
        return sessions.execute(session -> {
            Queue from = session.createQueue(queue);
            String selector = "JMSMessageID = '" + id.replace("'", "''") + "'";
            try (MessageConsumer consumer = session.createConsumer(from, selector)) {
                if (consumer.receive(PATIENCE_MILLIS) == null) {
                    return false;
                }
                target.putBack(deadLetter);
                session.commit();
                return true;
            }
        });
    }
}
