package dev.viduroutes.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.route.GatewayTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Dead letters of requests that the rules of admission forbid since. */
class ForbiddenDeadLetterTest extends GatewayTest {

    private final Properties differently = new Properties();

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.delivery.attempts", "2");
        settings.setProperty("vidu.retry.failed-tasks", "0");
        settings.putAll(differently);
    }

    private ReplayReport replay(boolean dryRun, boolean force) {
        ReplayOrder order = new ReplayOrder(Set.of(), "", true, dryRun, force);
        return template().requestBody("direct:vidu-replay", order, ReplayReport.class);
    }

    private void writeDeadLetter(String name, String prompt) throws IOException {
        drop(name + ".json", request(prompt));
        awaitDeadLetter(name + ".json");
    }

    @Test
    void aPaidVideoIsFetchedAllTheSameAndNothingIsSubmitted() throws Exception {
        writeDeadLetter("unpaid", "unpaid sandbox:submit=400x1");
        writeDeadLetter("paid", "paid sandbox:not-videox2");
        writeDeadLetter("lost", "lost sandbox:lost");
        stopContext();
        differently.setProperty("vidu.request.schema", "file:" + schemaOfOneSecond());
        startAgain();
        String corrected = ": correct it first: input.duration is 2; it must be a whole number";

        for (boolean force : new boolean[] {false, true}) {
            assertThat(replay(true, force).lines())
                    .anyMatch(line -> line.startsWith("fetch     0 s  DOWNLOAD_FAILED"))
                    .anyMatch(line -> line.startsWith("skip      0 s  REQUEST_REFUSED") && line.contains(corrected))
                    .anyMatch(line -> line.startsWith("skip      0 s  SUBMIT_UNCERTAIN")
                            && line.contains(force ? corrected : "it may have cost money"));
        }
        replay(false, true);

        JsonNode report = awaitDone("paid.json");
        assertThat(report.path("billed_seconds").asInt()).isEqualTo(2);
        assertThat(ledger().submits()).hasSize(3);
        assertThat(names(deadLetters())).hasSize(4);
    }

    @Test
    void whatIsPutBackByHandAndWouldBeSubmittedIsRefusedWithTheReason() throws Exception {
        writeDeadLetter("unpaid", "unpaid sandbox:submit=400x1");
        stopContext();
        differently.setProperty("vidu.request.schema", "file:" + schemaOfOneSecond());
        startAgain();

        Files.delete(deadLetters().resolve("unpaid.json.reason.json"));
        Files.move(deadLetters().resolve("unpaid.json"), inbox().resolve("unpaid.json"));

        JsonNode reason = awaitDeadLetter("unpaid.json");
        assertThat(reason.at("/failure/code").asText()).isEqualTo("INVALID_REQUEST");
        assertThat(reason.at("/failure/billing").asText()).isEqualTo("none");
        assertThat(ledger().submitsFor("unpaid")).isEqualTo(1);
        assertNothingIsLeft();
    }

    /** The shipped rules, but for one. */
    private Path schemaOfOneSecond() throws IOException {
        try (InputStream shipped = getClass().getResourceAsStream("/vidu/request.schema.json")) {
            String rules = new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
            return Files.writeString(home.resolve("strict.json"), rules.replace("\"maximum\": 16", "\"maximum\": 1"));
        }
    }
}
