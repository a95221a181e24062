package dev.viduroutes.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.viduroutes.request.RequestSchema;
import java.util.Set;

/**
 * What the settings say for one field.
 *
 * @param name of the setting, behind its prefix
 * @param parent the object that the field is in; empty for the document itself
 * @param key the field's name there
 */
record FieldDefault(String name, String parent, String key, JsonNode value) {

    private static final String METADATA = "metadata";
    private static final String INPUT = "input";

    static FieldDefault of(String name, String value, RequestSchema schema) {
        return switch (name) {
            case "provider" -> new FieldDefault(name, "", name, TextNode.valueOf(value));
            case "project" -> new FieldDefault(name, METADATA, name, TextNode.valueOf(value));
            default -> {
                String field = name.replace('-', '_');
                yield new FieldDefault(name, INPUT, field, schema.typed(field, value));
            }
        };
    }

    /** @return its place in a document */
    String field() {
        return parent.isEmpty() ? key : parent + "." + key;
    }

    /** Metadata may be left out as a whole; a document without input is no request. */
    boolean isUnsaidIn(JsonNode document) {
        JsonNode holder = parent.isEmpty() ? document : document.path(parent);
        boolean canHold = holder.isObject() || parent.equals(METADATA) && holder.isMissingNode();
        return canHold && !holder.has(key) && document.path(INPUT).isObject();
    }

    ObjectNode addTo(ObjectNode document) {
        ObjectNode holder = parent.isEmpty() ? document : document.withObjectProperty(parent);
        holder.set(key, value);
        return document;
    }

    void removeFrom(ObjectNode document) {
        ObjectNode holder = parent.isEmpty() ? document : document.withObjectProperty(parent);
        holder.remove(key);
        if (holder.isEmpty() && parent.equals(METADATA)) {
            document.remove(parent);
        }
    }

    /** @param fields in which something is wrong: metadata can be so by one entry too many */
    boolean isWrong(Set<String> fields) {
        return fields.contains(field()) || parent.equals(METADATA) && fields.contains(METADATA);
    }
}
