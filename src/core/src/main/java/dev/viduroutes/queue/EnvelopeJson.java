package dev.viduroutes.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.request.OutcomeJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What stood on a message beside its body, as text for a property of its dead letter. */
public final class EnvelopeJson {

    /** A dead letter must find room where its message did. */
    private static final int MOST_CHARS = 8_192;

    private static final ObjectMapper JSON = new ObjectMapper(OutcomeJson.forQueues());

    private EnvelopeJson() {}

    /** @return JSON; without properties and headers if they are too many */
    public static String of(InboundMessage message) throws JsonProcessingException {
        String whole = json(message.envelope());
        return whole.length() <= MOST_CHARS
                ? whole
                : json(Map.of("message_id", message.source().stamp(), "left_out", "headers and properties"));
    }

    /** By way of UTF-8, which knows no halves of characters. */
    private static String json(Map<String, Object> envelope) throws JsonProcessingException {
        return new String(JSON.writeValueAsBytes(envelope), StandardCharsets.UTF_8);
    }
}
