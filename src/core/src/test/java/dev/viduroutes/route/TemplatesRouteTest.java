package dev.viduroutes.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.VideoRequest;
import dev.viduroutes.sandbox.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Templates and defaults on the whole way, also when they are others by the time that a request comes again. */
class TemplatesRouteTest extends GatewayTest {

    private static final String TEASER = """
            {"metadata": {"project": "teasers"},
             "input": {"mode": "text-to-video", "prompt": "{{subject}} at dusk", "duration": "{{seconds}}"}}""";

    private final Properties differently = new Properties();

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.templates.directory", folder().toString());
        settings.putAll(differently);
    }

    private Path folder() {
        return home.resolve("templates");
    }

    private void template(String content) throws IOException {
        Files.createDirectories(folder());
        Files.writeString(folder().resolve("teaser.json"), content);
    }

    private static String teaser(String id, String subject) {
        return """
                {"request_id": "%s", "template": "teaser", "values": {"subject": "%s", "seconds": 3}}""".formatted(id, subject);
    }

    @Test
    void aFileWithATemplateBecomesAVideoAndStaysAsItWasWritten() throws Exception {
        template(TEASER);
        drop("shot.json", teaser("fox-1", "A fox"));

        JsonNode report = awaitDone("shot.json");

        assertThat(report.path("billed_seconds").asInt()).isEqualTo(3);
        assertThat(report.at("/metadata/project").asText()).isEqualTo("teasers");
        assertThat(Files.readString(done().resolve("shot.json"))).isEqualTo(teaser("fox-1", "A fox"));
        assertThat(ledger().lastRequest("A fox at dusk"))
                .contains("\"duration\":3")
                .doesNotContain("template", "values", "teasers");
    }

    @Test
    void hostsNameATemplateToo() throws Exception {
        template(TEASER);

        Outcome outcome = generate(VideoRequest.template("teaser", Map.of("subject", "An owl", "seconds", 9))
                .duration(2));

        assertThat(outcome.isStored()).isTrue();
        assertThat(outcome.billedSeconds()).contains(2);
        assertThat(ledger().tasksFor("An owl at dusk")).hasSize(1);
    }

    @Test
    void aTemplateThatDoesNotFitIsExplainedInTheDeadLetter() throws Exception {
        template(TEASER.replace("\"duration\": \"{{seconds}}\"", "\"duration\": 20"));
        drop("a.json", "{\"template\": \"teaser\", \"values\": {\"subject\": \"A fox\"}}");
        drop("b.json", "{\"template\": \"teaser\"}");
        drop("c.json", "{\"template\": \"traser\"}");

        assertThat(message("a.json"))
                .isEqualTo(
                        "input.duration is 20 (from the template teaser); it must be a whole number of seconds from 1 to 16");
        assertThat(message("b.json")).isEqualTo("values.subject is missing; the template teaser needs it");
        assertThat(message("c.json"))
                .isEqualTo("template is \"traser\", which is not there; did you mean teaser? Known: teaser");
        assertThat(Files.readString(deadLetters().resolve("b.json"))).isEqualTo("{\"template\": \"teaser\"}");
        assertThat(ledger().submitsFor("fox")).isZero();
    }

    private String message(String name) {
        return awaitDeadLetter(name).at("/failure/message").asText();
    }

    @Test
    void whatTheDefaultsSayIsSentAndBilled() {
        differently.setProperty("vidu.defaults.duration", "4");
        differently.setProperty("vidu.defaults.mode", "text-to-video");
        differently.setProperty("vidu.defaults.style", "anime");
        restart();

        Outcome outcome = generate("{\"input\": {\"prompt\": \"by default\"}}");
        Outcome image = generate(Map.of(
                "input",
                Map.of("mode", "image-to-video", "prompt", "an image", "image_urls", List.of("https://a.b/c.png"))));

        assertThat(outcome.billedSeconds()).contains(4);
        assertThat(ledger().lastRequest("by default")).contains("\"style\":\"anime\"");
        assertThat(image.isStored()).isTrue();
        assertThat(ledger().lastRequest("an image")).doesNotContain("style");
    }

    private void restart() {
        stopContext();
        try {
            startAgain();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void whatWasPaidIsGoneOnWithWhenTemplateAndDefaultsAreOthersByThen() throws Exception {
        template(TEASER);
        String running = "running sandbox:never";
        leaveBehind(running);
        differently.setProperty("vidu.defaults.resolution", "1080p");
        template(TEASER.replace("at dusk", "at dawn"));

        startAgain();

        assertGoneOnWith(running);
    }

    @Test
    void whatWasPaidIsGoneOnWithWhenTheTemplateIsGone() throws Exception {
        template(TEASER);
        String running = "running sandbox:never";
        leaveBehind(running);
        Files.delete(folder().resolve("teaser.json"));

        startAgain();

        assertGoneOnWith(running);
        drop("new.json", teaser("new-1", "A new one"));
        assertThat(message("new.json")).contains("there is none in vidu.templates.directory");
    }

    /** One is settled and comes again, one runs. */
    private void leaveBehind(String running) throws Exception {
        drop("settled.json", teaser("settled", "settled"));
        awaitDone("settled.json");
        drop("running.json", teaser("running", running));
        drop("plain.json", request("plain", "plain sandbox:never"));
        await().untilAsserted(() -> assertThat(journal().query("SELECT state FROM vidu_task ORDER BY request_id"))
                .containsExactly("RUNNING", "RUNNING", "STORED"));
        stopContext();
        Files.copy(done().resolve("settled.json"), inbox().resolve("settled-again.json"));
    }

    private void assertGoneOnWith(String running) throws Exception {
        sandbox.finish("running");
        sandbox.finish("plain");
        for (String name : List.of("running", "plain", "settled-again")) {
            List<Ledger.Task> tasks = ledger().tasksFor(name.replace("-again", ""));
            assertThat(awaitDone(name + ".json").path("task_id").asText())
                    .isEqualTo(tasks.get(0).taskId());
            assertThat(tasks).as(name).hasSize(1);
        }
        assertThat(names(deadLetters())).isEmpty();
    }

    @Test
    void aDeadLetterIsSubmittedOnceItsTemplateIsRight() throws Exception {
        template(TEASER.replace("text-to-video", "text-to-vdeo"));
        drop("shot.json", teaser("later", "Later"));
        assertThat(message("shot.json")).contains("(from the template teaser)");

        template(TEASER);
        Files.delete(deadLetters().resolve("shot.json.reason.json"));
        Files.move(deadLetters().resolve("shot.json"), inbox().resolve("shot.json"));

        assertThat(awaitDone("shot.json").path("state").asText()).isEqualTo("STORED");
    }
}
