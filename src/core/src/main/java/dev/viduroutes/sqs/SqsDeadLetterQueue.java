package dev.viduroutes.sqs;

import dev.viduroutes.queue.InboundMessage;
import dev.viduroutes.replay.DeadLetter;
import dev.viduroutes.replay.DeadLetterMetadata;
import dev.viduroutes.replay.DeadLetterStore;
import dev.viduroutes.replay.ReplayTarget;
import dev.viduroutes.settings.AddressRedactor;
import dev.viduroutes.settings.Settings;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.component.aws2.sqs.Sqs2Endpoint;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * A queue of dead letters at SQS, read by {@link SqsQueueBrowser}.
 */
final class SqsDeadLetterQueue implements DeadLetterStore {

    private static final String COMPONENT = "vidu-sqs:";
    private final CamelContext context;
    private final String uri;

    private SqsDeadLetterQueue(CamelContext context, String uri) {
        this.context = context;
        this.uri = uri;
    }

    /** @return the store, if {@code vidu.dead-letter.uri} names a queue for the client of the intake */
    static Optional<SqsDeadLetterQueue> of(CamelContext context, Settings settings) {
        String uri = settings.reports().deadLetterUri();
        return uri.startsWith(COMPONENT) ? Optional.of(new SqsDeadLetterQueue(context, uri)) : Optional.empty();
    }

    @Override
    public String where() {
        return AddressRedactor.withoutOptions(uri);
    }

    @Override
    public void read(Visitor visitor) throws Exception {
        try (SqsQueueBrowser browser = new SqsQueueBrowser(context.getEndpoint(uri, Sqs2Endpoint.class))) {
            for (List<Message> found = browser.next(); !found.isEmpty(); found = browser.next()) {
                for (Message message : found) {
                    show(message, browser, visitor);
                }
            }
        }
    }

    private static void show(Message message, SqsQueueBrowser browser, Visitor visitor) throws Exception {
        Optional<DeadLetterMetadata> metadata = DeadLetterMetadata.ofTexts(
                text(message, InboundMessage.REASON), text(message, InboundMessage.ENVELOPE));
        if (metadata.isPresent()) {
            Runnable delete = () -> browser.delete(message);
            visitor.visit(DeadLetter.ofMessage(metadata.get(), Optional.of(message.body()), delete));
        } else {
            visitor.unreadable(message.messageId(), DeadLetterMetadata.NOT_THE_GATEWAYS);
        }
    }

    private static String text(Message message, String name) {
        MessageAttributeValue value = message.messageAttributes().get(name);
        return value == null ? null : value.stringValue();
    }

    @Override
    public boolean putBack(DeadLetter deadLetter, ReplayTarget target) throws Exception {
        target.putBack(deadLetter);
        ((Runnable) deadLetter.handle()).run();
        return true;
    }
}
