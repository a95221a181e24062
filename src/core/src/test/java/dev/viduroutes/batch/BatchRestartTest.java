package dev.viduroutes.batch;

import static dev.viduroutes.fault.Promptly.promptly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Properties;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/** Batches that a stop interrupts, or that come again. */
class BatchRestartTest extends BatchTest {

    private final String[] prompts = prompts("again", 40);

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.batch.in-flight", "4");
    }

    private Path growingReport() {
        return batches().resolve("shots.csv.report.csv");
    }

    /** @return rows that were told when the context had stopped */
    private int stopHalfWay() throws Exception {
        drop("shots.csv", table(prompts));
        await().until(() ->
                Files.exists(growingReport()) && rows(growingReport()).size() >= 5);
        promptly(context()::stop);
        assertThat(names(inbox())).containsExactly("shots.csv");
        assertThat(names(done())).isEmpty();
        assertThat(names(deadLetters())).isEmpty();
        int told = rows(growingReport()).size();
        assertThat(told).isLessThan(prompts.length);
        return told;
    }

    private void assertWholeReport() throws Exception {
        List<CSVRecord> report = awaitReportOf("shots.csv");
        assertThat(report)
                .hasSize(prompts.length)
                .allMatch(row -> row.get("state").equals("STORED"));
        assertThat(report).extracting(row -> row.get("prompt")).containsExactly(prompts);
        assertEachBilledOnce(prompts);
    }

    @Test
    void aStopLeavesTheBatchWhereItIsAndTheNextStartGoesOnThere() throws Exception {
        stopHalfWay();

        startAgain();

        assertWholeReport();
        assertThat(names(done())).containsExactly("shots.csv", "shots.csv.report.csv");
        assertNothingIsLeft();
    }

    @Test
    void aReportThatIsTornOrGoneLosesNothing() throws Exception {
        stopHalfWay();
        byte[] report = Files.readAllBytes(growingReport());
        Files.write(growingReport(), java.util.Arrays.copyOf(report, report.length - 7));

        startAgain();

        assertWholeReport();
    }

    @Test
    void aReportOfAnotherBatchOfThatNameIsMovedAside() throws Exception {
        stopHalfWay();
        Files.writeString(batches().resolve(".shots.csv.batch"), "another");
        Files.writeString(growingReport(), "1;of another\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);

        startAgain();

        assertWholeReport();
        assertThat(names(batches()))
                .hasSize(1)
                .allMatch(name -> name.matches("shots\\.csv\\.report\\.csv\\.\\d{8}-.*"));
    }

    @Test
    void aBatchThatIsDroppedAgainPaysNothingAndKeepsTheEarlierReport() throws Exception {
        drop("shots.csv", table(prompts));
        awaitReportOf("shots.csv");
        Files.delete(done().resolve("shots.csv"));
        drop("shots.csv", table(prompts));

        assertWholeReport();
        assertThat(names(done())).hasSize(3);
        drop("shots.csv", table(prompts));
        await().until(() -> names(done()).size() == 5);
        assertWholeReport();
    }

    @Test
    void aFileThatGrowsAfterItWasTakenIsTakenAgainAsItIs() throws Exception {
        String[] never = {"grows[1] sandbox:never"};
        drop("shots.csv", table(never));
        await().until(() -> ledger().tasksFor("grows[1]").size() == 1);
        Path taken;
        try (var found = Files.walk(inbox())) {
            taken = found.filter(file -> file.endsWith("shots.csv")).findFirst().orElseThrow();
        }
        Files.writeString(taken, "text-to-video,grows[2],2\r\n", StandardOpenOption.APPEND);
        sandbox.finish("grows[1]");

        List<CSVRecord> report = awaitReportOf("shots.csv");

        assertThat(report).hasSize(2).allMatch(row -> row.get("state").equals("STORED"));
        assertEachBilledOnce("grows[1]", "grows[2]");
    }
}
