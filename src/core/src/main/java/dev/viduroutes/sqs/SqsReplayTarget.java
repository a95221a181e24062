package dev.viduroutes.sqs;

import dev.viduroutes.queue.InboundMessage;
import dev.viduroutes.replay.DeadLetter;
import dev.viduroutes.replay.ReplayTarget;
import dev.viduroutes.request.Source;
import dev.viduroutes.settings.SqsSettings;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.CamelContext;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/**
 * Back to the queue of requests: body and attributes as they were, and the request's id. The new message's own id tells it
 * from a redelivery.
 */
final class SqsReplayTarget implements ReplayTarget {

    private static final int MOST_ATTRIBUTES = 10;
    private static final String GROUP = "MessageGroupId";

    private final CamelContext context;
    private final String queueUrl;

    SqsReplayTarget(CamelContext context, SqsSettings settings) {
        this.context = context;
        queueUrl = settings.queueUrl().toString();
    }

    @Override
    public boolean accepts(Source source) {
        return source.kind().equals("sqs");
    }

    @Override
    public Optional<String> obstacle(DeadLetter deadLetter) {
        int attributes = attributes(deadLetter).size();
        return attributes <= MOST_ATTRIBUTES
                ? Optional.empty()
                : Optional.of("with vidu_request_id it has " + attributes + " attributes, and SQS allows "
                        + MOST_ATTRIBUTES + "; send it with fewer, and with vidu_request_id");
    }

    @Override
    public void putBack(DeadLetter deadLetter) {
        SendMessageRequest.Builder message = SendMessageRequest.builder()
                .queueUrl(queueUrl)
                .messageBody(text(deadLetter.content().orElseThrow()))
                .messageAttributes(attributes(deadLetter));
        if (queueUrl.endsWith(".fifo")) {
            message.messageGroupId(deadLetter.headers().getOrDefault(GROUP, "vidu-replay"))
                    .messageDeduplicationId(deduplicationId(deadLetter));
        }
        SqsComponents.client(context).sendMessage(message.build());
    }

    /** Of this end of this request: by its content alone the queue would take it for the first one, and drop it. */
    private static String deduplicationId(DeadLetter deadLetter) {
        String end = deadLetter.requestId() + "\n" + deadLetter.reason().getSettledAtMillis();
        return UUID.nameUUIDFromBytes(end.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static Map<String, MessageAttributeValue> attributes(DeadLetter deadLetter) {
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        deadLetter.properties().forEach((name, value) -> {
            if (!name.startsWith(InboundMessage.OWN_PREFIX) && !value.toString().isEmpty()) {
                attributes.put(name, attribute(value));
            }
        });
        attributes.put(InboundMessage.KEY, attribute(deadLetter.requestId()));
        return attributes;
    }

    private static MessageAttributeValue attribute(Object value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value.toString())
                .build();
    }

    private static String text(Object content) {
        return content instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : content.toString();
    }
}
