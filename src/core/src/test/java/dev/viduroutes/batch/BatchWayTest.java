package dev.viduroutes.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.List;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/** A batch all the way to its report. */
class BatchWayTest extends BatchTest {

    @Test
    void aTableOfPromptsBecomesVideosAndAReport() throws Exception {
        String[] prompts = prompts("way", 25);
        String table = table(prompts);
        drop("shots.csv", table);

        List<CSVRecord> report = awaitReportOf("shots.csv");

        assertThat(report).hasSize(25).allMatch(row -> row.get("state").equals("STORED"));
        assertThat(report).extracting(row -> row.get("prompt")).containsExactly(prompts);
        assertThat(done().resolve("shots.csv")).hasContent(table);
        assertThat(names(done())).containsExactly("shots.csv", "shots.csv.report.csv");
        assertThat(names(deadLetters())).isEmpty();
        assertThat(journal()
                        .query("SELECT state || ' ' || row_count || ' ' || stored || ' ' || seconds FROM vidu_batch"))
                .containsExactly("DONE 25 25 50");
        assertEachBilledOnce(prompts);
        assertNothingIsLeft();
    }

    @Test
    void aWrongRowIsToldAndTheOthersGoOn() throws Exception {
        drop(
                "mixed.csv",
                "mode,prompt,duration\ntext-to-video,good[1],2\ntext-to-video,bad[2],99\ntext-to-video,good[3],2\n");

        List<CSVRecord> report = awaitReportOf("mixed.csv");

        assertThat(report).extracting(row -> row.get("state")).containsExactly("STORED", "FAILED", "STORED");
        assertThat(report.get(1).get("code")).isEqualTo("INVALID_REQUEST");
        assertThat(report.get(1).get("message"))
                .contains("duration")
                .contains("99")
                .contains("1 to 16");
        assertThat(Files.readString(done().resolve("mixed.csv.failed.csv")))
                .contains("bad[2]")
                .doesNotContain("good");
        assertThat(names(deadLetters())).isEmpty();
        assertThat(ledger().submitsFor("bad")).isZero();
    }

    @Test
    void whatIsNoBatchIsADeadLetterThatSaysWhy() throws Exception {
        drop("wrong.csv", "mode,promt\ntext-to-video,x\n");

        JsonNode reason = awaitDeadLetter("wrong.csv");

        assertThat(reason.at("/failure/code").asText()).isEqualTo("INVALID_REQUEST");
        assertThat(reason.at("/failure/message").asText()).contains("promt").contains("prompt");
        assertThat(names(deadLetters())).containsExactly("wrong.csv", "wrong.csv.reason.json");
        assertThat(names(done())).isEmpty();
        assertThat(ledger().calls()).doesNotContainKey("generateTask");
    }
}
