package dev.viduroutes.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.Problem;
import dev.viduroutes.failure.RequestRefusedException;
import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.util.ObjectHelper;

/** Decides whether a document is a request, and makes it one. */
public final class Admission {

    private static final Pattern FILE_NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}._-]{0,199}");
    private static final String PACKAGED = "classpath:vidu/request.schema.json";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final List<String> OWN_FIELDS = List.of("request_id", "model", "account", "metadata");
    private static final List<String> WHOLE_NUMBERS = List.of("duration", "seed");

    private final RequestSchema schema;
    private final String model;
    private final InstantSource clock;

    /**
     * @throws IOException if the schema of the settings can't be read
     * @throws RuntimeException if it is no schema, or refers to what is not there
     */
    public static Admission create(CamelContext context, Settings settings, InstantSource clock) throws IOException {
        String place = settings.requests().schema();
        try (InputStream rules = ResourceHelper.resolveMandatoryResourceAsInputStream(context, place)) {
            Admission admission =
                    new Admission(JSON.readTree(rules), settings.api().model(), clock);
            if (!place.equals(PACKAGED)) {
                admission.schema.check();
            }
            return admission;
        }
    }

    Admission(JsonNode rules, String model, InstantSource clock) {
        schema = new RequestSchema(rules);
        this.model = model;
        this.clock = clock;
    }

    /**
     * @param document the parsed document, null if there was none
     * @param original its bytes
     * @return the request's task, nothing done yet; with the problems of a request that the journal may know, since earlier
     *     rules may have let it in
     * @throws RequestRefusedException naming every field that is wrong, if it can't be known
     */
    public Task admit(JsonNode document, Source source, byte[] original) {
        checkName(source);
        List<Problem> problems = problems(document);
        if (!problems.isEmpty() && !mayBeKnown(document, source)) {
            throw new RequestRefusedException(Failure.invalid(problems));
        }
        return new Task(request((ObjectNode) document, source, RequestIds.of(document, source, original), problems));
    }

    private List<Problem> problems(JsonNode document) {
        List<Problem> problems = schema.problems(document);
        return problems.isEmpty() ? problemsOfModel(asked(document)) : problems;
    }

    private List<Problem> problemsOfModel(String asked) {
        String found = SanitizedText.of("\"" + asked + "\"", 200);
        return asked.equals(model)
                ? List.of()
                : List.of(new Problem("model", found, "it must be left out or " + model));
    }

    private String asked(JsonNode document) {
        return document.path("model").asText(model);
    }

    /** What no rules ever let in, the journal need not be asked about. */
    private static boolean mayBeKnown(JsonNode document, Source source) {
        return document instanceof ObjectNode
                && document.path("input").isObject()
                && RequestIds.isPossible(document, source);
    }

    private Request request(ObjectNode document, Source source, String id, List<Problem> problems) {
        String asked = asked(document);
        return new Request(
                id,
                source,
                vendorBody(document),
                metadata(document),
                asked,
                document.path("input").path("mode").asText(),
                clock.instant(),
                document.has("request_id"),
                !asked.equals(model),
                problems);
    }

    /**
     * @param exception the parser's, or what Camel wrapped around it
     * @return what is wrong with a document that is not JSON
     */
    public static Failure notJson(Exception exception) {
        JsonProcessingException error = ObjectHelper.getException(JsonProcessingException.class, exception);
        String found = SanitizedText.of(JsonErrorMessage.words(error), 200);
        return Failure.invalid(List.of(new Problem("document", found, "it must be one JSON object in UTF-8")));
    }

    private static void checkName(Source source) {
        if (source.kind().equals("file") && !FILE_NAME.matcher(source.name()).matches()) {
            throw new RequestRefusedException(
                    "file name",
                    "\"" + source.name() + "\"",
                    "it must be letters, digits, '.', '_' and '-', start with a letter or digit,"
                            + " and have at most 200 characters");
        }
    }

    private static JsonNode vendorBody(ObjectNode document) {
        ObjectNode body = document.deepCopy().without(OWN_FIELDS);
        ObjectNode input = (ObjectNode) body.path("input");
        // To JSON Schema 5.0 is a whole number; to the API it may not be one.
        for (String field : WHOLE_NUMBERS) {
            JsonNode number = input.path(field);
            if (number.isFloatingPointNumber() && number.canConvertToExactIntegral() && number.canConvertToInt()) {
                input.put(field, number.intValue());
            }
        }
        return body.put("request_type", "async");
    }

    private static Map<String, String> metadata(JsonNode document) {
        Map<String, String> metadata = new HashMap<>();
        document.path("metadata")
                .properties()
                .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asText()));
        return metadata;
    }
}
