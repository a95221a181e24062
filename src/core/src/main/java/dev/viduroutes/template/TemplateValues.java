package dev.viduroutes.template;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.failure.Problem;
import dev.viduroutes.failure.RequestRefusedException;
import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.request.EditDistance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a request says for the placeholders of its template: texts, whatever they were written as. */
final class TemplateValues {

    private static final int MOST = 50;
    private static final int LONGEST = 5_000;
    private static final int LONGEST_FOUND = 120;
    private static final String RULE = "it must be an object of at most " + MOST + " texts, numbers and flags";

    private final Map<String, String> values;

    private TemplateValues(Map<String, String> values) {
        this.values = values;
    }

    /** @throws RequestRefusedException naming each that is none */
    static TemplateValues of(JsonNode node) {
        if (node.isMissingNode()) {
            return new TemplateValues(Map.of());
        }
        if (!node.isObject() || node.size() > MOST) {
            throw new RequestRefusedException(
                    Templates.VALUES, node.isObject() ? "an object of " + node.size() : "no object", RULE);
        }
        Map<String, String> values = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        node.properties().forEach(entry -> {
            problem(entry.getKey(), entry.getValue()).ifPresent(problems::add);
            values.put(entry.getKey(), entry.getValue().asText());
        });
        check(problems);
        return new TemplateValues(values);
    }

    private static Optional<Problem> problem(String name, JsonNode value) {
        String field = field(name);
        if (!value.isTextual() && !value.isBoolean() && !isFinite(value)) {
            return Optional.of(new Problem(
                    field,
                    value.isContainerNode() ? "a structure" : SanitizedText.of(value.toString(), LONGEST_FOUND),
                    "it must be a text, a number or a flag"));
        }
        int length = value.asText().length();
        return length > LONGEST
                ? Optional.of(
                        new Problem(field, "a text of " + length + " characters", "it must have at most " + LONGEST))
                : Optional.empty();
    }

    private static boolean isFinite(JsonNode value) {
        return value.isNumber() && Double.isFinite(value.doubleValue());
    }

    /** @throws RequestRefusedException naming each for which the template has no place */
    void checkKnown(Template template) {
        Set<String> places = template.placeholders();
        check(values.keySet().stream()
                .filter(name -> !places.contains(name))
                .sorted()
                .map(name -> unknown(name, template, places))
                .toList());
    }

    private static Problem unknown(String name, Template template, Set<String> places) {
        String hint = EditDistance.nearest(name, places)
                .map(nearest -> "did you mean " + nearest + "? Known there: " + String.join(", ", places))
                .orElse("it has none");
        return new Problem(
                field(name),
                "no placeholder of the template " + template.name(),
                SanitizedText.of(hint, LONGEST_FOUND * 5));
    }

    private static void check(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw Templates.refusal(problems);
        }
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    static String field(String name) {
        return SanitizedText.of(Templates.VALUES + "." + name, LONGEST_FOUND);
    }
}
