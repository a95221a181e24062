package dev.viduroutes.sqs;

import dev.viduroutes.queue.HeaderName;
import dev.viduroutes.queue.InboundMessage;
import dev.viduroutes.request.Source;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.component.aws2.sqs.Sqs2Constants;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Takes from an SQS message what the routes need of it, and nothing else. */
public final class SqsMessages {

    /** What SQS itself says of a message and a person may want to know. */
    private static final List<String> TOLD =
            List.of("MessageGroupId", "MessageDeduplicationId", "SenderId", "SentTimestamp");

    /** @param headers what Camel says of the message; nothing of its sender is among it */
    public InboundMessage inbound(Map<String, Object> headers, String body) {
        Map<String, Object> properties = properties(headers);
        Object key = properties.get(InboundMessage.KEY);
        Source source =
                Source.ofMessage("sqs", (String) headers.get(Names.MESSAGE_ID), key == null ? "" : key.toString());
        properties.keySet().removeIf(name -> name.startsWith(InboundMessage.OWN_PREFIX));
        return new InboundMessage(source, body, "", described(headers), properties);
    }

    private static Map<String, String> described(Map<String, Object> headers) {
        Map<String, String> described = new TreeMap<>();
        for (String name : TOLD) {
            if (headers.get(name) instanceof String value) {
                described.put(name, value);
            }
        }
        return described;
    }

    private static Map<String, Object> properties(Map<String, Object> headers) {
        Map<String, Object> properties = new TreeMap<>();
        if (headers.get(Names.MESSAGE_ATTRIBUTES) instanceof Map<?, ?> attributes) {
            attributes.forEach((name, value) -> properties.put((String) name, value((MessageAttributeValue) value)));
        }
        return properties;
    }

    private static Object value(MessageAttributeValue value) {
        return value.binaryValue() == null
                ? value.stringValue()
                : Base64.getEncoder().encodeToString(value.binaryValue().asByteArray());
    }

    /** Looked up when the first message is there: hosts without SQS have this class, and none of its constants. */
    private static final class Names {

        static final String MESSAGE_ID = HeaderName.of(Sqs2Constants.class, "MESSAGE_ID");
        static final String MESSAGE_ATTRIBUTES = HeaderName.of(Sqs2Constants.class, "MESSAGE_ATTRIBUTES");
    }
}
