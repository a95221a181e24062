package dev.viduroutes.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.viduroutes.failure.Problem;
import dev.viduroutes.failure.RequestRefusedException;
import dev.viduroutes.request.RequestSchema;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;

/**
 * Puts values into the texts of one document. A value becomes a part of a text and never a structure or a name, and is not looked at
 * again, whatever it looks like.
 */
final class Filling {

    private final TemplateValues values;
    private final String template;
    private final Set<String> missing = new TreeSet<>();
    private long charactersLeft;

    /** @param maxCharacters that the texts may have together: a value may stand in many places */
    Filling(TemplateValues values, String template, long maxCharacters) {
        this.values = values;
        this.template = template;
        charactersLeft = maxCharacters;
    }

    /**
     * @param document changed in place; where a field of {@code input} takes a number or a flag, a text that is one placeholder
     *     becomes one
     * @throws RequestRefusedException naming the values that are missing
     */
    void fill(ObjectNode document, RequestSchema schema) {
        document.properties()
                .forEach(field -> field.setValue(
                        field.getKey().equals("input") && field.getValue() instanceof ObjectNode input
                                ? filled(input, schema)
                                : filled(field.getValue())));
        if (!missing.isEmpty()) {
            throw Templates.refusal(missing.stream()
                    .map(name -> new Problem(
                            TemplateValues.field(name), "missing", "the template " + template + " needs it"))
                    .toList());
        }
    }

    private JsonNode filled(ObjectNode input, RequestSchema schema) {
        input.properties().forEach(field -> {
            JsonNode value = field.getValue();
            boolean alone = value.isTextual()
                    && Template.PLACEHOLDER.matcher(value.textValue()).matches();
            field.setValue(alone ? schema.typed(field.getKey(), filled(value.textValue())) : filled(value));
        });
        return input;
    }

    private JsonNode filled(JsonNode node) {
        if (node.isTextual()) {
            return TextNode.valueOf(filled(node.textValue()));
        } else if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                list.set(i, filled(list.get(i)));
            }
        } else if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(filled(field.getValue())));
        }
        return node;
    }

    private String filled(String text) {
        return Template.PLACEHOLDER.matcher(text).replaceAll(place -> Matcher.quoteReplacement(value(place.group(1))));
    }

    private String value(String name) {
        String value = values.get(name).orElse("");
        if (values.get(name).isEmpty()) {
            missing.add(name);
        }
        charactersLeft -= value.length();
        if (charactersLeft < 0) {
            throw new RequestRefusedException(
                    Templates.VALUES,
                    "too long for the places that the template " + template + " has for them",
                    "texts may not be longer than a request (vidu.request.max-bytes)");
        }
        return value;
    }
}
