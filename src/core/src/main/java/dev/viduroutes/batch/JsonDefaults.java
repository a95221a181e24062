package dev.viduroutes.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.failure.RequestRefusedException;
import java.util.List;
import java.util.Optional;

/** What the requests of a batch leave out, field by field. */
final class JsonDefaults {

    /** Objects whose fields are defaults of their own. */
    private static final List<String> NESTED = List.of("input", "metadata", "values");

    private static final String IMAGE_FILES = "image_files";
    private static final String IMAGE_URLS = "image_urls";

    private final ObjectNode defaults;

    private JsonDefaults(ObjectNode defaults) {
        this.defaults = defaults;
    }

    /** @throws RequestRefusedException if they can't be the defaults of many requests */
    static JsonDefaults of(Optional<JsonNode> found) {
        JsonNode defaults = found.orElseGet(JsonNodeFactory.instance::objectNode);
        if (!(defaults instanceof ObjectNode fields)) {
            throw new RequestRefusedException(
                    "defaults", CellType.found(defaults.toString()), "it must be an object, such as a request is");
        } else if (fields.has(Column.REQUEST_ID)) {
            throw new RequestRefusedException(
                    "defaults.request_id",
                    CellType.found(fields.path(Column.REQUEST_ID).asText()),
                    "it must be left out: each request has an id of its own");
        }
        return new JsonDefaults(fields);
    }

    /** @return the request with what it leaves out */
    ObjectNode applied(ObjectNode request) {
        if (defaults.isEmpty()) {
            return request;
        }
        ObjectNode all = defaults.deepCopy();
        if (request.has(IMAGE_FILES) || request.path("input").has(IMAGE_URLS)) {
            all.remove(IMAGE_FILES);
            withoutUrls(all);
        }
        request.properties().forEach(field -> put(all, field.getKey(), field.getValue()));
        return all;
    }

    /** Pictures are one thing in two forms: those of the request are all that it has. */
    private static void withoutUrls(ObjectNode all) {
        if (all.path("input") instanceof ObjectNode input) {
            input.remove(IMAGE_URLS);
        }
    }

    private static void put(ObjectNode all, String name, JsonNode value) {
        if (NESTED.contains(name) && all.path(name) instanceof ObjectNode known && value instanceof ObjectNode own) {
            known.setAll(own);
        } else {
            all.set(name, value);
        }
    }
}
