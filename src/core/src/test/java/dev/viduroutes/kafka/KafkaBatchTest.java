package dev.viduroutes.kafka;

import static dev.viduroutes.fault.Promptly.promptly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Batches as records of a topic. */
class KafkaBatchTest extends KafkaTest {

    private static final Map<String, String> TABLE = Map.of("content-type", "text/csv; charset=utf-8");

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.batch.row-outcomes", "true");
    }

    @Test
    void aBatchBecomesTheOutcomesOfItsRowsThenItsOwnAndACommit() throws Exception {
        send("mode,prompt,duration\ntext-to-video,record[1],2\ntext-to-video,record[2],99\n", TABLE);

        List<ConsumerRecord<byte[], byte[]>> told = receive(outcomes, 3);

        assertThat(told.subList(0, 2))
                .extracting(row -> json(row).path("state").asText())
                .containsExactlyInAnyOrder("STORED", "FAILED");
        JsonNode whole = json(told.get(2));
        assertThat(whole.path("rows").asInt()).isEqualTo(2);
        assertThat(whole.path("stored").asInt()).isEqualTo(1);
        assertThat(whole.path("billed_seconds").asInt()).isEqualTo(2);
        assertThat(whole.at("/failed_rows/0/code").asText()).isEqualTo("INVALID_REQUEST");
        assertThat(header(told.get(2), "vidu_state")).isEqualTo("DONE");
        assertThat(header(told.get(2), "vidu_batch"))
                .isEqualTo(whole.path("batch").asText())
                .hasSize(64);
        awaitCommitted(1);
        assertNothingIsLeft();
    }

    @Test
    void aBatchThatAStopInterruptsComesAgainAndPaysForNothingTwice() throws Exception {
        send(
                "mode,prompt,duration\ntext-to-video,again[1] sandbox:fast,2\ntext-to-video,again[2] sandbox:never,2\n",
                TABLE);
        await().until(() -> journal().query("SELECT state FROM vidu_task").contains("STORED")
                && !ledger().tasksFor("again[2]").isEmpty());

        promptly(this::stopContext);
        assertThat(committed(0)).isZero();
        startAgain();
        sandbox.finish("again[2]");

        awaitCommitted(1);
        assertThat(receiveOutcomes(3))
                .filteredOn(outcome -> outcome.has("rows"))
                .extracting(outcome -> outcome.path("stored").asInt())
                .containsExactly(2);
        assertThat(ledger().submitsFor("again[1]")).isEqualTo(1);
        assertThat(ledger().submitsFor("again[2]")).isEqualTo(1);
    }

    @Test
    void whatIsNoBatchIsADeadLetterAsItWas() throws Exception {
        send("mode,promt\nx,y\n", TABLE);

        ConsumerRecord<byte[], byte[]> deadLetter = receive(dead, 1).get(0);

        assertThat(new String(deadLetter.value())).isEqualTo("mode,promt\nx,y\n");
        assertThat(header(deadLetter, "vidu_reason_code")).isEqualTo("INVALID_REQUEST");
        assertThat(header(deadLetter, "vidu_message")).contains(TABLE.get("content-type"));
        assertThat(receiveOutcomes(1).get(0).at("/failure/message").asText())
                .contains("promt is not a known column")
                .contains("did you mean prompt?");
        awaitCommitted(1);
        assertThat(ledger().submits()).isEmpty();
    }
}
