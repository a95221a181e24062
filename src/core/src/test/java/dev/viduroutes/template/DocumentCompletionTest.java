package dev.viduroutes.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.failure.Problem;
import dev.viduroutes.request.Documents;
import dev.viduroutes.request.RequestDocument;
import dev.viduroutes.request.RequestSchema;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.SettingsException;
import dev.viduroutes.settings.TestSettings;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request leaves unsaid, and who may say it instead. */
class DocumentCompletionTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TEASER = """
            {"provider": "value", "metadata": {"project": "teasers", "shot": "{{ shot }}"},
             "input": {"mode": "text-to-video", "prompt": "{{subject}} at {{time}}, cinematic",
                       "duration": "{{seconds}}", "style": "anime"}}""";

    @TempDir
    private Path home;

    private Path folder;

    @BeforeEach
    void writeTemplate() throws IOException {
        folder = Files.createDirectories(home.resolve("templates"));
        Files.writeString(folder.resolve("teaser.json"), TEASER);
    }

    private DocumentCompletion completion(String... defaults) {
        List<String> settings = new ArrayList<>(List.of("vidu.templates.directory", folder.toString()));
        for (int i = 0; i < defaults.length; i += 2) {
            settings.addAll(List.of("vidu.defaults." + defaults[i], defaults[i + 1]));
        }
        Settings read = TestSettings.with(settings.toArray(String[]::new));
        RequestSchema schema = schema(read);
        return new DocumentCompletion(
                new Templates(read, schema, new Documents(read)), new RequestDefaults(read, schema));
    }

    private static RequestSchema schema(Settings settings) {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            return RequestSchema.read(context, settings);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException wrong) {
            throw new AssertionError(text, wrong);
        }
    }

    private static JsonNode teaser(String values) {
        return json("{\"request_id\": \"a-1\", \"template\": \"teaser\", \"values\": " + values + "}");
    }

    private static JsonNode whole(DocumentCompletion completion, JsonNode document) {
        RequestDocument complete = completion.tryComplete(document);
        assertThat(complete.problems()).isEmpty();
        assertThat(complete.isPending()).isFalse();
        assertThat(complete.written()).isSameAs(document);
        return complete.whole();
    }

    private static String problems(DocumentCompletion completion, JsonNode document) {
        RequestDocument complete = completion.tryComplete(document);
        assertThat(complete.problems()).isNotEmpty();
        return complete.problems().stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }

    // --- templates

    @Test
    void valuesFillTheTextsOfTheTemplate() {
        JsonNode whole = whole(
                completion(), teaser("{\"subject\": \"A fox\", \"time\": \"dusk\", \"seconds\": 5, \"shot\": 7}"));

        assertThat(whole).isEqualTo(json("""
                        {"request_id": "a-1", "provider": "value", "metadata": {"project": "teasers", "shot": "7"},
                         "input": {"mode": "text-to-video", "prompt": "A fox at dusk, cinematic", "duration": 5,
                                   "style": "anime"}}"""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "\"5\""})
    void aFieldThatTakesANumberHasOneWhateverTheValueIsWrittenAs(String seconds) {
        JsonNode whole =
                whole(completion(), teaser("{\"subject\":1,\"time\":2,\"shot\":true,\"seconds\":" + seconds + "}"));

        assertThat(whole.at("/input/duration").isNumber()).isTrue();
        assertThat(whole.at("/input/duration").intValue()).isEqualTo(5);
        assertThat(whole.at("/input/prompt").textValue()).isEqualTo("1 at 2, cinematic");
        assertThat(whole.at("/metadata/shot").textValue()).isEqualTo("true");
    }

    @Test
    void whatIsNoNumberStaysATextForTheRulesToRefuse() {
        JsonNode whole = whole(
                completion(),
                teaser("{\"subject\":\"a\",\"time\":\"b\",\"shot\":\"c\",\"seconds\":\"5, \\\"seed\\\": 1\"}"));

        assertThat(whole.at("/input/duration").textValue()).isEqualTo("5, \"seed\": 1");
        assertThat(whole.at("/input").has("seed")).isFalse();
    }

    /** No value is a structure, an expression, or looked at again. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{time}}",
                "{{subject}}",
                "{{env:HOME}}",
                "${body}",
                "$simple{body}",
                "$1 \\\\1 $0",
                "\\\", \\\"provider\\\": \\\"official\\\", \\\"x\\\": \\\"",
                "}}{{",
                "{\\\"a\\\": [1]}",
                "\\u0000\\u202e"
            })
    void aValueStaysWhatItIs(String value) {
        JsonNode document = teaser(
                "{\"subject\": \"" + value + "\", \"time\": \"dusk\", \"seconds\": 5, \"shot\": \"" + value + "\"}");
        String said = document.at("/values/subject").textValue();

        JsonNode whole = whole(completion(), document);

        assertThat(whole.at("/input/prompt").textValue()).isEqualTo(said + " at dusk, cinematic");
        assertThat(whole.at("/metadata/shot").textValue()).isEqualTo(said);
        assertThat(whole.size()).isEqualTo(4);
        assertThat(whole.path("provider").textValue()).isEqualTo("value");
    }

    @Test
    void namesOfFieldsAreNeverFilled() throws IOException {
        Files.writeString(
                folder.resolve("names.json"),
                "{\"input\": {\"mode\": \"text-to-video\", \"{{field}}\": \"{{field}}\"}, \"metadata\": {\"{{field}}\": \"x\"}}");

        JsonNode whole = whole(completion(), json("{\"template\": \"names\", \"values\": {\"field\": \"prompt\"}}"));

        assertThat(whole.at("/input").has("prompt")).isFalse();
        assertThat(whole.at("/input/{{field}}").textValue()).isEqualTo("prompt");
        assertThat(whole.at("/metadata").has("{{field}}")).isTrue();
    }

    @Test
    void whatTheRequestSaysItselfCountsMoreThanItsTemplate() {
        ObjectNode document = (ObjectNode) json("""
                {"template": "teaser", "values": {"time": "dawn", "shot": "7"}, "provider": "auto",
                 "metadata": {"project": "mine", "more": "x"},
                 "input": {"prompt": "My {{own}} words", "duration": 3, "seed": 1}}""");

        JsonNode whole = whole(completion("duration", "9", "provider", "official", "seed", "5"), document);

        assertThat(whole).isEqualTo(json("""
                        {"provider": "auto", "metadata": {"project": "mine", "more": "x", "shot": "7"},
                         "input": {"mode": "text-to-video", "prompt": "My {{own}} words", "duration": 3, "seed": 1,
                                   "style": "anime"}}"""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"time": "a", "shot": "b"}                                             | values.seconds is missing; the template teaser needs it
            {"time": "a", "shot": "b"}                                             | values.subject is missing; the template teaser needs it
            {"subjct": "a", "time": "b", "shot": "c", "seconds": 5}                | values.subjct is no placeholder of the template teaser; did you mean subject? Known there: seconds, shot, subject, time
            {"subject": {"a": 1}, "time": "b", "shot": "c", "seconds": 5}          | values.subject is a structure; it must be a text, a number or a flag
            {"subject": ["a"], "time": "b", "shot": "c", "seconds": 5}             | values.subject is a structure; it must be a text, a number or a flag
            {"subject": null, "time": "b", "shot": "c", "seconds": 5}              | values.subject is null; it must be a text, a number or a flag
            {"subject": 1e400, "time": "b", "shot": "c", "seconds": 5}             | values.subject is
            ["a"]                                                                  | values is no object; it must be an object of at most 50 texts, numbers and flags
            "a"                                                                    | values is no object
            """)
    void valuesThatDoNotFitAreNamed(String values, String problem) {
        assertThat(problems(completion(), teaser(values))).contains(problem);
    }

    @Test
    void valuesAreBounded() {
        String many =
                IntStream.range(0, 51).mapToObj(i -> "\"v" + i + "\": 1").collect(Collectors.joining(",", "{", "}"));
        String longest = "{\"time\": \"" + "a".repeat(5_001) + "\"}";

        assertThat(problems(completion(), teaser(many))).contains("values is an object of 51");
        assertThat(problems(completion(), teaser(longest)))
                .contains("values.time is a text of 5001 characters; it must have at most 5000");
    }

    @Test
    void aTemplateThatRepeatsAValueDoesNotMakeARequestOutOfBounds() throws IOException {
        String places = "{{a}}".repeat(1_000);
        Files.writeString(folder.resolve("many.json"), "{\"input\": {\"prompt\": \"" + places + "\"}}");
        JsonNode document = json("{\"template\": \"many\", \"values\": {\"a\": \"" + "b".repeat(5_000) + "\"}}");

        assertThat(problems(completion(), document)).contains("values is too long for the places");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "teasr"          | template is "teasr", which is not there; did you mean teaser? Known: teaser
            "../secret"      | template is "../secret"; it must be 1 to 100 letters, digits
            "a/../teaser"    | template is "a/../teaser"; it must be
            "..\\\\secret"   | it must be 1 to 100 letters
            "/etc/passwd"    | it must be 1 to 100 letters
            "teaser\\u0000"  | it must be 1 to 100 letters
            "${body}"        | it must be 1 to 100 letters
            "{{env:HOME}}"   | it must be 1 to 100 letters
            ""               | it must be 1 to 100 letters
            7                | template is no text; it must be the name of a template, without .json
            null             | template is no text
            {}               | template is no text
            """)
    void aTemplateThatCantBeHadIsNamed(String name, String problem) throws IOException {
        Files.writeString(home.resolve("secret.json"), TEASER);

        assertThat(problems(completion(), json("{\"template\": " + name + "}"))).contains(problem);
    }

    @Test
    void valuesWithoutATemplateAreTold() {
        assertThat(problems(completion(), json("{\"input\": {\"mode\": \"text-to-video\"}, \"values\": {}}")))
                .isEqualTo(
                        "template is missing, and there are values; it must be the name of a template, without .json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            [1]                                        | no JSON object; it must be a request document
            {"input": {}                               | must be one JSON object in UTF-8
            ~~                                         | is empty; it must be one JSON object in UTF-8
            {"input": {}, "request_id": "a"}           | one with request_id; it must be a request document without request_id, template, values
            {"input": {}, "template": "teaser"}        | one with template
            {"input": {}, "values": {}}                | one with values
            {"input": {"prompt": "{{a b}}"}}           | one with a text in which {{ begins no placeholder
            {"input": {"prompt": "{{}}"}}              | one with a text in which {{ begins no placeholder
            """)
    void aBrokenTemplateIsExplained(String content, String problem) throws IOException {
        Files.writeString(folder.resolve("broken.json"), content);

        assertThat(problems(completion(), json("{\"template\": \"broken\"}")))
                .startsWith("template is broken, and broken.json in vidu.templates.directory is ")
                .contains(problem);
    }

    @Test
    void aTemplateIsNoLargerThanARequest() throws IOException {
        Files.writeString(folder.resolve("large.json"), "{\"a\": \"" + "x".repeat(300_000) + "\"}");

        assertThat(problems(completion(), json("{\"template\": \"large\"}")))
                .contains("large.json in vidu.templates.directory is longer than 262144 bytes");
    }

    @Test
    void noLinkLeadsOutOfTheFolder() throws IOException {
        Path secret = Files.writeString(home.resolve("secret.json"), TEASER);
        Files.createSymbolicLink(folder.resolve("out.json"), secret);
        Files.createSymbolicLink(folder.resolve("gone.json"), home.resolve("nowhere"));
        Files.createDirectories(folder.resolve("folder.json"));

        assertThat(problems(completion(), json("{\"template\": \"out\"}"))).contains("no link out of the folder");
        assertThat(problems(completion(), json("{\"template\": \"gone\"}"))).contains("which is not there");
        assertThat(problems(completion(), json("{\"template\": \"folder\"}"))).contains("no file of this folder");
    }

    /** As Kubernetes mounts a ConfigMap. */
    @Test
    void aLinkWithinTheFolderIsFollowed() throws IOException {
        Files.createDirectories(folder.resolve("..data"));
        Files.move(folder.resolve("teaser.json"), folder.resolve("..data/teaser.json"));
        Files.createSymbolicLink(folder.resolve("teaser.json"), Path.of("..data/teaser.json"));

        JsonNode document = teaser("{\"subject\": \"a\", \"time\": \"b\", \"seconds\": 5, \"shot\": 7}");

        assertThat(whole(completion(), document).at("/input/prompt").textValue())
                .startsWith("a at b");
    }

    @Test
    void aNewTemplateAndAChangedOneNeedNoRestart() throws IOException {
        DocumentCompletion completion = completion();
        JsonNode document = json("{\"template\": \"late\"}");
        assertThat(problems(completion, document)).contains("which is not there");

        Files.writeString(folder.resolve("late.json"), "{\"input\": {\"prompt\": \"one\"}}");
        assertThat(whole(completion, document).at("/input/prompt").textValue()).isEqualTo("one");
        Files.writeString(folder.resolve("late.json"), "{\"input\": {\"prompt\": \"two\"}}");
        assertThat(whole(completion, document).at("/input/prompt").textValue()).isEqualTo("two");
    }

    @Test
    void aFolderThatIsNotThereHasNoTemplates() throws IOException {
        Files.delete(folder.resolve("teaser.json"));
        Files.delete(folder);

        assertThat(problems(completion(), json("{\"template\": \"teaser\"}")))
                .contains("there is none in vidu.templates.directory");
    }

    @Test
    void aTemplateThatCantBeReadNowIsWaitedFor() throws IOException {
        Path loop = folder.resolve("loop.json");
        Files.createSymbolicLink(loop, loop);
        JsonNode document = json("{\"template\": \"loop\"}");

        assertThat(completion().tryComplete(document).isPending()).isTrue();
        assertThatThrownBy(() -> completion().complete(document)).isInstanceOf(FileSystemException.class);
    }

    @Test
    void whatIsFromTheTemplateIsKnownAsSuch() {
        RequestDocument complete = completion("resolution", "720p")
                .tryComplete(teaser("{\"subject\": \"a\", \"time\": \"b\", \"seconds\": 50, \"shot\": 7}"));

        assertThat(complete.origins())
                .containsEntry("input.duration", "from the template teaser")
                .containsEntry("input.resolution", "from vidu.defaults.resolution")
                .doesNotContainKey("request_id");
    }

    // --- defaults

    @Test
    void aDocumentThatLeavesNothingToDefaultsIsTheSame() {
        JsonNode document = json("{\"input\": {\"mode\": \"text-to-video\", \"prompt\": \"p\", \"duration\": 3}}");

        assertThat(whole(completion(), document)).isSameAs(document);
        assertThat(whole(completion("duration", "5"), document)).isSameAs(document);
    }

    @Test
    void whatIsLeftOutHasTheDefault() {
        DocumentCompletion completion = completion(
                "mode",
                "turbo-text-to-video",
                "duration",
                "5",
                "resolution",
                "720p",
                "style",
                "anime",
                "aspect-ratio",
                "9:16",
                "movement",
                "small",
                "sound",
                "false",
                "bgm",
                "true",
                "seed",
                "-1",
                "provider",
                "value",
                "project",
                "harbour");

        assertThat(whole(completion, json("{\"input\": {\"prompt\": \"p\"}}"))).isEqualTo(json("""
                        {"input": {"prompt": "p", "mode": "turbo-text-to-video", "duration": 5, "resolution": "720p",
                                   "style": "anime", "aspect_ratio": "9:16", "movement": "small", "sound": false,
                                   "bgm": true, "seed": -1},
                         "provider": "value", "metadata": {"project": "harbour"}}"""));
    }

    @Test
    void whatTheModeForbidsIsLeftOut() {
        DocumentCompletion completion = completion("style", "anime", "aspect-ratio", "16:9", "duration", "5");

        JsonNode whole = whole(
                completion,
                json("{\"input\": {\"mode\": \"image-to-video\", \"image_urls\": [\"https://a.b/c.png\"]}}"));

        assertThat(whole)
                .isEqualTo(json("{\"input\": {\"mode\": \"image-to-video\", \"image_urls\": [\"https://a.b/c.png\"],"
                        + " \"duration\": 5}}"));
    }

    @Test
    void whatTheRequestSaysItselfIsStillForTheRulesToRefuse() {
        JsonNode document = json("{\"input\": {\"mode\": \"image-to-video\", \"style\": \"anime\", \"duration\": 20}}");

        assertThat(whole(completion("duration", "5", "style", "general"), document))
                .isEqualTo(document);
    }

    @Test
    void aProjectIsOneEntryMoreOnlyIfThereIsRoom() {
        String ten =
                IntStream.range(0, 10).mapToObj(i -> "\"m" + i + "\": \"x\"").collect(Collectors.joining(","));
        JsonNode full =
                json("{\"metadata\": {" + ten + "}, \"input\": {\"mode\": \"text-to-video\", \"prompt\": \"p\"}}");
        DocumentCompletion completion = completion("project", "harbour");

        assertThat(whole(completion, full)).isEqualTo(full);
        assertThat(whole(completion, json("{\"metadata\": {\"a\": \"b\"}, \"input\": {}}"))
                        .at("/metadata/project")
                        .asText())
                .isEqualTo("harbour");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "7", "\"x\"", "{}", "{\"input\": 7}", "{\"input\": null, \"metadata\": 7}"})
    void whatIsNoRequestStaysSo(String document) {
        JsonNode parsed = json(document);

        assertThat(whole(completion("mode", "text-to-video", "project", "a", "provider", "value"), parsed))
                .isEqualTo(parsed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            duration   | 20           | vidu.defaults.duration is 20; it must be a whole number of seconds from 1 to 16
            duration   | long         | vidu.defaults.duration is long; it must be a whole number of seconds from 1 to 16
            mode       | video        | vidu.defaults.mode is video; it must be text-to-video, image-to-video
            sound      | yes          | vidu.defaults.sound is yes; it must be true or false
            seed       | -2           | vidu.defaults.seed is -2; it must be a whole number from -1 to 2147483647
            style      | noir         | vidu.defaults.style is noir; it must be general or anime
            aspect-ratio | 2:1        | vidu.defaults.aspect-ratio is 2:1; it must be 16:9
            """)
    void aDefaultThatNoRequestCouldHaveStopsTheStart(String field, String value, String message) {
        assertThatThrownBy(() -> completion(field, value))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void everyWrongDefaultIsNamedAtOnce() {
        assertThatThrownBy(() -> completion(
                        Stream.of("duration", "0", "project", "x".repeat(201)).toArray(String[]::new)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("vidu.defaults.duration is 0")
                .hasMessageContaining("vidu.defaults.project is xxx");
    }
}
