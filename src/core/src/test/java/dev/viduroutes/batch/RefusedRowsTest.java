package dev.viduroutes.batch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/** Rows that can't be requests: told under the id that they name, corrected in the file of what failed, and dropped again. */
class RefusedRowsTest extends BatchTest {

    private static final String BATCH = """
            request_id,mode,prompt,duration
            hut-1,text-to-video,first good,2
            hut-2,text-to-video,second wrong,"5,5"
            ,text-to-video,third wrong,99
            hut-1,text-to-video,fourth has the first's id,2
            ,text-to-video,fifth good,2
            """;

    @Test
    void eachIsToldUnderItsIdAndCorrectedOnceWithoutPayingForOthers() throws Exception {
        List<CSVRecord> report;
        String log;
        try (LogTrap trap = LogTrap.of("vidu", Level.INFO)) {
            drop("huts.csv", BATCH);
            report = awaitReportOf("huts.csv");
            log = trap.text();
        }
        assertThat(report)
                .extracting(row -> row.get("state"))
                .containsExactly("STORED", "FAILED", "FAILED", "FAILED", "STORED");
        assertThat(report.get(1).get("request_id")).isEqualTo("hut-2");
        assertThat(report.get(1).get("message")).startsWith("row 2, duration is \"5,5\"");
        assertThat(report.get(2).get("request_id")).startsWith("huts-");
        assertThat(report.get(3).get("message")).contains("request_id is \"hut-1\", as in row 1");
        assertThat(log.lines().filter(line -> line.contains("INVALID_REQUEST")))
                .hasSize(3)
                .anyMatch(line -> line.contains("requestId=hut-2"))
                .anyMatch(line -> line.contains("requestId=" + report.get(2).get("request_id")))
                .noneMatch(line -> line.contains("requestId=hut-1"));

        Path failed = done().resolve("huts.csv.failed.csv");
        String corrected = Files.readString(failed)
                .replace("\"5,5\"", "5")
                .replace("99", "3")
                .replace("hut-1", "hut-4");
        drop("huts.csv.failed.csv", corrected);

        assertThat(awaitReportOf("huts.csv.failed.csv"))
                .hasSize(3)
                .allMatch(row -> row.get("state").equals("STORED"));
        assertEachBilledOnce("first good", "second wrong", "third wrong", "fourth has", "fifth good");
        assertThat(ledger().submits()).hasSize(5);
    }

    @Test
    void whatIsDroppedAgainUncorrectedIsToldAgainAndCostsNothing() throws Exception {
        drop("huts.csv", BATCH);
        awaitReportOf("huts.csv");
        Files.copy(done().resolve("huts.csv.failed.csv"), inbox().resolve("huts.csv.failed.csv"));

        List<CSVRecord> again = awaitReportOf("huts.csv.failed.csv");

        // The third row's id is the good one's of the first batch by now, and its content another.
        assertThat(again).hasSize(3).allMatch(row -> row.get("state").equals("FAILED"));
        assertThat(again.get(2).get("message")).contains("request_id is known from another request");
        assertThat(ledger().submits()).hasSize(2);
    }
}
