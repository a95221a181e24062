package dev.viduroutes.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.Problem;
import dev.viduroutes.failure.RequestRefusedException;
import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.settings.AccountSettings;
import dev.viduroutes.settings.Settings;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.util.ObjectHelper;

/** Decides whether a document is a request, and makes it one. */
public final class Admission {

    private static final Pattern FILE_NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}._-]{0,199}");
    private static final List<String> OWN_FIELDS = List.of("request_id", "model", "account", "metadata", "image_files");
    private static final List<String> WHOLE_NUMBERS = List.of("duration", "seed");

    private final RequestSchema schema;
    private final String model;
    private final List<AccountSettings> accounts;
    private final InstantSource clock;

    public Admission(RequestSchema schema, Settings settings, InstantSource clock) {
        this(schema, settings.api().model(), settings.accounts(), clock);
    }

    Admission(JsonNode rules, String model, InstantSource clock) {
        this(new RequestSchema(rules), model, List.of(), clock);
    }

    private Admission(RequestSchema schema, String model, List<AccountSettings> accounts, InstantSource clock) {
        this.schema = schema;
        this.model = model;
        this.accounts = List.copyOf(accounts);
        this.clock = clock;
    }

    /**
     * @param document with what its template and the defaults say
     * @param original its bytes
     * @return the request's task, nothing done yet; with the problems of a request that the journal may know, since earlier
     *     rules, or an earlier template, may have let it in
     * @throws RequestRefusedException naming every field that is wrong, if it can't be known
     */
    public Task admit(RequestDocument document, Source source, byte[] original) {
        return admit(document, source, original, List.of());
    }

    /**
     * Like {@link #admit(RequestDocument, Source, byte[])}, of a request with pictures of its own.
     *
     * @param images what stands for {@code input.image_urls}, each a URL or an {@link ImageReference}; empty if that is as it is
     */
    public Task admit(RequestDocument document, Source source, byte[] original, List<String> images) {
        checkName(source);
        JsonNode written = document.written();
        List<Problem> problems = problems(document);
        if (!problems.isEmpty() && !mayBeKnown(written, source)) {
            throw new RequestRefusedException(Failure.invalid(problems));
        }
        String id = RequestIds.of(written, source, original);
        return new Task(request(document, source, id, images, problems));
    }

    /** @return whether today's rules let it be submitted, as far as the document tells */
    public boolean isAdmissible(RequestDocument document) {
        return problems(document).isEmpty();
    }

    private List<Problem> problems(RequestDocument document) {
        if (!document.problems().isEmpty()) {
            return document.problems();
        }
        List<Problem> problems = schema.problems(document.whole());
        return problems.isEmpty()
                ? problemsOfRequest(document.whole())
                : problems.stream().map(document::explained).toList();
    }

    private List<Problem> problemsOfRequest(JsonNode document) {
        for (JsonNode image : document.path("input").path("image_urls")) {
            // Whatever schema the settings name: by these words only the gateway speaks of pictures.
            if (image.asText().startsWith(ImageReference.SCHEME)) {
                return List.of(new Problem(
                        "input.image_urls", "one that begins with " + ImageReference.SCHEME, "it must be a URL"));
            }
        }
        List<Problem> problems = problemsOfModel(asked(document));
        return problems.isEmpty() ? problemsOfAccount(document) : problems;
    }

    private List<Problem> problemsOfAccount(JsonNode document) {
        if (accounts.isEmpty()) {
            return List.of();
        }
        String provider = document.path("provider").asText("");
        String named = account(document);
        List<String> names = accounts.stream().map(AccountSettings::name).toList();
        if (!named.isEmpty() && !names.contains(named)) {
            String rule = "it must be left out or " + (names.size() == 1 ? "" : "one of ") + String.join(", ", names);
            return List.of(new Problem("account", SanitizedText.of("\"" + named + "\"", 200), rule));
        }
        List<AccountSettings> meant = accounts.stream()
                .filter(account -> named.isEmpty() || account.name().equals(named))
                .toList();
        boolean fits = meant.stream().anyMatch(account -> account.takes(provider));
        return fits ? List.of() : List.of(problemOfProvider(provider, meant));
    }

    private static Problem problemOfProvider(String provider, List<AccountSettings> meant) {
        String found =
                provider.isEmpty() ? "left out, which means auto" : SanitizedText.of("\"" + provider + "\"", 200);
        String allowed = meant.stream()
                .map(account ->
                        String.join(", ", new TreeSet<>(account.providers())) + " with the account " + account.name())
                .collect(Collectors.joining("; "));
        return new Problem("provider", found, "it must be one that an account may be used with: " + allowed);
    }

    private static String account(JsonNode document) {
        return document.path("account").asText("");
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
                && (document.path("input").isObject() || document.has("template"))
                && RequestIds.isPossible(document, source);
    }

    private Request request(
            RequestDocument document, Source source, String id, List<String> images, List<Problem> problems) {
        ObjectNode whole = (ObjectNode) document.whole();
        // A template's model may only be the one of the settings.
        String asked = asked(document.written());
        JsonNode body = vendorBody(whole, images);
        return new Request(
                id,
                source,
                body,
                document.written() == whole ? body : asWritten(document, images),
                metadata(whole),
                asked,
                whole.path("input").path("mode").asText(),
                clock.instant(),
                document.written().has("request_id"),
                !asked.equals(model),
                account(whole),
                problems);
    }

    /** What the template says, the written document has the template's name for: also where that names pictures. */
    private static JsonNode asWritten(RequestDocument document, List<String> images) {
        return vendorBody((ObjectNode) document.written(), document.namesPictures() ? images : List.of());
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

    private static JsonNode vendorBody(ObjectNode document, List<String> images) {
        ObjectNode body = document.deepCopy().without(OWN_FIELDS);
        if (body.path("input") instanceof ObjectNode input) {
            WHOLE_NUMBERS.forEach(field -> makeWhole(input, field));
        }
        if (!images.isEmpty()) {
            ObjectNode input = body.path("input") instanceof ObjectNode own ? own : body.putObject("input");
            ArrayNode urls = input.putArray("image_urls");
            images.forEach(urls::add);
        }
        return body.put("request_type", "async");
    }

    /** To JSON Schema 5.0 is a whole number; to the API it may not be one. */
    private static void makeWhole(ObjectNode input, String field) {
        JsonNode number = input.path(field);
        if (number.isFloatingPointNumber() && number.canConvertToExactIntegral() && number.canConvertToInt()) {
            input.put(field, number.intValue());
        }
    }

    private static Map<String, String> metadata(JsonNode document) {
        Map<String, String> metadata = new HashMap<>();
        document.path("metadata")
                .properties()
                .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asText()));
        return metadata;
    }
}
