package dev.viduroutes.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.Problem;
import dev.viduroutes.failure.RequestRefusedException;
import dev.viduroutes.request.Documents;
import dev.viduroutes.request.RequestDocument;
import dev.viduroutes.request.RequestSchema;
import dev.viduroutes.settings.Settings;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts a request's values into the template that it names, and what it says itself over that. */
public final class Templates {

    static final String TEMPLATE = "template";
    static final String VALUES = "values";
    /** Of these, a request may say some entries and leave others to its template. */
    private static final List<String> MERGED = List.of("input", "metadata");

    private final TemplateFolder folder;
    private final RequestSchema schema;
    private final long maxCharacters;

    public Templates(Settings settings, RequestSchema schema, Documents documents) {
        folder = new TemplateFolder(settings.requests().templates(), documents);
        this.schema = schema;
        maxCharacters = settings.requests().maxBytes();
    }

    /** @return whether the document names a template, or gives values for one */
    static boolean concern(ObjectNode document) {
        return document.has(TEMPLATE) || document.has(VALUES);
    }

    /** @return what the document says itself */
    static ObjectNode without(ObjectNode document) {
        ObjectNode own = document.deepCopy();
        own.remove(List.of(TEMPLATE, VALUES));
        return own;
    }

    /**
     * @throws RequestRefusedException if there is no such template, it is none, or the values do not fit
     * @throws IOException if it can't be read just now
     */
    RequestDocument apply(ObjectNode written) throws IOException {
        Template template = folder.read(name(written));
        TemplateValues values = TemplateValues.of(written.path(VALUES));
        values.checkKnown(template);
        ObjectNode own = without(written);
        ObjectNode whole = template.document();
        removeOverridden(whole, own);
        Filling filling = new Filling(values, template.name(), maxCharacters);
        filling.fill(whole, schema);
        Map<String, String> origins = origins(whole, "from the template " + template.name());
        merge(whole, own);
        return new RequestDocument(written, whole, origins);
    }

    private static String name(ObjectNode written) {
        JsonNode name = written.path(TEMPLATE);
        if (name.isTextual()) {
            return name.textValue();
        }
        String found = name.isMissingNode() ? "missing, and there are values" : "no text";
        throw new RequestRefusedException(TEMPLATE, found, "it must be the name of a template, without .json");
    }

    /** What is not used needs no values. */
    private static void removeOverridden(ObjectNode template, ObjectNode own) {
        own.properties().forEach(field -> {
            if (isMerged(field, template)) {
                ObjectNode entries = (ObjectNode) template.get(field.getKey());
                field.getValue().fieldNames().forEachRemaining(entries::remove);
            } else {
                template.remove(field.getKey());
            }
        });
    }

    private static void merge(ObjectNode template, ObjectNode own) {
        own.properties().forEach(field -> {
            if (isMerged(field, template)) {
                ((ObjectNode) template.get(field.getKey())).setAll((ObjectNode) field.getValue());
            } else {
                template.set(field.getKey(), field.getValue());
            }
        });
    }

    private static boolean isMerged(Map.Entry<String, JsonNode> field, ObjectNode template) {
        return MERGED.contains(field.getKey())
                && field.getValue().isObject()
                && template.path(field.getKey()).isObject();
    }

    private static Map<String, String> origins(ObjectNode filled, String origin) {
        Map<String, String> origins = new HashMap<>();
        filled.properties().forEach(field -> {
            origins.put(field.getKey(), origin);
            if (MERGED.contains(field.getKey())) {
                field.getValue()
                        .fieldNames()
                        .forEachRemaining(entry -> origins.put(field.getKey() + "." + entry, origin));
            }
        });
        return origins;
    }

    static RequestRefusedException refusal(List<Problem> problems) {
        return new RequestRefusedException(Failure.invalid(problems));
    }
}
