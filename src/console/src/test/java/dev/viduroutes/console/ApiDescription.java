package dev.viduroutes.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The OpenAPI document, as a judge of answers. */
final class ApiDescription {

    private final JsonNode document;

    ApiDescription() throws IOException {
        document = ConsoleAnswer.mapper()
                .readTree(Path.of("src/console/src/main/resources/vidu/console/openapi.json")
                        .toFile());
    }

    /** @return what the document says otherwise of a good answer */
    List<String> complaints(String method, String path, JsonNode answer) {
        JsonNode schema = document.path("paths")
                .path(template(path))
                .path(method)
                .at("/responses/200/content/application~1json/schema");
        if (schema.isMissingNode()) {
            return List.of("no answer is described for " + method + " " + path);
        }
        ObjectNode whole = ConsoleAnswer.object();
        whole.setAll((ObjectNode) schema);
        whole.set("components", document.path("components"));
        Schema judge = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole);
        return judge.validate(answer).stream().map(Object::toString).toList();
    }

    private String template(String path) {
        List<String> found = new ArrayList<>();
        document.path("paths").fieldNames().forEachRemaining(template -> {
            if (path.matches(template.replaceAll("\\{\\w+}", "[^/]+"))) {
                found.add(template);
            }
        });
        // What stands there as it is counts before what stands for anything.
        return found.contains(path) ? path : found.isEmpty() ? path : found.get(0);
    }

    List<String> operations() {
        List<String> all = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path ->
                        path.getValue().fieldNames().forEachRemaining(method -> all.add(method + " " + path.getKey())));
        return all;
    }
}
