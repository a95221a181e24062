package dev.viduroutes.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.failure.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lines of JSON, and lines of prompts, become. */
class LineBatchReadersTest {

    @TempDir
    private Path folder;

    private BatchFiles batches;

    @BeforeEach
    void open() {
        batches = new BatchFiles(folder, "vidu.request.max-bytes", "1KiB");
    }

    @Test
    void aPromptALineIsARequestThatLeavesTheRestToDefaults() throws Exception {
        List<BatchRow> rows = batches.rows(batches.write(
                "shots.txt", "\uFEFF# Monday\r\n\r\n  A lake, \"blue\"; still \r\n #x\r\nA hut\u2028at night\rA tree"));

        assertThat(rows)
                .extracting(BatchFiles::document)
                .containsExactly(
                        "{\"input\":{\"prompt\":\"A lake, \\\"blue\\\"; still\"}}",
                        "{\"input\":{\"prompt\":\"A hut\u2028at night\"}}",
                        "{\"input\":{\"prompt\":\"A tree\"}}");
        assertThat(rows).extracting(BatchRow::line).containsExactly(3L, 5L, 6L);
    }

    @Test
    void whatAListOfPromptsLacksIsToldByTheSettingThatSaysIt() throws Exception {
        try (BatchReader reader = batches.open(batches.write("shots.txt", "A lake\n"))) {
            assertThat(List.of("input.mode", "input.aspect_ratio", "input.prompt", "request_id"))
                    .extracting(reader.form()::column)
                    .containsExactly("vidu.defaults.mode", "vidu.defaults.aspect-ratio", "prompt", "request_id");
        }
    }

    @Test
    void aDocumentALineIsARequestAsItStands() throws Exception {
        List<BatchRow> rows =
                batches.jsonl("{\"request_id\": \"a\", \"input\": {\"seed\": 1}}", "", "  ", "{\"model\":\"x\"}");

        assertThat(rows)
                .extracting(BatchFiles::document)
                .containsExactly("{\"request_id\":\"a\",\"input\":{\"seed\":1}}", "{\"model\":\"x\"}");
        assertThat(rows.get(1).line()).isEqualTo(4);
    }

    @Test
    void linesThatAreNoRequestsAreToldAndTheOthersGoOn() throws Exception {
        List<BatchRow> rows = batches.jsonl(
                "[1]",
                "{\"a\":1,\"a\":2}",
                "{} {}",
                "{\"a\":",
                "{\"input\":{\"prompt\":\"" + "x".repeat(1_024) + "\"}}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":" + "[".repeat(30) + "]".repeat(30) + "}",
                "{\"defaults\":{}}",
                "{\"request_id\":\"a\"}",
                "{\"request_id\":\"a\",\"x\":1}",
                "{}");

        assertThat(rows)
                .extracting(row -> row.problems().stream()
                        .map(Problem::toString)
                        .findFirst()
                        .orElse(""))
                .satisfiesExactly(
                        found -> assertThat(found).isEqualTo("document is \"[1]\"; it must be one JSON object"),
                        found -> assertThat(found).contains("Duplicate"),
                        found -> assertThat(found).contains("something stands behind its end"),
                        found -> assertThat(found).contains("end-of-input"),
                        found -> assertThat(found).contains("longer than 1024 bytes"),
                        found -> assertThat(found).contains("half a character"),
                        found -> assertThat(found).contains("nesting depth"),
                        found -> assertThat(found).contains("defaults must stand in the first line"),
                        found -> assertThat(found).isEmpty(),
                        found -> assertThat(found).contains("\"a\", as in row 9"),
                        found -> assertThat(found).isEmpty());
    }

    @Test
    void theFirstLineMayHaveWhatTheOthersLeaveOut() throws Exception {
        List<BatchRow> rows = batches.jsonl(
                "{\"defaults\": {\"provider\": \"auto\", \"input\": {\"mode\": \"m\", \"image_urls\": [\"u\"]}, \"metadata\": {\"a\": \"1\"}}}",
                "{\"input\": {\"prompt\": \"p\"}, \"metadata\": {\"b\": \"2\"}}",
                "{\"provider\": \"x\", \"input\": {\"mode\": \"n\"}, \"image_files\": [\"f\"]}",
                "{\"input\": 5}");

        assertThat(rows).extracting(BatchRow::number).containsExactly(1L, 2L, 3L);
        assertThat(rows)
                .extracting(BatchFiles::document)
                .containsExactly(
                        "{\"provider\":\"auto\",\"input\":{\"mode\":\"m\",\"image_urls\":[\"u\"],\"prompt\":\"p\"},\"metadata\":{\"a\":\"1\",\"b\":\"2\"}}",
                        "{\"provider\":\"x\",\"input\":{\"mode\":\"n\"},\"metadata\":{\"a\":\"1\"},\"image_files\":[\"f\"]}",
                        "{\"provider\":\"auto\",\"input\":5,\"metadata\":{\"a\":\"1\"}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"defaults\": 5}|defaults is \"5\"; it must be an object",
                "{\"defaults\": {\"request_id\": \"a\"}}|defaults.request_id is \"a\"; it must be left out"
            })
    void defaultsThatFitNoRequestRefuseTheBatch(String line, String message) throws Exception {
        assertThat(batches.refusal("a.jsonl", line + "\n{}\n").message()).startsWith(message);
    }

    @Test
    void theNamesOfPicturesAreKnownOfEachLineThatIsAnObject() throws Exception {
        List<BatchRow> rows = batches.jsonl(
                "{\"defaults\":{\"image_files\":[\"a.png\"]}}",
                "{\"request_id\":\"x\"}",
                "{\"request_id\":\"x\",\"image_files\":[\"b.png\"]}",
                "{\"image_files\":[\"c.png\"]");

        assertThat(rows)
                .extracting(BatchRow::pictures)
                .containsExactly(Optional.of(List.of("a.png")), Optional.of(List.of("b.png")), Optional.empty());
        assertThat(rows.get(1).document()).isEmpty();
    }
}
