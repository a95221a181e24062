package dev.viduroutes.request;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import dev.viduroutes.failure.Problem;
import dev.viduroutes.failure.RequestRefusedException;
import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;

/**
 * The rules of the contract, as JSON Schema. Its {@code description}s say what a field must be, so that rule and
 * message stand in one place.
 */
public final class RequestSchema {

    private static final String PACKAGED = "classpath:vidu/request.schema.json";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,15})?");
    private static final int LONGEST_FOUND = 120;
    /** A person corrects no more at once; a document may have as many as it has bytes. */
    private static final int MOST_PROBLEMS = 50;
    /** Each may break rules, and problems take far more memory than the document: of more, the first problem is told. */
    private static final int MOST_VALUES = 1_000;

    private final JsonNode rules;
    private final SchemaRegistry registry;
    private final Schema schema;

    /**
     * @throws IOException if the schema of the settings can't be read
     * @throws RuntimeException if it is no schema, or refers to what is not there
     */
    public static RequestSchema read(CamelContext context, Settings settings) throws IOException {
        String place = settings.requests().schema();
        try (InputStream rules = ResourceHelper.resolveMandatoryResourceAsInputStream(context, place)) {
            RequestSchema schema = new RequestSchema(JSON.readTree(rules));
            if (!place.equals(PACKAGED)) {
                schema.check();
            }
            return schema;
        }
    }

    RequestSchema(JsonNode rules) {
        this.rules = rules;
        registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        schema = registry.getSchema(rules);
    }

    /** @throws IllegalArgumentException if it says what no schema may say, or refers to what is not there */
    void check() {
        String dialect = SpecificationVersion.DRAFT_2020_12.getDialectId();
        if (rules.path("$schema").asText(dialect).startsWith(dialect)) {
            registry.getSchema(SchemaLocation.of(dialect)).validate(rules).stream()
                    .findFirst()
                    .ifPresent(error -> {
                        throw new IllegalArgumentException(error.toString());
                    });
        }
        // References are followed when they are needed.
        schema.validate(JsonNodeFactory.instance.objectNode());
    }

    /** @return what is wrong with the document, one problem a field, 50 at most; of a vast one the first */
    public List<Problem> problems(JsonNode document) {
        Map<String, Problem> byField = new LinkedHashMap<>();
        for (Error error : errors(document)) {
            Problem problem = problem(error);
            // The rule of the mode says more than the rule of the field, and comes later.
            byField.put(problem.field(), problem);
        }
        return byField.values().stream().limit(MOST_PROBLEMS).toList();
    }

    private List<Error> errors(JsonNode document) {
        try {
            boolean first = document != null && values(document) > MOST_VALUES;
            return schema.validate(document, run -> run.executionConfig(config -> config.failFast(first)));
        } catch (NumberFormatException endless) {
            // What no double holds, such as 1e400, the validator can't compare with what is allowed.
            throw new RequestRefusedException(
                    "document", "one with a number of more than 308 digits", "no field takes such a number");
        }
    }

    /**
     * @param field of {@code input}
     * @param text a value that comes from where everything is a text
     * @return the number or flag that it is, if the field takes one; else the text
     */
    public JsonNode typed(String field, String text) {
        String type = rules.at("/properties/input/properties")
                .path(field)
                .path("type")
                .asText();
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (type) {
            case "integer", "number" -> NUMBER.matcher(text).matches() ? number(text) : nodes.textNode(text);
            case "boolean" ->
                text.matches("true|false") ? nodes.booleanNode(Boolean.parseBoolean(text)) : nodes.textNode(text);
            default -> nodes.textNode(text);
        };
    }

    private static JsonNode number(String text) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (text.contains(".")) {
            return nodes.numberNode(Double.parseDouble(text));
        }
        long whole = Long.parseLong(text);
        return whole == (int) whole ? nodes.numberNode((int) whole) : nodes.numberNode(whole);
    }

    private static int values(JsonNode node) {
        int values = 1;
        for (JsonNode child : node) {
            values += values(child);
        }
        return values;
    }

    private Problem problem(Error error) {
        NodePath place = error.getInstanceLocation();
        JsonNode rule = rule(error);
        return switch (error.getKeyword()) {
            case "additionalProperties" -> unknown(place, error.getProperty(), rule);
            case "required" ->
                new Problem(
                        field(place, error.getProperty()),
                        "missing",
                        "it must be " + text(rule.path("properties").path(error.getProperty())));
            default ->
                new Problem(SanitizedText.of(field(place), LONGEST_FOUND), found(error), "it must be " + text(rule));
        };
    }

    /** The schema object that holds the violated keyword; for names of properties, the object that names them. */
    private JsonNode rule(Error error) {
        NodePath keyword = error.getSchemaLocation().getFragment();
        JsonNode rule = rules;
        for (int i = 0; i < keyword.getNameCount() - 1; i++) {
            Object step = keyword.getElement(i);
            if ("propertyNames".equals(step)) {
                break;
            }
            rule = step instanceof Integer index ? rule.path(index) : rule.path(String.valueOf(step));
        }
        return rule;
    }

    private static String text(JsonNode rule) {
        return rule.path("description").asText("as the schema says");
    }

    private static Problem unknown(NodePath place, String name, JsonNode rule) {
        List<String> known = new ArrayList<>();
        rule.path("properties").fieldNames().forEachRemaining(known::add);
        String nearest = EditDistance.nearest(name, known).orElse("");
        return new Problem(
                SanitizedText.of(field(place, name), LONGEST_FOUND),
                "not a known field",
                "did you mean " + nearest + "? Known here: " + String.join(", ", known));
    }

    private static String field(NodePath place, String property) {
        String parent = field(place);
        return parent.equals("document") ? property : parent + "." + property;
    }

    private static String field(NodePath place) {
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < place.getNameCount(); i++) {
            Object step = place.getElement(i);
            if (step instanceof Integer index) {
                field.append('[').append(index).append(']');
            } else {
                field.append(field.isEmpty() ? "" : ".").append(step);
            }
        }
        return field.isEmpty() ? "document" : field.toString();
    }

    private static String found(Error error) {
        return error.getKeyword().equals("propertyNames")
                ? "one with the name " + text(error.getProperty())
                : found(error.getInstanceNode());
    }

    private static String found(JsonNode value) {
        return switch (value.getNodeType()) {
            case NUMBER ->
                Double.isInfinite(value.doubleValue()) && value.isDouble()
                        ? "a number of more than 308 digits"
                        : SanitizedText.of(value.toString(), LONGEST_FOUND);
            case OBJECT -> "an object";
            case ARRAY -> "a list of " + value.size();
            case STRING -> text(value.textValue());
            default -> SanitizedText.of(value.toString(), LONGEST_FOUND);
        };
    }

    private static String text(String value) {
        int length = value.codePointCount(0, value.length());
        return length > LONGEST_FOUND
                ? "a text of " + length + " characters"
                : "\"" + SanitizedText.of(value, LONGEST_FOUND) + "\"";
    }
}
