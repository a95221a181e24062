package dev.viduroutes.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.viduroutes.request.Outcome;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Batches of hosts. */
class DirectBatchTest extends BatchTest {

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.intake.file.enabled", "false");
        settings.setProperty("vidu.batch.on-invalid", "refuse");
        settings.setProperty("vidu.defaults.mode", "text-to-video");
    }

    /** What a host sends, and what says how it is written. */
    private Object generate(Object batch, Map<String, Object> headers) {
        return template().requestBodyAndHeaders("direct:vidu-generate-batch", batch, headers);
    }

    @Test
    void aHostGetsTheOutcomeOfTheWhole() throws Exception {
        BatchOutcome outcome = (BatchOutcome) generate(
                table("host[1]", "host[2] sandbox:fail=CONTENT_VIOLATION"), Map.of("Content-Type", "text/csv"));

        assertThat(outcome)
                .extracting(BatchOutcome::state, BatchOutcome::rows, BatchOutcome::stored, BatchOutcome::failed)
                .containsExactly("DONE", 2L, 1L, 1L);
        assertThat(outcome.failedRows())
                .extracting(FailedRow::row, FailedRow::code)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(2L, "CONTENT_VIOLATION"));
        assertThat(rows(Path.of(outcome.report()))).hasSize(2);
        assertThat(names(home.resolve("tmp"))).isEmpty();
        assertThat(names(deadLetters())).isEmpty();
    }

    @Test
    void textBytesStreamAndFileAreTheSameAndItsNameMakesItKnownAgain() throws Exception {
        byte[] batch = "same[1]\nsame[2]\n".getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(home.resolve("mine.txt"), batch);
        for (Object body : List.of(
                batch, new String(batch, StandardCharsets.UTF_8), new ByteArrayInputStream(batch), file.toFile())) {
            Object outcome = generate(body, Map.of("CamelFileName", "same.txt"));
            assertThat(outcome).isInstanceOf(BatchOutcome.class);
        }
        assertThat(file).hasBinaryContent(batch);
    }

    @Test
    void oneWrongRowRefusesTheWholeBeforeAnythingIsPaid() throws Exception {
        Outcome outcome = (Outcome) generate(
                "mode,prompt,duration\ntext-to-video,fine,2\ntext-to-video,wrong,99\n",
                Map.of("Content-Type", "text/csv"));

        assertThat(outcome.failure().orElseThrow().code()).isEqualTo("INVALID_REQUEST");
        assertThat(outcome.failure().orElseThrow().message()).contains("row 2, input.duration is 99");
        assertThat(ledger().calls()).doesNotContainKey("generateTask");
        assertThat(names(deadLetters())).hasSize(2);
        assertThat(names(home.resolve("tmp"))).isEmpty();
    }

    @Test
    void picturesOfTheFolderAreNotForRowsThatCameOtherwise() throws Exception {
        Files.createDirectories(inbox());
        Files.copy(Path.of("config/samples/harbour.png"), inbox().resolve("theirs.png"));

        BatchOutcome outcome = (BatchOutcome) generate(
                "mode,prompt,image_1,duration\nimage-to-video,guessed,theirs.png,2\n",
                Map.of("Content-Type", "text/csv"));

        assertThat(outcome.failedRows()).extracting(FailedRow::code).containsExactly("INVALID_IMAGE");
        assertThat(ledger().tasksFor("guessed")).isEmpty();
        assertThat(names(inbox())).containsExactly("theirs.png");
    }

    @Test
    void whatNobodyNamesIsRefusedWithWhatWouldBeRight() {
        assertThatThrownBy(() -> generate("a", Map.of()))
                .rootCause()
                .hasMessageContaining("Content-Type is null")
                .hasMessageContaining("text/csv");
    }
}
