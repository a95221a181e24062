package dev.viduroutes.sqs;

import dev.viduroutes.queue.InboundMessage;
import dev.viduroutes.replay.Label;
import dev.viduroutes.replay.Letter;
import dev.viduroutes.replay.LetterBox;
import dev.viduroutes.replay.ReturnPath;
import dev.viduroutes.settings.Addresses;
import dev.viduroutes.settings.Settings;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.component.aws2.sqs.Sqs2Endpoint;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * A queue of dead letters at SQS. It shows messages only by handing them out: see {@link SqsLook}.
 */
final class SqsBox implements LetterBox {

    private static final String COMPONENT = "vidu-sqs:";
    private final CamelContext context;
    private final String uri;

    private SqsBox(CamelContext context, String uri) {
        this.context = context;
        this.uri = uri;
    }

    /** @return the box, if {@code vidu.dead-letter.uri} names a queue for the client of the intake */
    static Optional<SqsBox> of(CamelContext context, Settings settings) {
        String uri = settings.reports().deadLetterUri();
        return uri.startsWith(COMPONENT) ? Optional.of(new SqsBox(context, uri)) : Optional.empty();
    }

    @Override
    public String where() {
        return Addresses.withoutOptions(uri);
    }

    @Override
    public void read(Reader reader) throws Exception {
        try (SqsLook look = new SqsLook(context.getEndpoint(uri, Sqs2Endpoint.class))) {
            for (List<Message> found = look.next(); !found.isEmpty(); found = look.next()) {
                for (Message message : found) {
                    show(message, look, reader);
                }
            }
        }
    }

    private static void show(Message message, SqsLook look, Reader reader) throws Exception {
        Optional<Label> label =
                Label.ofTexts(text(message, InboundMessage.REASON), text(message, InboundMessage.ENVELOPE));
        if (label.isPresent()) {
            Runnable delete = () -> look.delete(message);
            reader.letter(Letter.ofMessage(label.get(), Optional.of(message.body()), delete));
        } else {
            reader.unreadable(message.messageId(), Label.NOT_THE_GATEWAYS);
        }
    }

    private static String text(Message message, String name) {
        MessageAttributeValue value = message.messageAttributes().get(name);
        return value == null ? null : value.stringValue();
    }

    @Override
    public boolean putBack(Letter letter, ReturnPath path) throws Exception {
        path.putBack(letter);
        ((Runnable) letter.place()).run();
        return true;
    }
}
