package dev.viduroutes.jms;

import static dev.viduroutes.fault.Promptly.promptly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Batches from a queue of a broker, and what their senders hear of them, whatever protocol they speak. */
abstract class QueueBatchSuite extends QueueTest {

    private static final String TABLE = "text/csv; charset=utf-8";

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.batch.row-outcomes", "true");
    }

    /**
     * @param name of the batch; empty for none
     * @return where its sender wants to hear of it
     */
    abstract Queue send(String body, String contentType, String name) throws Exception;

    private Queue send(String body, String contentType) throws Exception {
        return send(body, contentType, "");
    }

    /** @return what is told until the batch has its outcome, that last */
    private List<JsonNode> receiveAll(Queue replies) throws Exception {
        List<JsonNode> told = new ArrayList<>();
        do {
            told.add(json(receive(replies)));
        } while (!told.get(told.size() - 1).has("rows"));
        return told;
    }

    @Test
    void aBatchIsAnsweredWithItsOutcomeAndThoseOfItsRows() throws Exception {
        Queue replies = send("mode,prompt,duration\ntext-to-video,queued[1],2\ntext-to-video,queued[2],99\n", TABLE);

        List<JsonNode> told = receiveAll(replies);

        JsonNode whole = told.get(2);
        assertThat(told.subList(0, 2))
                .extracting(row -> row.path("state").asText())
                .containsExactlyInAnyOrder("STORED", "FAILED");
        assertThat(whole.path("state").asText()).isEqualTo("DONE");
        assertThat(whole.path("rows").asInt()).isEqualTo(2);
        assertThat(whole.path("stored").asInt()).isEqualTo(1);
        assertThat(whole.path("billed_seconds").asInt()).isEqualTo(2);
        assertThat(whole.at("/failed_rows/0/row").asInt()).isEqualTo(2);
        assertThat(whole.at("/failed_rows/0/code").asText()).isEqualTo("INVALID_REQUEST");
        assertThat(whole.path("batch").asText()).hasSize(64);
        assertThat(home.resolve("batches/done"))
                .isDirectoryContaining(file -> file.toString().endsWith(".report.csv"));
        await().until(() -> count(requests) == 0);
        assertThat(count(dead)).isZero();
        await().until(() -> names(home.resolve("tmp")).isEmpty());
        assertNothingIsLeft();
    }

    @Test
    void aBatchThatAStopInterruptsComesAgainAndPaysForNothingTwice() throws Exception {
        Queue replies = send(
                "mode,prompt,duration\ntext-to-video,again[1] sandbox:fast,2\ntext-to-video,again[2] sandbox:never,2\n",
                TABLE);
        await().until(() -> journal().query("SELECT state FROM vidu_task").contains("STORED")
                && !ledger().tasksFor("again[2]").isEmpty());

        promptly(this::stopContext);
        assertThat(count(requests)).isEqualTo(1);
        startAgain();
        sandbox.finish("again[2]");

        List<JsonNode> told = receiveAll(replies);
        assertThat(told.get(told.size() - 1).path("stored").asInt()).isEqualTo(2);
        assertThat(ledger().submitsFor("again[1]")).isEqualTo(1);
        assertThat(ledger().submitsFor("again[2]")).isEqualTo(1);
        await().until(() -> count(requests) == 0);
    }

    @Test
    void aBatchThatIsSentTwiceUnderOneNameIsPaidOnce() throws Exception {
        String batch = "mode,prompt,duration\ntext-to-video,twice[1],2\ntext-to-video,twice[2],2\n";

        for (int i = 0; i < 2; i++) {
            List<JsonNode> told = receiveAll(send(batch, TABLE, "march"));
            assertThat(told.get(told.size() - 1).path("stored").asInt()).isEqualTo(2);
        }

        assertThat(ledger().submitsFor("twice")).isEqualTo(2);
    }

    @Test
    void aJsonObjectAsPlainTextIsARequestAsItWas() throws Exception {
        assertThat(json(receive(send(request("plain"), "text/plain")))
                        .path("request_id")
                        .asText())
                .isNotEmpty();
    }

    @Test
    void whatIsNoBatchIsADeadLetterAsItWas() throws Exception {
        Queue replies = send("mode,promt\nx,y\n", "text/csv");

        Message deadLetter = receiveDeadLetter();

        assertThat(deadLetter.getBody(String.class)).isEqualTo("mode,promt\nx,y\n");
        assertThat(deadLetter.getStringProperty("vidu_reason_code")).isEqualTo("INVALID_REQUEST");
        assertThat(json(receive(replies)).at("/failure/message").asText())
                .contains("promt is not a known column")
                .contains("did you mean prompt?");
        await().until(() -> names(home.resolve("tmp")).isEmpty());
        assertThat(ledger().submits()).isEmpty();
        assertNothingIsLeft();
    }
}
