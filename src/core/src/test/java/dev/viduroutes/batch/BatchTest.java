package dev.viduroutes.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.route.GatewayTest;
import dev.viduroutes.sandbox.Ledger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** What the tests of whole batches have in common: batches, and what a spreadsheet makes of their reports. */
abstract class BatchTest extends GatewayTest {

    /** A table of prompts, each with a mark of its own, so that the ledger tells the rows apart. */
    static String table(String... prompts) {
        return Stream.concat(
                        Stream.of("mode,prompt,duration"),
                        Arrays.stream(prompts).map(prompt -> "text-to-video," + prompt + ",2"))
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    /** So many prompts: {@code name[1]}, {@code name[2]}, and so on. */
    static String[] prompts(String name, int rows) {
        return IntStream.rangeClosed(1, rows)
                .mapToObj(row -> name + "[" + row + "]")
                .toArray(String[]::new);
    }

    static List<CSVRecord> rows(Path report) throws IOException {
        String text = Files.readString(report, StandardCharsets.UTF_8).replaceFirst("^\uFEFF", "");
        try (CSVParser table = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new java.io.StringReader(text))) {
            return table.getRecords();
        }
    }

    /** Waits until a batch is in the folder done, and nothing of it anywhere else. */
    List<CSVRecord> awaitReportOf(String batch) throws IOException {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Files.exists(done().resolve(batch))
                        && !names(inbox()).contains(batch)
                        && growing().isEmpty());
        return rows(done().resolve(batch + ".report.csv"));
    }

    /** Reports of running batches, and what says whose they are. */
    List<String> growing() throws IOException {
        return names(batches()).stream()
                .filter(name -> name.endsWith(".csv") || name.startsWith("."))
                .toList();
    }

    Path batches() {
        return home.resolve("batches");
    }

    void assertEachBilledOnce(String... prompts) {
        for (String prompt : prompts) {
            assertThat(ledger().tasksFor(prompt)).as(prompt).hasSize(1);
        }
        assertThat(ledger().tasksFor("").stream().map(Ledger.Task::prompt)).doesNotHaveDuplicates();
    }
}
