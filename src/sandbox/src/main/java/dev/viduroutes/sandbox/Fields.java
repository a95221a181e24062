package dev.viduroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * Reads the fields of one JSON object, strictly: an explicit {@code null} is a wrong type, a number in quotes is a
 * string. Unknown fields are ignored, as the vendor's other models share the body.
 */
final class Fields {

    private static final int LONGEST_QUOTE = 80;

    private final JsonNode object;
    private final String prefix;

    /** @param prefix what messages put before a field's name, like {@code input.} */
    Fields(JsonNode object, String prefix) {
        this.object = object;
        this.prefix = prefix;
    }

    boolean has(String name) {
        return object.has(name);
    }

    JsonNode value(String name) {
        return object.path(name);
    }

    Optional<String> text(String name, String rule) {
        return optional(name, object.path(name).isTextual(), rule).map(JsonNode::textValue);
    }

    Optional<String> oneOf(String name, List<String> allowed) {
        String rule = "it must be one of " + String.join(", ", allowed);
        Optional<String> found = text(name, rule);
        require(name, found.isEmpty() || allowed.contains(found.get()), rule);
        return found;
    }

    Optional<Integer> integer(String name, int least, int most, String rule) {
        JsonNode found = object.path(name);
        boolean fits = found.isIntegralNumber()
                && found.canConvertToInt()
                && found.intValue() >= least
                && found.intValue() <= most;
        return optional(name, fits, rule).map(JsonNode::intValue);
    }

    void bool(String name) {
        optional(name, object.path(name).isBoolean(), "it must be true or false");
    }

    /** @throws InvalidRequest if the condition doesn't hold; the message says what the field is and {@code rule} */
    void require(String name, boolean condition, String rule) {
        if (!condition) {
            throw new InvalidRequest(prefix + name + " is " + quote(object.path(name)) + "; " + rule);
        }
    }

    /** @return whether it is an absolute http or https URL with a host */
    static boolean isWebUrl(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return web && uri.getHost() != null;
        } catch (URISyntaxException notAUrl) {
            return false;
        }
    }

    private Optional<JsonNode> optional(String name, boolean fits, String rule) {
        if (!object.has(name)) {
            return Optional.empty();
        }
        require(name, fits, rule);
        return Optional.of(object.get(name));
    }

    private static String quote(JsonNode found) {
        if (found.isMissingNode()) {
            return "missing";
        }
        String text = found.toString();
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
    }
}
