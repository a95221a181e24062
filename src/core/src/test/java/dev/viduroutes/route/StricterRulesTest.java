package dev.viduroutes.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.sandbox.Ledger;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What was admitted before the rules of admission became stricter, and comes again after that. */
class StricterRulesTest extends GatewayTest {

    private static final String RUNNING = "running sandbox:never";
    private static final String DURATION = "input.duration is 2; it must be a whole number of seconds from 1 to 16";
    private static final String MODEL = "model is \"vidu-q3\"; it must be left out or vidu-q4";

    private final Properties differently = new Properties();

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.submit.uncertain", "resubmit");
        settings.setProperty("vidu.submit.grace", ledger().calls().isEmpty() ? "1h" : "300ms");
        settings.putAll(differently);
    }

    @Test
    void whatWasSentIsNotRefusedSinceTheSchemaForbidsItNow() throws Exception {
        leaveBehind("");
        differently.setProperty("vidu.request.schema", "file:" + schemaOfOneSecond());

        startAgain();

        assertWhatWasSentIsGoneOnWith();
        assertRefused("received.json", DURATION);
        assertOthersAreRefused("", DURATION);
    }

    @Test
    void whatWasSentIsNotRefusedSinceTheSettingsNameAnotherModelThanItNow() throws Exception {
        String model = "\"model\": \"vidu-q3\", ";
        leaveBehind(model);
        differently.setProperty("vidu.api.model", "vidu-q4");

        startAgain();

        assertWhatWasSentIsGoneOnWith();
        assertRefused("received.json", MODEL);
        assertOthersAreRefused(model, MODEL);
        drop("another-model.json", named("running", "\"model\": \"vidu-q2\", ", RUNNING));
        assertRefused("another-model.json", MODEL.replace("vidu-q3", "vidu-q2"));
    }

    /** One request is settled and comes again, one runs, of one the answer was lost, and one was not sent yet. */
    private void leaveBehind(String field) throws Exception {
        drop("settled.json", named("settled", field, "settled"));
        awaitDone("settled.json");
        drop("running.json", named("running", field, RUNNING));
        drop("lost.json", named("lost", field, "lost sandbox:lost"));
        awaitStates("UNCERTAIN", "RUNNING", "STORED");
        sandbox.rejectKey(true);
        drop("received.json", named("received", field, "received"));
        awaitStates("UNCERTAIN", "RECEIVED", "RUNNING", "STORED");
        stopContext();
        sandbox.rejectKey(false);
        Files.copy(done().resolve("settled.json"), inbox().resolve("settled-again.json"));
    }

    private void assertWhatWasSentIsGoneOnWith() throws Exception {
        sandbox.finish(RUNNING);
        awaitEmptyInbox();
        assertThat(names(deadLetters()))
                .containsExactly("lost.json", "lost.json.reason.json", "received.json", "received.json.reason.json");
        assertThat(awaitDeadLetter("lost.json").at("/failure/code").asText()).isEqualTo("SUBMIT_UNCERTAIN");
        assertThat(ledger().tasksFor("lost")).as("not sent again").hasSize(1);
        for (String name : List.of("running", "settled-again")) {
            JsonNode report = awaitDone(name + ".json");
            String prompt = name.replace("-again", "");
            List<Ledger.Task> tasks = ledger().tasksFor(prompt);
            assertThat(tasks).as(prompt).hasSize(1);
            assertThat(report.path("task_id").asText()).isEqualTo(tasks.get(0).taskId());
            assertThat(report.path("billed_seconds").asInt()).isEqualTo(2);
        }
        assertThat(ledger().submitsFor("received"))
                .as("refused for the key only")
                .isLessThanOrEqualTo(1);
    }

    /** One that nobody knows, and one that has the id of another request. */
    private void assertOthersAreRefused(String field, String problem) throws Exception {
        drop("new.json", named("new", field, "new"));
        drop("foreign.json", named("settled", field, "foreign"));
        assertRefused("new.json", problem);
        JsonNode foreign = assertRefused("foreign.json", problem);
        assertThat(foreign.path("task_id").asText()).isEmpty();
        assertThat(ledger().tasksFor("new")).isEmpty();
        assertThat(ledger().tasksFor("foreign")).isEmpty();
        awaitStates("FAILED", "FAILED", "STORED", "STORED");
        assertThat(names(done())).hasSize(6);
        assertNothingIsLeft();
    }

    private JsonNode assertRefused(String name, String problem) {
        JsonNode reason = awaitDeadLetter(name);
        assertThat(reason.at("/failure/code").asText()).as(name).isEqualTo("INVALID_REQUEST");
        assertThat(reason.at("/failure/message").asText()).as(name).isEqualTo(problem);
        assertThat(reason.at("/failure/billing").asText()).as(name).isEqualTo("none");
        return reason;
    }

    /** The shipped rules, but for one. */
    private Path schemaOfOneSecond() throws IOException {
        try (InputStream shipped = getClass().getResourceAsStream("/vidu/request.schema.json")) {
            String rules = new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
            return Files.writeString(home.resolve("strict.json"), rules.replace("\"maximum\": 16", "\"maximum\": 1"));
        }
    }

    private static String named(String id, String field, String prompt) {
        return request(id, prompt).replaceFirst("\\{", "{" + field);
    }

    private void awaitStates(String... states) {
        await().untilAsserted(() -> assertThat(journal().query("SELECT state FROM vidu_task ORDER BY request_id"))
                .containsExactly(states));
    }
}
