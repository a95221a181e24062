package dev.viduroutes.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.failure.RequestRefusedException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A request document with placeholders in its texts.
 *
 * @param document owned by whoever read it
 */
record Template(String name, ObjectNode document) {

    /** {@code {{name}}}. */
    static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([A-Za-z0-9][A-Za-z0-9_.-]{0,39})\\s*}}");

    /** What belongs to each request itself. */
    private static final List<String> NOT_HERE = List.of("request_id", Templates.TEMPLATE, Templates.VALUES);

    Template {
        NOT_HERE.stream().filter(document::has).findFirst().ifPresent(field -> {
            throw TemplateFolder.unusable(
                    name, "one with " + field, "it must be a request document without " + String.join(", ", NOT_HERE));
        });
    }

    /**
     * @return names of its placeholders
     * @throws RequestRefusedException if a text has what looks like one, and is none
     */
    Set<String> placeholders() {
        Set<String> names = new TreeSet<>();
        collect(document, names);
        return names;
    }

    private void collect(JsonNode node, Set<String> names) {
        if (node.isTextual()) {
            String text = node.textValue();
            PLACEHOLDER.matcher(text).results().forEach(found -> names.add(found.group(1)));
            String rest = PLACEHOLDER.matcher(text).replaceAll("");
            if (rest.contains("{{")) {
                throw TemplateFolder.unusable(
                        name,
                        "one with a text in which {{ begins no placeholder",
                        "a placeholder is {{name}}, of 1 to 40 letters, digits, '.', '_' and '-'");
            }
        }
        node.forEach(child -> collect(child, names));
    }
}
