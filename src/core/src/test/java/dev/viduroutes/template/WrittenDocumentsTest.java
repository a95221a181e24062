package dev.viduroutes.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.request.Admission;
import dev.viduroutes.request.Documents;
import dev.viduroutes.request.RequestSchema;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema says of a document as people write it what the gateway does: editors check by it. */
class WrittenDocumentsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EVERY_FIELD = """
            {"request_id": "a", "model": "vidu-q3", "account": "default", "metadata": {"project": "p"}, "provider": "value",
             "template": "turn", "values": {"who": "She", "seconds": 5, "loud": true}, "image_files": ["b.png"],
             "input": {"mode": "image-to-video"}}""";

    @TempDir
    private Path home;

    private RequestSchema schema;
    private DocumentCompletion completion;
    private Admission admission;

    @BeforeEach
    void prepare() throws IOException {
        Path folder = Files.createDirectories(home.resolve("templates"));
        Files.writeString(folder.resolve("turn.json"), """
                {"image_files": ["a.png"], "input": {"mode": "image-to-video", "prompt": "{{who}} turns",
                 "duration": "{{seconds}}", "sound": "{{loud}}"}}""");
        Files.writeString(
                folder.resolve("plain.json"), "{\"input\": {\"mode\": \"text-to-video\", \"prompt\": \"A lake\"}}");
        Settings settings = TestSettings.with("vidu.templates.directory", folder.toString());
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            schema = RequestSchema.read(context, settings);
        }
        completion = new DocumentCompletion(
                new Templates(settings, schema, new Documents(settings)), new RequestDefaults(settings, schema));
        admission = new Admission(schema, settings, Clock.systemUTC());
    }

    private boolean isTaken(JsonNode document) throws IOException {
        return admission.isAdmissible(completion.complete(document));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                EVERY_FIELD,
                "{\"template\": \"plain\"}",
                "{\"template\": \"plain\", \"values\": {}}",
                "{\"template\": \"plain\", \"input\": {\"duration\": 5}}",
                "{\"template\": \"turn\", \"values\": {\"who\": \"\", \"seconds\": \"5\", \"loud\": \"true\"}}",
                "{\"template\": \"turn\", \"values\": {\"who\": \"x\", \"seconds\": 5, \"loud\": true},"
                        + " \"input\": {\"mode\": \"turbo-image-to-video\"}}",
                "{\"input\": {\"mode\": \"text-to-video\", \"prompt\": \"A lake\"}}",
                "{\"image_files\": [\"a.png\"], \"input\": {\"mode\": \"image-to-video\"}}",
                "{\"input\": {\"mode\": \"image-to-video\", \"image_urls\": [\"s3://bucket/a.png\"]}}",
            })
    void whatItAllowsIsTaken(String text) throws IOException {
        JsonNode document = JSON.readTree(text);

        assertThat(schema.problems(document)).isEmpty();
        assertThat(completion.complete(document).problems()).isEmpty();
        assertThat(isTaken(document)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"values\": {}}",
                "{\"values\": {}, \"input\": {\"mode\": \"text-to-video\", \"prompt\": \"A lake\"}}",
                "{\"template\": 5}",
                "{\"template\": \"../plain\"}",
                "{\"template\": \"plain\", \"values\": []}",
                "{\"template\": \"turn\", \"values\": {\"who\": {\"a\": 1}, \"seconds\": 5, \"loud\": true}}",
                "{\"template\": \"turn\", \"values\": {\"who\": null, \"seconds\": 5, \"loud\": true}}",
                "{\"template\": \"turn\", \"values\": {\"w o\": \"x\", \"seconds\": 5, \"loud\": true}}",
                "{\"template\": \"plain\", \"tempalte\": \"plain\"}",
                "{\"template\": \"plain\", \"input\": {\"duration\": 20}}",
                "{\"template\": \"plain\", \"input\": \"x\"}",
                "{\"template\": \"plain\", \"meta\": {}}",
                "{\"template\": \"plain\", \"account\": \"Not/A_name\"}",
                "{\"template\": \"plain\", \"image_files\": [\"../a.png\"], \"input\": {\"mode\": \"image-to-video\"}}",
                "{\"template\": \"plain\", \"image_files\": [\"a.png\"], \"input\": {\"mode\": \"text-to-video\"}}",
                "{\"input\": {}}",
                "{\"input\": {\"mode\": \"text-to-video\"}}",
                "{\"input\": {\"mode\": \"image-to-video\"}}",
                "{\"image_files\": [\"a.png\"], \"input\": {\"mode\": \"image-to-video\","
                        + " \"image_urls\": [\"https://a.example/b.png\"]}}",
            })
    void whatItForbidsIsRefused(String text) throws IOException {
        JsonNode document = JSON.readTree(text);

        assertThat(schema.problems(document)).isNotEmpty();
        assertThat(isTaken(document)).isFalse();
    }

    /** But those that it knows only to refuse them. */
    @Test
    void noFieldIsMissingFromTheseTests() throws IOException {
        Set<String> fields = new TreeSet<>();
        JsonNode rules = JSON.readTree(Path.of("config/request.schema.json").toFile());
        rules.path("properties").properties().forEach(field -> {
            if (!field.getValue().has("not")) {
                fields.add(field.getKey());
            }
        });
        Set<String> used = new TreeSet<>();
        JSON.readTree(EVERY_FIELD).fieldNames().forEachRemaining(used::add);

        assertThat(used).isEqualTo(fields);
    }
}
