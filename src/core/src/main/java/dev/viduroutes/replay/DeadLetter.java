package dev.viduroutes.replay;

import dev.viduroutes.failure.Failure;
import dev.viduroutes.request.Outcome;
import java.util.Map;
import java.util.Optional;

/**
 * A dead letter where it lies.
 *
 * @param reason why it is one
 * @param stamp tells it from others of the same name, once it is put back as a file: its modification time
 * @param content the request's text or bytes; empty if it is larger than a request may be
 * @param headers of a message, what stood on it beside properties: {@code JMSCorrelationID}, {@code JMSType}
 * @param properties of a message, those of its sender
 * @param handle what its store finds it by
 */
public record DeadLetter(
        Outcome reason,
        String stamp,
        Optional<Object> content,
        Map<String, String> headers,
        Map<String, Object> properties,
        Object handle) {

    public DeadLetter {
        headers = Map.copyOf(headers);
        properties = Map.copyOf(properties);
    }

    /** A dead letter in a queue or topic; put back as a file, it is known by the time of its end. */
    public static DeadLetter ofMessage(DeadLetterMetadata metadata, Optional<Object> content, Object handle) {
        String stamp = Long.toString(metadata.reason().getSettledAtMillis());
        return new DeadLetter(metadata.reason(), stamp, content, metadata.headers(), metadata.properties(), handle);
    }

    public String requestId() {
        return reason.requestId();
    }

    String code() {
        return reason.failure().map(Failure::code).orElse("");
    }
}
