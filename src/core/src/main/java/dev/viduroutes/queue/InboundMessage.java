package dev.viduroutes.queue;

import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.Problem;
import dev.viduroutes.request.Source;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A message as it came from a queue. The routes keep it in the exchange variable {@code viduMessage}, where no endpoint
 * looks for instructions.
 *
 * @param source what names it
 * @param body text, bytes, or a file if it is larger than a request may be
 * @param found what it is instead of a document, such as {@code an ObjectMessage}; empty if it may be one
 * @param headers what else stood on it, for people: correlation id, where its sender waits for a reply, and so on
 * @param properties what its sender set: texts, numbers, flags, and lists of texts; without those of brokers and of the gateway
 */
public record InboundMessage(
        Source source, Object body, String found, Map<String, String> headers, Map<String, Object> properties) {

    /** What begins with this is set by the gateway, and never taken over from a message. */
    public static final String OWN_PREFIX = "vidu_";

    /** The property that names a request whose document does not: it is an idempotency key, and nothing else. */
    public static final String KEY = OWN_PREFIX + "request_id";

    /** The property of a dead letter that says why it is one. */
    public static final String REASON = OWN_PREFIX + "reason";

    /** The property of a dead letter that tells what stood on its message. */
    public static final String ENVELOPE = OWN_PREFIX + "message";

    /** What a message's own content type is called among what stood on it. */
    public static final String CONTENT_TYPE = "content-type";

    public InboundMessage {
        headers = Map.copyOf(headers);
        properties = Map.copyOf(properties);
    }

    /** @return whether its body may be a document */
    public boolean isReadable() {
        return found.isEmpty();
    }

    /** @return what its sender says that it is written in, empty if it does not */
    public String contentType() {
        return Stream.of(headers.get(CONTENT_TYPE), properties.get("content_type"), properties.get(CONTENT_TYPE))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst()
                .orElse("");
    }

    /** @return why a message that is not readable becomes a dead letter */
    public Failure failure() {
        return Failure.invalid(
                List.of(new Problem("message", found, "it must be text or bytes: one JSON object in UTF-8")));
    }

    /** @return what stands beside the body of a dead letter in a folder */
    public Map<String, Object> envelope() {
        return Map.of("message_id", source.stamp(), "headers", headers, "properties", properties);
    }

    /**
     * @param message null if the request is no message
     * @param original the request's bytes
     * @return what a dead letter holds: of a message its own body, text or bytes as it was
     */
    public static Object original(InboundMessage message, Object original) {
        return message == null ? original : message.body();
    }

    /** Removes the file of a large message, if that is what it is. */
    public static void discard(InboundMessage message) throws IOException {
        if (message != null && message.body instanceof File file) {
            Files.deleteIfExists(file.toPath());
        }
    }
}
