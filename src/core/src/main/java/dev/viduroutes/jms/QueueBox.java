package dev.viduroutes.jms;

import dev.viduroutes.queue.InboundMessage;
import dev.viduroutes.replay.Label;
import dev.viduroutes.replay.Letter;
import dev.viduroutes.replay.LetterBox;
import dev.viduroutes.replay.ReturnPath;
import dev.viduroutes.settings.Settings;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import java.io.File;
import java.io.IOException;
import java.util.Enumeration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;

/**
 * The queue of dead letters, if they go to one of the brokers of the intakes. A letter is put back before it is taken from
 * here for good.
 */
final class QueueBox implements LetterBox {

    /** Where a letter is, and who waits for its reply. */
    record Place(String messageId, JmsEnvelope envelope) {}

    private static final Pattern QUEUE =
            Pattern.compile("(vidu-jms|vidu-amqp):(?://)?(?:queue:(?://)?)?(?!topic:|temp-)([^?]+)(\\?.*)?");
    private static final long PATIENCE_MILLIS = 5_000;

    private final String component;
    private final String queue;
    private final JmsWork work;
    private final JmsMessages messages;

    private QueueBox(String component, String queue, JmsWork work, JmsMessages messages) {
        this.component = component;
        this.queue = queue;
        this.work = work;
        this.messages = messages;
    }

    /** @return the box, if {@code vidu.dead-letter.uri} names such a queue */
    static Optional<QueueBox> of(CamelContext context, Settings settings) {
        Matcher uri = QUEUE.matcher(settings.reports().deadLetterUri());
        if (!uri.matches()) {
            return Optional.empty();
        }
        String component = uri.group(1);
        JmsMessages messages =
                component.equals("vidu-jms") ? JmsMessages.ofJms(settings) : JmsMessages.ofAmqp(settings);
        return Optional.of(new QueueBox(component, uri.group(2), new JmsWork(context, component), messages));
    }

    @Override
    public String where() {
        return component + ":queue:" + queue;
    }

    @Override
    public void read(Reader reader) throws Exception {
        work.transacted(session -> {
            try (QueueBrowser browser = session.createBrowser(session.createQueue(queue))) {
                for (Enumeration<?> found = browser.getEnumeration(); found.hasMoreElements(); ) {
                    show((Message) found.nextElement(), reader);
                }
            }
            return true;
        });
    }

    private void show(Message message, Reader reader) throws Exception {
        Optional<Label> label = Label.ofTexts(
                message.getStringProperty(InboundMessage.REASON), message.getStringProperty(InboundMessage.ENVELOPE));
        if (label.isPresent()) {
            reader.letter(letter(label.get(), message));
        } else {
            reader.unreadable(message.getJMSMessageID(), Label.NOT_THE_GATEWAYS);
        }
    }

    private Letter letter(Label label, Message message) throws JMSException, IOException {
        InboundMessage arrival = messages.arrival(message);
        InboundMessage.discard(arrival);
        Optional<Object> content = Optional.of(arrival.body()).filter(body -> !(body instanceof File));
        Place place = new Place(message.getJMSMessageID(), messages.envelope(message));
        // What came from here stands on the message as it was; what came from elsewhere stands on the label only.
        return component.equals("vidu-" + label.reason().source().kind())
                ? Letter.ofMessage(new Label(label.reason(), arrival.headers(), arrival.properties()), content, place)
                : Letter.ofMessage(label, content, place);
    }

    @Override
    public boolean putBack(Letter letter, ReturnPath path) throws Exception {
        String id = ((Place) letter.place()).messageId();
        return work.transacted(session -> {
            Queue from = session.createQueue(queue);
            String selector = "JMSMessageID = '" + id.replace("'", "''") + "'";
            try (MessageConsumer consumer = session.createConsumer(from, selector)) {
                if (consumer.receive(PATIENCE_MILLIS) == null) {
                    return false;
                }
                path.putBack(letter);
                session.commit();
                return true;
            }
        });
    }
}
