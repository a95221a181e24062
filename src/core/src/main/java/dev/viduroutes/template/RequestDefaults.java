package dev.viduroutes.template;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.failure.Problem;
import dev.viduroutes.request.RequestDocument;
import dev.viduroutes.request.RequestSchema;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.SettingsException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the settings say for requests that do not say it themselves, where the mode allows the field. */
public final class RequestDefaults {

    /** What the defaults' settings begin with. */
    private static final String PREFIX = "vidu.defaults.";

    private final RequestSchema schema;
    private final List<FieldDefault> all = new ArrayList<>();

    /** @throws SettingsException naming each default that no request could have */
    public RequestDefaults(Settings settings, RequestSchema schema) {
        this.schema = schema;
        new TreeMap<>(settings.requests().defaults())
                .forEach((name, value) -> all.add(FieldDefault.of(name, value, schema)));
        List<String> problems = new ArrayList<>();
        all.forEach(one -> schema.problems(one.addTo(JsonNodeFactory.instance.objectNode())).stream()
                .filter(problem -> problem.field().equals(one.field()))
                .forEach(problem -> problems.add(PREFIX + one.name() + " is "
                        + settings.requests().defaults().get(one.name()) + "; " + problem.allowed())));
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }

    /** @return the same, with what it does not say; what its mode forbids is left out */
    RequestDocument addTo(RequestDocument document) {
        List<FieldDefault> unsaid =
                all.stream().filter(one -> one.isUnsaidIn(document.whole())).toList();
        if (unsaid.isEmpty()) {
            return document;
        }
        ObjectNode whole = document.whole().deepCopy();
        unsaid.forEach(one -> one.addTo(whole));
        Set<String> wrong = schema.problems(whole).stream().map(Problem::field).collect(Collectors.toSet());
        Map<String, String> origins = new HashMap<>(document.origins());
        for (FieldDefault one : unsaid) {
            if (one.isWrong(wrong)) {
                one.removeFrom(whole);
            } else {
                origins.put(one.field(), "from " + PREFIX + one.name());
            }
        }
        return new RequestDocument(document.written(), whole, origins);
    }
}
