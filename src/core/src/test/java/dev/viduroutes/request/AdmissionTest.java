package dev.viduroutes.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.failure.Problem;
import dev.viduroutes.failure.RequestRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of the contract, rule by rule, on the schema that is shipped. */
class AdmissionTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Source SOURCE = Source.ofFile("a.json", 1);
    private static final String TEXT = "{\"input\": {\"mode\": \"text-to-video\", \"prompt\": \"p\"}}";
    private static final String IMAGE =
            "{\"input\": {\"mode\": \"image-to-video\", \"image_urls\": [\"https://a.b/c.png\"]}}";

    private final Admission admission = new Admission(rules(), "vidu-q3", Clock.systemUTC());

    private static JsonNode rules() {
        try (InputStream schema = AdmissionTest.class.getResourceAsStream("/vidu/request.schema.json")) {
            return JSON.readTree(schema);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static JsonNode json(String text) {
        try {
            return Documents.strictMapper().readTree(text);
        } catch (IOException unreadable) {
            throw new AssertionError(text, unreadable);
        }
    }

    private static JsonNode with(String base, String field, String value) {
        ObjectNode document = (ObjectNode) json(base);
        ObjectNode parent = field.startsWith("input.") ? (ObjectNode) document.get("input") : document;
        parent.set(field.replace("input.", ""), json(value));
        return document;
    }

    private Task admit(JsonNode document) {
        Task task = judged(document, SOURCE);
        assertThat(task.request().problems()).isEmpty();
        return task;
    }

    private Task judged(JsonNode document, Source source) {
        return admission.admit(
                RequestDocument.asWritten(document), source, document.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Said at once, or by the request, for the journal to decide. */
    private List<Problem> problems(JsonNode document) {
        try {
            List<Problem> problems = judged(document, SOURCE).request().problems();
            assertThat(problems).as(document.toString()).isNotEmpty();
            return problems;
        } catch (RequestRefusedException refused) {
            return refused.failure().problems();
        }
    }

    /** Journals of earlier versions hold exactly this. */
    @Test
    void aRequestIsKnownByWhatIsWritten() {
        String known = Digests.sha256(
                "vidu-q3\n" + "{\"input\":{\"mode\":\"text-to-video\",\"prompt\":\"p\"},\"request_type\":\"async\"}");

        assertThat(admit(json(TEXT)).request().fingerprint()).isEqualTo(known);
        Request completed = admission
                .admit(
                        new RequestDocument(json(TEXT), with(TEXT, "input.duration", "5"), Map.of()),
                        SOURCE,
                        TEXT.getBytes(StandardCharsets.UTF_8))
                .request();
        assertThat(completed.fingerprint()).isEqualTo(known);
        assertThat(completed.origin()).isEqualTo(admit(json(TEXT)).request().origin());
        assertThat(completed.seconds()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            provider            | "auto"
            provider            | "value"
            provider            | "official"
            provider            | "channel-7"
            model               | "vidu-q3"
            account             | "default"
            request_id          | "A.b_c-9"
            metadata            | {}
            metadata            | {"a-b_1": "größe"}
            input.mode          | "turbo-text-to-video"
            input.resolution    | "540p"
            input.resolution    | "720p"
            input.resolution    | "1080p"
            input.duration      | 1
            input.duration      | 16
            input.style         | "general"
            input.style         | "anime"
            input.aspect_ratio  | "16:9"
            input.aspect_ratio  | "9:16"
            input.aspect_ratio  | "4:3"
            input.aspect_ratio  | "3:4"
            input.aspect_ratio  | "1:1"
            input.movement      | "auto"
            input.movement      | "small"
            input.movement      | "medium"
            input.movement      | "large"
            input.sound         | false
            input.bgm           | true
            input.seed          | -1
            input.seed          | 2147483647
            """)
    void whatTheContractAllowsIsAdmittedAndSentAsItIs(String field, String value) {
        Task task = admit(with(TEXT, field, value));

        JsonNode sent = task.request().body();
        boolean ours = List.of("model", "account", "request_id", "metadata").contains(field);
        assertThat(sent.at("/" + field.replace('.', '/')).isMissingNode()).isEqualTo(ours);
        if (!ours) {
            assertThat(sent.at("/" + field.replace('.', '/'))).isEqualTo(json(value));
        }
        assertThat(sent.path("request_type").asText()).isEqualTo("async");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            provider            | ""
            provider            | 7
            provider            | null
            model               | 3
            model               | "vidu-q2"
            account             | "Other one"
            request_id          | ""
            request_id          | "-a"
            request_id          | "a/b"
            request_id          | "a\\n"
            request_id          | 5
            request_type        | "callback"
            request_type        | "async"
            callback_url        | "https://a.b"
            callback_url        | null
            metadata            | []
            metadata            | {"Upper": "x"}
            metadata            | {"vidu-x": "x"}
            metadata            | {"": "x"}
            metadata.a          | {"a": 5}
            input               | null
            input               | []
            input.mode          | "Text-To-Video"
            input.mode          | null
            input.prompt        | ""
            input.prompt        | 5
            input.prompt        | null
            input.resolution    | "720"
            input.duration      | 0
            input.duration      | 17
            input.duration      | -1
            input.duration      | 5.5
            input.duration      | "5"
            input.duration      | 1e400
            input.duration      | 1e2
            input.duration      | true
            input.style         | "Anime"
            input.aspect_ratio  | "21:9"
            input.movement      | "fast"
            input.sound         | "true"
            input.bgm           | 1
            input.seed          | -2
            input.seed          | 2147483648
            input.seed          | 1.5
            input.image_urls    | ["https://a.b/c"]
            """)
    void whatTheContractForbidsIsRefusedByName(String field, String value) {
        String where = field.equals("metadata.a") ? "metadata" : field;

        List<Problem> problems = problems(with(TEXT, where, value));

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).field()).isEqualTo(field);
        assertThat(problems.get(0).allowed()).isNotEqualTo("it must be as the schema says");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.0", "1e0", "1E1"})
    void aWholeNumberIsSentToTheApiAsOne(String value) {
        assertThat(admit(with(TEXT, "input.duration", value))
                        .request()
                        .body()
                        .at("/input/duration")
                        .toString())
                .matches("\\d+");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ["https://a.b/c"]                  | true
            ["https://a.b/c", "http://d.e"]    | true
            ["HTTPS://a.b:8443/c?d=e#f"]       | true
            []                                 | false
            ["https://a", "https://b", "https://c"] | false
            "https://a.b/c"                    | false
            [null]                             | false
            [1]                                | false
            [""]                               | false
            ["/a.png"]                         | false
            ["a.png"]                          | false
            ["file:///etc/passwd"]             | false
            ["javascript:alert(1)"]            | false
            ["data:image/png;base64,AA"]       | true
            ["s3://bucket/a key.png"]          | true
            ["data:text/html;base64,AA"]       | false
            ["s3://BUCKET/key"]                | false
            ["s3://bucket/"]                   | false
            ["vidu-image:0000000000000000000000000000000000000000000000000000000000000000.png?1x1"] | false
            ["ftp://a.b/c"]                    | false
            ["//a.b/c"]                        | false
            ["http://user@host/a"]             | false
            ["http://user:pass@host/a"]        | false
            ["http://"]                        | false
            [" https://a.b"]                   | false
            ["https://a.b\\n"]                 | false
            ["https://a b"]                    | false
            """)
    void imagesAreOneOrTwoPublicUrls(String urls, boolean fine) {
        JsonNode document = with(IMAGE, "input.image_urls", urls);

        if (fine) {
            assertThat(admit(document).request().body().at("/input/image_urls")).isEqualTo(json(urls));
        } else {
            assertThat(problems(document)).hasSize(1);
            assertThat(problems(document).get(0).field()).startsWith("input.image_urls");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"style", "aspect_ratio"})
    void theImageModesTakeNeitherStyleNorRatio(String field) {
        String value = field.equals("style") ? "\"anime\"" : "\"1:1\"";

        assertThat(problems(with(IMAGE, "input." + field, value)))
                .extracting(Problem::allowed)
                .containsExactly("it must be left out: " + field + " is for the text modes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            input.duration | 1e999              | a number of more than 308 digits
            input.duration | -1e999             | a number of more than 308 digits
            input.seed     | 5.5                | 5.5
            metadata       | {"Shot": "x"}      | one with the name "Shot"
            metadata       | {"vidu-a": "x"}    | one with the name "vidu-a"
            """)
    void whatIsToldOfAValueIsWhatIsWrongWithIt(String field, String value, String found) {
        assertThat(problems(with(TEXT, field, value))).singleElement().returns(found, Problem::found);
    }

    @Test
    void aPromptMayHaveFiveThousandCharactersHoweverManyBytesTheyTake() {
        String wave = "\uD83C\uDF0A";

        assertThat(admit(with(TEXT, "input.prompt", "\"" + wave.repeat(5_000) + "\""))
                        .state())
                .isNotNull();
        assertThat(problems(with(TEXT, "input.prompt", "\"" + wave.repeat(5_001) + "\""))
                        .get(0)
                        .found())
                .isEqualTo("a text of 5001 characters");
    }

    @Test
    void metadataIsBounded() {
        String ten =
                IntStream.range(0, 10).mapToObj(i -> "\"k" + i + "\": \"v\"").collect(Collectors.joining(","));

        assertThat(admit(with(TEXT, "metadata", "{" + ten + "}")).request().metadata())
                .hasSize(10);
        assertThat(problems(with(TEXT, "metadata", "{" + ten + ", \"k10\": \"v\"}")))
                .hasSize(1);
        assertThat(problems(with(TEXT, "metadata", "{\"k\": \"" + "x".repeat(201) + "\"}")))
                .hasSize(1);
        assertThat(problems(with(TEXT, "metadata", "{\"" + "k".repeat(41) + "\": \"v\"}")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "{}",
                "{\"input\": null}",
                "{\"input\": [1]}",
                "{\"request_id\": 5, \"input\": {}}",
                "{\"request_id\": null, \"input\": {}}",
                "{\"request_id\": \"../x\", \"input\": {}}"
            })
    void whatCanBeNoRequestUnderAnyRulesIsRefusedAtOnce(String document) {
        assertThatThrownBy(() -> judged(json(document), SOURCE)).isInstanceOf(RequestRefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not an id"})
    void aMessageWithoutAUsableKeyIsRefusedAtOnceAndForItsFieldsFirst(String key) {
        Source nameless = Source.ofNamelessMessage("jms", "0".repeat(64), key);
        JsonNode bad = with(TEXT, "input.duration", "17");

        assertThatThrownBy(() -> judged(bad, nameless)).hasMessageContaining("input.duration");
        assertThatThrownBy(() -> judged(json(TEXT), nameless)).hasMessageContaining("request_id");
    }

    @Test
    void aRequestThatEarlierRulesMayHaveLetInIsTheSameRequestWithItsProblems() {
        JsonNode named = with(with(TEXT, "request_id", "\"a\"").toString(), "model", "\"vidu-q2\"");
        Admission earlier = new Admission(JSON.createObjectNode(), "vidu-q2", Clock.systemUTC());

        Request now = judged(named, SOURCE).request();
        Request then = earlier.admit(RequestDocument.asWritten(named), SOURCE, new byte[0])
                .request();

        assertThat(then.problems()).isEmpty();
        assertThat(now.problems()).extracting(Problem::field).containsExactly("model");
        assertThat(now.id()).isEqualTo("a");
        assertThat(now.fingerprint()).isEqualTo(then.fingerprint());
        assertThat(now.of("vidu-q1").fingerprint())
                .as("it insists on its model")
                .isEqualTo(then.fingerprint());
    }

    /** Whatever stands in its fields, the journal can be asked about it. */
    @Test
    void noValueOfAnyFieldBreaksTheQuestionWhetherItIsKnown() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> fields = List.of(
                "request_id",
                "model",
                "account",
                "metadata",
                "provider",
                "request_type",
                "callback_url",
                "other",
                "input.mode",
                "input.prompt",
                "input.image_urls",
                "input.duration",
                "input.seed",
                "input.sound",
                "input.other");
        List<String> values = List.of(
                "null",
                "true",
                "-0.0",
                "5.0",
                "5.5",
                "1e400",
                "-1e400",
                "1e-400",
                "1e30",
                "9".repeat(500),
                "\"\"",
                "\"a\"",
                "\"\\ud83d\"",
                "[]",
                "[null, {}]",
                "{}",
                "{\"a\": 5.0, \"b\": [{}]}",
                "{\"\": null}");
        for (int i = 0; i < 3_000; i++) {
            JsonNode document = json(TEXT);
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                String field = fields.get(random.nextInt(fields.size()));
                document = with(document.toString(), field, values.get(random.nextInt(values.size())));
            }
            assertJudged(document, "seed " + seed + ": " + document);
        }
    }

    private void assertJudged(JsonNode document, String what) {
        try {
            Request request = judged(document, SOURCE).request();
            assertThat(request.fingerprint() + request.origin() + request.originOfModel() + request.seconds())
                    .as(what)
                    .isNotBlank();
        } catch (RequestRefusedException refused) {
            assertThat(refused.failure().problems()).as(what).isNotEmpty();
        } catch (RuntimeException broken) {
            throw new AssertionError(what, broken);
        }
    }

    @ParameterizedTest
    @CsvSource({"duration, 5.5, 5", "duration, 1e400, 2147483647", "seed, 2147483648.0, 2147483647", "seed, -1.5, -1"})
    void aNumberThatIsNotWholeIsNotTakenForAWholeOne(String field, String broken, String whole) {
        Request right = judged(with(TEXT, "input." + field, whole), SOURCE).request();
        Request wrong = judged(with(TEXT, "input." + field, broken), SOURCE).request();

        assertThat(wrong.problems()).isNotEmpty();
        assertThat(wrong.fingerprint()).isNotEqualTo(right.fingerprint());
    }

    @Test
    void everyMistakeIsNamedAtOnce() {
        JsonNode document = json("""
                {"inputt": 1, "provider": 5, "input": {"prompt": "", "duration": 99, "sounds": true}}""");

        assertThat(problems(document))
                .extracting(Problem::field)
                .containsExactlyInAnyOrder(
                        "inputt", "provider", "input.mode", "input.prompt", "input.duration", "input.sounds");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a.json", "größe.json", ".json", "...", "-.json", "映.json", "a b\n.json", "$simple{x}.json"})
    void theDerivedIdIsAPossibleOneAndTheSameForTheSameFileOnly(String name) {
        byte[] content = {1};
        String id = RequestIds.derived(Source.ofFile(name, 1), content);

        assertThat(id).matches("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
        assertThat(id).isEqualTo(RequestIds.derived(Source.ofFile(name, 1), new byte[] {1}));
        assertThat(id)
                .isNotEqualTo(RequestIds.derived(Source.ofFile(name, 2), content))
                .isNotEqualTo(RequestIds.derived(Source.ofFile(name, 1), new byte[] {2}))
                .isNotEqualTo(RequestIds.derived(Source.ofFile(name + "x", 1), content))
                .isNotEqualTo(RequestIds.derived(new Source("direct", name, "1"), content));
        assertThat(RequestIds.derived(Source.ofFile("x".repeat(500), 1), content))
                .hasSizeLessThan(100);
    }

    @Test
    void ofAVastDocumentTheFirstProblemIsToldAndNoOtherLookedFor() {
        JsonNode document = with(IMAGE, "input.image_urls", "[" + "1,".repeat(100_000) + "1]");

        assertThat(judged(document, SOURCE).request().problems())
                .singleElement()
                .asString()
                .startsWith("input.image_urls");
    }

    /** A schema of one's own may let in vast documents, by branches of which the first do not fit. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"anyOf\": [{\"required\": [\"absent\"]}, {\"type\": \"object\"}]}",
                "{\"oneOf\": [{\"required\": [\"absent\"]}, {\"type\": \"object\"}]}",
                "{\"not\": {\"required\": [\"absent\"]}}",
                "{\"if\": {\"required\": [\"absent\"]}, \"then\": false}",
                "{\"properties\": {\"input\": {\"anyOf\": [{\"type\": \"array\"}, {\"type\": \"object\"}]}}}",
                "{\"properties\": {\"metadata\": {\"contains\": {\"type\": \"string\"}}}}",
                "{\"properties\": {\"list\": {\"contains\": {\"const\": 7}}}}"
            })
    void aVastDocumentThatSatisfiesTheRulesIsAdmitted(String rules) {
        ObjectNode document = (ObjectNode) json(TEXT);
        IntStream.range(0, 2_000).forEach(i -> document.put("more" + i, i));
        document.putArray("list").add(1).add(7);

        assertThat(new Admission(json(rules), "vidu-q3", Clock.systemUTC())
                        .admit(RequestDocument.asWritten(document), SOURCE, new byte[0])
                        .request()
                        .isAdmissible())
                .isTrue();
    }

    @Test
    void whateverAFieldIsCalledItIsToldOnOneShortLine() {
        String name = "a\\n2026-01-01T00:00:00.000Z ERROR vidu account=blocked" + "x".repeat(300);
        JsonNode document = with(TEXT, "metadata", "{\"" + name + "\": 5, \"" + name + "y\": \"\"}");

        assertThat(judged(document, SOURCE).request().problems())
                .isNotEmpty()
                .allSatisfy(problem ->
                        assertThat(problem.toString()).doesNotContain("\n").hasSizeLessThan(500));
    }

    @Test
    void ofADocumentThatIsWrongThroughoutNoMoreIsToldThanAPersonReads() {
        ObjectNode document = (ObjectNode) json(TEXT);
        IntStream.range(0, 900).forEach(i -> document.put("unknown" + i, 0));

        assertThat(judged(document, SOURCE).request().problems()).hasSize(50);
    }
}
