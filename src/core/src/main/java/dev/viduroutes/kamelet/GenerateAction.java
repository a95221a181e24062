package dev.viduroutes.kamelet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.request.Documents;
import dev.viduroutes.request.Outcome;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/** One use of the kamelet {@code vidu-generate-action}: its properties, and what they make of a body and an outcome. */
public final class GenerateAction {

    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};
    private static final ObjectMapper JSON = Documents.strictMapper();

    private final boolean prompt;
    private final boolean failing;
    private final String provider;
    private final Map<String, String> input;

    /**
     * @param body {@code document} or {@code prompt}
     * @param onFailure {@code outcome} or {@code exception}
     * @param provider empty if there is none
     * @param input defaults of {@code input}, as {@code name=value;name=value}; an empty value is none
     */
    public GenerateAction(String body, String onFailure, String provider, String input) {
        prompt = chosen("body", body, "document", "prompt").equals("prompt");
        failing = chosen("onFailure", onFailure, "outcome", "exception").equals("exception");
        this.provider = provider;
        this.input = Arrays.stream(input.split(";"))
                .map(entry -> entry.split("=", 2))
                .filter(entry -> !entry[1].isEmpty())
                .collect(Collectors.toMap(entry -> entry[0], entry -> entry[1]));
    }

    private static String chosen(String property, String value, String one, String other) {
        if (!value.equals(one) && !value.equals(other)) {
            throw new IllegalArgumentException(
                    "vidu-generate-action: " + property + " is " + value + "; it must be " + one + " or " + other);
        }
        return value;
    }

    /**
     * @param requestId null if the message has none
     * @return the body as a request document, with the defaults where it says nothing; what is no JSON object is left
     *     as it is, to be refused by name
     */
    public Object request(Object body, String requestId, Exchange exchange) throws JsonProcessingException {
        boolean unchanged = !prompt && requestId == null && provider.isEmpty() && input.isEmpty();
        if (unchanged) {
            return body;
        }
        String text = exchange.getContext().getTypeConverter().convertTo(String.class, exchange, body);
        if (prompt) {
            ObjectNode document = JSON.createObjectNode();
            document.putObject("input").put("prompt", text);
            return filled(document, requestId);
        }
        Object document = body instanceof Map<?, ?> map ? JSON.valueToTree(map) : parsed(text);
        return document instanceof ObjectNode object ? filled(object, requestId) : text;
    }

    private static Object parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException noJson) {
            return text;
        }
    }

    private Map<String, Object> filled(ObjectNode document, String requestId) throws JsonProcessingException {
        putIfMissing(document, "request_id", requestId == null ? "" : requestId);
        putIfMissing(document, "provider", provider);
        JsonNode given = document.withObjectProperty("input");
        for (Map.Entry<String, String> entry : input.entrySet()) {
            if (!given.has(entry.getKey())) {
                ((ObjectNode) given).set(entry.getKey(), value(entry.getValue()));
            }
        }
        return JSON.convertValue(document, MAP);
    }

    private static void putIfMissing(ObjectNode document, String field, String value) {
        if (!value.isEmpty() && !document.has(field)) {
            document.put(field, value);
        }
    }

    /** Numbers and flags are what they look like; everything else is text. */
    private static JsonNode value(String text) throws JsonProcessingException {
        return text.matches("-?\\d{1,10}|true|false")
                ? JSON.readTree(text)
                : JSON.getNodeFactory().textNode(text);
    }

    /** @return the outcome, if it is to be returned */
    public Outcome judge(Outcome outcome) throws VideoFailedException {
        if (failing && !outcome.isStored()) {
            throw new VideoFailedException(outcome);
        }
        return outcome;
    }
}
