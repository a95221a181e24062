package dev.viduroutes.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.route.GatewayTest;
import dev.viduroutes.sandbox.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pictures that templates name, and requests with pictures whose template or defaults are others when they come again. */
class TemplatePicturesTest extends GatewayTest {

    private static final String TEASER = """
            {"image_files": ["{{picture}}.png"],
             "input": {"mode": "image-to-video", "prompt": "{{id}}; {{trigger}} {{picture}}", "duration": 2}}""";

    private final Properties differently = new Properties();

    /** What people do to a template while its requests are under way. */
    enum Change {
        GONE(""),
        ANOTHER_PICTURE(TEASER.replace("{{picture}}", "other")),
        MORE_PICTURES(TEASER.replace("\"{{picture}}.png\"", "\"{{picture}}.png\", \"other.png\"")),
        A_PICTURE_THAT_IS_MISSING(TEASER.replace("{{picture}}", "missing")),
        WHAT_IS_NO_PICTURE(TEASER.replace("{{picture}}", "text")),
        A_URL(TEASER.replace("\"image_files\": [\"{{picture}}.png\"],", "")
                .replace("\"duration\"", "\"image_urls\": [\"https://a.b/{{picture}}.png\"], \"duration\"")),
        A_URL_BESIDE(TEASER.replace("\"duration\"", "\"image_urls\": [\"https://a.b/{{picture}}.png\"], \"duration\"")),
        NONE(TEASER.replace("\"image_files\": [\"{{picture}}.png\"],", "").replace("image-to", "text-to")),
        BROKEN("{\"image_files\"");

        private final String template;

        Change(String template) {
            this.template = template;
        }

        void make(Path file) throws IOException {
            if (template.isEmpty()) {
                Files.delete(file);
            } else {
                Files.writeString(file, template);
            }
        }
    }

    @Override
    protected void configure(Properties settings) {
        settings.setProperty(
                "vidu.templates.directory", home.resolve("templates").toString());
        settings.setProperty("vidu.intake.file.incomplete-wait", "100ms");
        settings.putAll(differently);
    }

    private Path teaserFile() throws IOException {
        return Files.createDirectories(home.resolve("templates")).resolve("teaser.json");
    }

    private void dropPictures() throws IOException {
        drop("start.png", TestPictures.png(320, 180, 1));
        drop("other.png", TestPictures.png(320, 180, 2));
        drop("text.png", "no picture".getBytes());
    }

    private static String teaser(String id, String trigger) {
        return """
                {"request_id": "%s", "template": "teaser", "values": {"picture": "start", "id": "%s", "trigger": "%s"}}""".formatted(id, id, trigger);
    }

    /** One is settled, one was refused after it was submitted, one runs. */
    private void leaveBehind(String settled, String refused, String running) throws Exception {
        drop("settled.json", settled);
        awaitDone("settled.json");
        drop("refused.json", refused);
        awaitDeadLetter("refused.json");
        drop("running.json", running);
        await().untilAsserted(() -> assertThat(journal().query("SELECT state FROM vidu_task ORDER BY request_id"))
                .containsExactly("FAILED", "RUNNING", "STORED"));
        stopContext();
        drop("settled-again.json", settled);
        drop("refused-again.json", refused);
    }

    /** Each is told what became of it, and none is paid again. */
    private void assertKnown() throws Exception {
        sandbox.finish("running;");
        for (String name : List.of("settled-again", "running")) {
            assertThat(awaitDone(name + ".json").path("task_id").asText())
                    .as(name)
                    .isEqualTo(onlyTask(name).taskId());
        }
        JsonNode refused = awaitDeadLetter("refused-again.json");
        assertThat(refused.path("task_id").asText())
                .isEqualTo(onlyTask("refused").taskId());
        assertThat(refused.at("/failure/code").asText()).isEqualTo("CONTENT_VIOLATION");
        assertThat(names(deadLetters())).noneMatch(name -> name.startsWith("running") || name.startsWith("settled"));
    }

    private Ledger.Task onlyTask(String name) {
        List<Ledger.Task> tasks = ledger().tasksFor(name.replace("-again", "") + ";");
        assertThat(tasks).as(name).hasSize(1);
        return tasks.get(0);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasPaidIsKnownWhateverItsTemplateNamesByThen(Change change) throws Exception {
        Files.writeString(teaserFile(), TEASER);
        dropPictures();
        leaveBehind(
                teaser("settled", ""),
                teaser("refused", "sandbox:fail=CONTENT_VIOLATION"),
                teaser("running", "sandbox:never"));
        change.make(teaserFile());

        startAgain();

        assertKnown();
    }

    /** A picture of the request's own, beside a template for the rest. */
    private static String own(String id, String trigger) {
        return teaser(id, trigger).replace("\"template\"", "\"image_files\": [\"%s.png\"], \"template\"".formatted(id));
    }

    @ParameterizedTest
    @EnumSource
    void whatWasPaidWithAPictureOfItsOwnIsKnownToo(Change change) throws Exception {
        Files.writeString(teaserFile(), TEASER);
        dropPictures();
        for (String id : List.of("settled", "refused", "running")) {
            drop(id + ".png", TestPictures.png(200, 200, id.length()));
        }
        leaveBehind(
                own("settled", ""), own("refused", "sandbox:fail=CONTENT_VIOLATION"), own("running", "sandbox:never"));
        change.make(teaserFile());

        startAgain();

        assertKnown();
    }

    @Test
    void whatWasPaidIsKnownWhateverTheDefaultsAreByThen() throws Exception {
        Files.writeString(teaserFile(), TEASER.replace("\"mode\": \"image-to-video\", ", ""));
        differently.setProperty("vidu.defaults.mode", "image-to-video");
        stopContext();
        startAgain();
        dropPictures();
        leaveBehind(
                teaser("settled", ""),
                teaser("refused", "sandbox:fail=CONTENT_VIOLATION"),
                teaser("running", "sandbox:never"));
        differently.setProperty("vidu.defaults.mode", "text-to-video");

        startAgain();

        assertKnown();
    }

    @Test
    void aPictureThatATemplateNamesStaysForTheNextRequestThatUsesIt() throws Exception {
        Files.writeString(teaserFile(), TEASER.replace("{{picture}}.png", "start.png"));
        dropPictures();
        drop("first.json", teaser("first", ""));
        awaitDone("first.json");
        drop("refused.json", teaser("refused", "sandbox:fail=CONTENT_VIOLATION"));
        awaitDeadLetter("refused.json");
        drop("own.json", """
                {"image_files": ["start.png", "other.png"], "input": {"mode": "image-to-video", "prompt": "own;", "duration": 2}}""");
        awaitDone("own.json");

        drop("second.json", teaser("second", ""));

        assertThat(awaitDone("second.json").path("state").asText()).isEqualTo("STORED");
        assertThat(names(inbox())).containsExactly("start.png", "text.png");
        assertThat(names(done().resolve("own.json.images"))).containsExactly("other.png", "start.png");
        assertThat(done().resolve("first.json.images")).doesNotExist();
        assertThat(deadLetters().resolve("refused.json.images")).doesNotExist();
    }
}
