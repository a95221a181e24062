package dev.viduroutes.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Batches that have one name, and one folder for the reports of running batches, and came from different places at the same time. */
class NamesakesTest extends BatchTest {

    private CamelContext other;

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.batch.in-flight", "2");
    }

    @AfterEach
    void stopTheOther() {
        if (other != null) {
            other.stop();
        }
    }

    private static String twoRows(String name) {
        return table(name + "[1]", name + "[2] sandbox:never");
    }

    /** One row has its outcome, the other none yet. */
    private void awaitFirstRow(String name) {
        await().until(() -> growing(name).size() == 1 && ledger().tasksFor(name).size() == 2);
    }

    /** @return reports of running batches that have the first row of this one, and of no other */
    private List<Path> growing(String name) throws IOException {
        try (Stream<Path> files = Files.list(batches())) {
            return files.filter(
                            file -> file.getFileName().toString().matches("shots\\.csv(-[0-9a-f]{12})?\\.report\\.csv"))
                    .filter(file -> prompts(file).equals(List.of(name + "[1]")))
                    .toList();
        }
    }

    private static List<String> prompts(Path report) {
        try {
            return rows(report).stream().map(row -> row.get("prompt")).toList();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    @Test
    void ofTwoNodesHaveReportsOfTheirOwnAlsoAfterAStop() throws Exception {
        other = createCamelContext();
        other.start();
        drop("shots.csv", twoRows("one"));
        awaitFirstRow("one");
        drop("shots.csv", twoRows("two"));
        awaitFirstRow("two");
        assertThat(growing("one")).containsExactly(batches().resolve("shots.csv.report.csv"));

        try (LogTrap log = LogTrap.of("vidu.batch", Level.INFO)) {
            other.stop();
            await().until(() -> growing("one").size() == 1 && growing("two").size() == 1);
            sandbox.finish("one");
            sandbox.finish("two");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> growing().isEmpty() && names(inbox()).isEmpty());
            // Those that the other node had; none begins anew.
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("state=RUNNING"))
                    .allMatch(line -> line.contains("rows=1: goes on"));
        }
        assertBothAreDone("one", "two");
    }

    @Test
    void ofAHostAndAFolderHaveReportsOfTheirOwn() throws Exception {
        drop("shots.csv", twoRows("one"));
        awaitFirstRow("one");

        CompletableFuture<BatchOutcome> outcome = template()
                .asyncRequestBodyAndHeaders(
                        "direct:vidu-generate-batch",
                        twoRows("two"),
                        Map.of("CamelFileName", "shots.csv"),
                        BatchOutcome.class);
        awaitFirstRow("two");

        assertThat(growing("one")).containsExactly(batches().resolve("shots.csv.report.csv"));
        sandbox.finish("two");
        assertThat(prompts(Path.of(outcome.join().report()))).containsExactly("two[1]", "two[2] sandbox:never");
        assertThat(growing("one")).hasSize(1);
        sandbox.finish("one");
        awaitReportOf("shots.csv");
        assertThat(prompts(done().resolve("shots.csv.report.csv"))).containsExactly("one[1]", "one[2] sandbox:never");
    }

    @Test
    void thatEndAtOnceDoNotWriteOverEachOther() throws Exception {
        drop("shots.csv", twoRows("one"));
        dropUrgent("shots.csv", twoRows("two"));
        await().until(() ->
                ledger().tasksFor("one").size() + ledger().tasksFor("two").size() == 4);

        sandbox.finish("one");
        sandbox.finish("two");

        await().atMost(Duration.ofSeconds(30))
                .until(() -> names(done()).size() == 4 && growing().isEmpty());
        assertBothAreDone("one", "two");
    }

    private void assertBothAreDone(String... prompts) throws IOException {
        List<String> reports = names(done()).stream()
                .filter(name -> name.startsWith("shots.csv.report.csv"))
                .toList();
        assertThat(reports).hasSize(2);
        assertThat(reports.stream()
                        .map(name -> prompts(done().resolve(name)).get(0).replaceFirst("\\[.*", "")))
                .containsExactlyInAnyOrder(prompts);
        for (String prompt : prompts) {
            assertEachBilledOnce(prompt + "[1]", prompt + "[2]");
        }
    }
}
