package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.fixture.Retries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The gateway is stopped, perhaps because of it, while requests wait for a place that can't be written. */
class StopInTroubleTest extends FaultTest {

    private Retries retries;

    @BeforeEach
    void countRetries() {
        retries = Retries.of(context());
    }

    private static void block(Path folder) throws Exception {
        Files.delete(folder);
        Files.writeString(folder, "not a folder");
    }

    private List<String> states() throws Exception {
        return journal().query("SELECT state FROM vidu_task");
    }

    private void assertStays(String name) throws Exception {
        stopContext();
        assertThat(names(inbox())).containsExactly(name);
    }

    private JsonNode doneAfterAStart(String name) throws Exception {
        startAgain();
        JsonNode report = awaitDone(name);
        assertThat(names(deadLetters())).isEmpty();
        assertThat(ledger().calls().get("generateTask").total()).isEqualTo(1);
        return report;
    }

    @Test
    void whatWaitsForTheJournalStays() throws Exception {
        journal().refuseStates("RECEIVED");
        drop("shot.json", request("first"));
        retries.awaitMore(2);

        assertStays("shot.json");

        assertThat(names(deadLetters())).isEmpty();
        journal().accept();
        doneAfterAStart("shot.json");
    }

    @Test
    void theIdOfATaskThatCouldNotBeRecordedYetIsNotForgotten() throws Exception {
        journal().refuseStates("RUNNING");
        drop("shot.json", request("first"));
        retries.awaitMore(2);

        assertStays("shot.json");

        assertThat(names(deadLetters())).isEmpty();
        journal().accept();
        doneAfterAStart("shot.json");
    }

    @Test
    void whatIsStoredRemainsSoIfItsReportCouldNotBeWrittenYet() throws Exception {
        block(done());
        drop("shot.json", request("first"));
        await().until(() -> states().contains("STORED"));
        retries.awaitMore(1);

        assertStays("shot.json");

        assertThat(states()).containsExactly("STORED");
        assertThat(names(deadLetters())).isEmpty();
        Files.delete(done());
        doneAfterAStart("shot.json");
    }

    @Test
    void aDeadLetterThatCouldNotBeWrittenYetSaysTheSameLater() throws Exception {
        block(deadLetters());
        drop("shot.json", request("violent sandbox:fail=CONTENT_VIOLATION"));
        await().until(() -> states().contains("FAILED"));
        retries.awaitMore(1);

        assertStays("shot.json");

        Files.delete(deadLetters());
        startAgain();
        assertThat(awaitDeadLetter("shot.json").at("/failure/code").asText()).isEqualTo("CONTENT_VIOLATION");
        assertThat(ledger().calls().get("generateTask").total()).isEqualTo(1);
    }
}
