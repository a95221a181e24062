package dev.viduroutes.jms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.queue.Arrival;
import dev.viduroutes.replay.Letter;
import dev.viduroutes.replay.LetterBox;
import dev.viduroutes.replay.ReturnPath;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Outcomes;
import dev.viduroutes.settings.Settings;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;

/**
 * The queue of dead letters, if they go to one of the brokers of the intakes. A letter is put back before it is taken from
 * here for good.
 */
public final class QueueBox implements LetterBox {

    /** Where a letter is, and who waits for its reply. */
    record Place(String messageId, JmsEnvelope envelope) {}

    private static final Pattern QUEUE = Pattern.compile("(vidu-jms|vidu-amqp):(?:queue:)?([^?]+)(\\?.*)?");
    private static final String REASON = Arrival.OWN_PREFIX + "reason";
    private static final long PATIENCE_MILLIS = 5_000;

    private final String queue;
    private final JmsWork work;
    private final JmsMessages messages;
    private final ObjectMapper json = Outcomes.readableMapper();

    private QueueBox(String queue, JmsWork work, JmsMessages messages) {
        this.queue = queue;
        this.work = work;
        this.messages = messages;
    }

    /** @return the box, if {@code vidu.dead-letter.uri} names such a queue */
    public static Optional<QueueBox> of(CamelContext context, Settings settings) {
        Matcher uri = QUEUE.matcher(settings.reports().deadLetterUri());
        if (!uri.matches()) {
            return Optional.empty();
        }
        JmsMessages messages =
                uri.group(1).equals("vidu-jms") ? JmsMessages.ofJms(settings) : JmsMessages.ofAmqp(settings);
        return Optional.of(new QueueBox(uri.group(2), new JmsWork(context, uri.group(1)), messages));
    }

    @Override
    public List<Letter> letters() throws JMSException {
        return work.transacted(session -> {
            List<Letter> letters = new ArrayList<>();
            try (QueueBrowser browser = session.createBrowser(session.createQueue(queue))) {
                for (Enumeration<?> found = browser.getEnumeration(); found.hasMoreElements(); ) {
                    read((Message) found.nextElement()).ifPresent(letters::add);
                }
            }
            return letters;
        });
    }

    /** @return the letter, if the gateway wrote it */
    private Optional<Letter> read(Message message) throws JMSException, IOException {
        String reason = message.getStringProperty(REASON);
        if (reason == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(letter(json.readValue(reason, Outcome.class), message));
        } catch (JsonProcessingException notTheGateways) {
            return Optional.empty();
        }
    }

    private Letter letter(Outcome reason, Message message) throws JMSException, IOException {
        Arrival arrival = messages.arrival(message);
        Arrival.discard(arrival);
        return new Letter(
                reason,
                Long.toString(reason.getSettledAtMillis()),
                Optional.of(arrival.body()).filter(body -> !(body instanceof File)),
                arrival.headers(),
                arrival.properties(),
                new Place(message.getJMSMessageID(), messages.envelope(message)));
    }

    @Override
    public boolean putBack(Letter letter, ReturnPath path) throws JMSException {
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
