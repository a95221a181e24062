package dev.viduroutes.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/** A batch that was begun before the settings allowed less. */
class StricterBatchTest extends BatchTest {

    private final Properties differently = new Properties();

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.batch.in-flight", "1");
        settings.putAll(differently);
    }

    private static String row(String id, String prompt, int duration) {
        return request(id, prompt + " " + "x".repeat(2_000)).replace("\"duration\": 2", "\"duration\": " + duration);
    }

    private static String batch() {
        return Stream.of(
                        row("running-1", "running one sandbox:never", 2),
                        row("running-2", "running two sandbox:never", 2),
                        row("later-3", "later three", 2),
                        row("wrong-4", "wrong four", 99),
                        row("later-5", "later five", 2))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private void allowLess() {
        differently.setProperty("vidu.batch.max-rows", "1");
        differently.setProperty("vidu.request.max-bytes", "1KiB");
        differently.setProperty("vidu.batch.on-invalid", "refuse");
    }

    @Test
    void itIsTakenToItsEndAsItWasBegun() throws Exception {
        drop("shots.jsonl", batch());
        await().until(() -> ledger().tasksFor("running").size() == 2);
        stopContext();
        allowLess();

        startAgain();
        sandbox.finish("running");

        List<CSVRecord> report = awaitReportOf("shots.jsonl");
        assertThat(report)
                .extracting(row -> row.get("request_id") + " " + row.get("state") + row.get("code"))
                .containsExactly(
                        "running-1 STORED",
                        "running-2 STORED",
                        "later-3 STORED",
                        "wrong-4 FAILEDINVALID_REQUEST",
                        "later-5 STORED");
        assertThat(names(deadLetters())).isEmpty();
        assertEachBilledOnce("running one", "running two", "later three", "later five");
        assertThat(ledger().submitsFor("wrong")).isZero();
    }

    @Test
    void aNewOneIsHeldToWhatIsAllowedNow() throws Exception {
        stopContext();
        allowLess();
        startAgain();

        drop("shots.jsonl", batch());

        assertThat(awaitDeadLetter("shots.jsonl").at("/failure/message").asText())
                .contains("vidu.batch.max-rows");
        assertThat(ledger().submits()).isEmpty();
    }
}
