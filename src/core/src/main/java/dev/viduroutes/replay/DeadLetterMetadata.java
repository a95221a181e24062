package dev.viduroutes.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.OutcomeJson;
import dev.viduroutes.request.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What stands on a dead letter beside the request: the reason, headers and properties. Others may write there, too, so it can
 * be anything: what the gateway would not have written is left out.
 *
 * @param reason why it is one
 * @param headers of a message, what stood on it beside properties
 * @param properties of a message, those of its sender: texts, numbers and flags, and lists of texts
 */
public record DeadLetterMetadata(Outcome reason, Map<String, String> headers, Map<String, Object> properties) {

    /** What is said of a dead letter whose reason the gateway has not written. */
    public static final String NOT_THE_GATEWAYS = "its reason is not as the gateway writes it";

    private static final ObjectMapper JSON = OutcomeJson.mapper();

    /**
     * @param reason as JSON
     * @param envelope as JSON; empty for none
     * @return empty if the reason is none
     */
    public static Optional<DeadLetterMetadata> read(byte[] reason, byte[] envelope) {
        try {
            return Optional.ofNullable(JSON.readValue(reason, Outcome.class))
                    .filter(DeadLetterMetadata::isWhole)
                    .map(outcome -> of(outcome, tree(envelope)));
        } catch (IOException notAsWritten) {
            return Optional.empty();
        }
    }

    /** Like {@link #read(byte[], byte[])}, from what queues keep as texts; null for what is missing. */
    public static Optional<DeadLetterMetadata> ofTexts(String reason, String envelope) {
        return reason == null
                ? Optional.empty()
                : read(bytes(reason), envelope == null ? new byte[0] : bytes(envelope));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isWhole(Outcome outcome) {
        Source source = outcome.source();
        return outcome.requestId() != null
                && outcome.timings() != null
                && outcome.timings().settledAt() != null
                && source != null
                && source.kind() != null
                && source.name() != null
                && source.stamp() != null;
    }

    private static JsonNode tree(byte[] envelope) {
        try {
            return JSON.readTree(envelope);
        } catch (IOException none) {
            return JSON.missingNode();
        }
    }

    private static DeadLetterMetadata of(Outcome reason, JsonNode envelope) {
        Map<String, String> headers = new TreeMap<>();
        envelope.path("headers").properties().forEach(header -> {
            if (header.getValue().isTextual()) {
                headers.put(header.getKey(), header.getValue().textValue());
            }
        });
        Map<String, Object> properties = new TreeMap<>();
        envelope.path("properties").properties().forEach(property -> {
            value(property.getValue()).ifPresent(value -> properties.put(property.getKey(), value));
        });
        return new DeadLetterMetadata(reason, headers, properties);
    }

    private static Optional<Object> value(JsonNode value) {
        if (value.isTextual()) {
            return Optional.of(value.textValue());
        } else if (value.isNumber()) {
            return Optional.of(value.numberValue());
        } else if (value.isArray()) {
            return Optional.<Object>of(texts(value)).filter(texts -> !List.of().equals(texts));
        }
        return value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty();
    }

    /** Of a Kafka record several headers may have one name. */
    private static List<String> texts(JsonNode values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> {
            if (value.isTextual()) {
                texts.add(value.textValue());
            }
        });
        return List.copyOf(texts);
    }
}
