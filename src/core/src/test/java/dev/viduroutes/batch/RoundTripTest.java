package dev.viduroutes.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.csv.CsvDialect;
import dev.viduroutes.csv.RecordScanner;
import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.FailureClass;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever cells hold, what failed of a table is the same rows again, and again; and the report says what they said. */
class RoundTripTest {

    private static final String ALPHABET = "aé,;\t\"'\n\r =+-@#0\u00A0\u200B\uFEFF\uFF1D\uD83D\uDE00";
    private static final long SEED = Long.getLong("vidu.test.seed", System.nanoTime());

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private BatchFiles batches;

    @BeforeEach
    void open() {
        batches = new BatchFiles(folder);
    }

    private String text() {
        int[] characters = ALPHABET.codePoints().toArray();
        return random.ints(random.nextInt(8), 0, characters.length)
                .mapToObj(at -> Character.toString(characters[at]))
                .collect(Collectors.joining());
    }

    /** As somebody else's program writes tables: every cell in quotes, nothing marked. */
    private static String quoted(String cell) {
        return "\"" + cell.replace("\"", "\"\"") + "\"";
    }

    private String table(char separator, int rows) {
        StringBuilder table = new StringBuilder(random.nextBoolean() ? "\uFEFF" : "");
        table.append(String.join(String.valueOf(separator), "prompt", "meta.a", "values.b"))
                .append("\r\n");
        for (int i = 0; i < rows; i++) {
            table.append(List.of(text(), text(), "row " + random.nextInt(4)).stream()
                            .map(RoundTripTest::quoted)
                            .collect(Collectors.joining(String.valueOf(separator))))
                    .append(random.nextBoolean() ? "\n" : "\r\n");
        }
        return table.toString();
    }

    @Test
    void whatFailedIsReadAsWhatItWasHoweverOftenItComesAgain() throws Exception {
        for (int run = 0; run < 60; run++) {
            char separator = CsvDialect.SEPARATORS.charAt(run % 3);
            Path file = batches.write("shots.csv", table(separator, 12));
            List<BatchRow> rows = batches.rows(file);

            Path failed = failedOf(file, rows, run);
            List<BatchRow> again = batches.rows(failed);
            Path failedAgain = failedOf(failed, again, run);

            assertThat(again)
                    .extracting(BatchRow::document)
                    .as("seed " + SEED + " run " + run)
                    .isEqualTo(rows.stream().map(BatchRow::document).toList());
            assertThat(again)
                    .extracting(BatchRow::key)
                    .as("seed " + SEED + " run " + run)
                    .isEqualTo(rows.stream().map(BatchRow::key).toList());
            assertThat(Files.readString(failedAgain))
                    .as("seed " + SEED + " run " + run)
                    .isEqualTo(Files.readString(failed));
        }
    }

    private Path failedOf(Path file, List<BatchRow> rows, int run) throws IOException {
        Path report = folder.resolve("report.csv");
        Path failed = file.resolveSibling(file.getFileName() + ".failed.csv");
        Path growing = folder.resolve("growing" + run + file.getFileName());
        try (BatchReport growingReport = batches.report(growing, file)) {
            List<BatchRow> order = new ArrayList<>(rows);
            java.util.Collections.shuffle(order, random);
            for (BatchRow row : order) {
                Failure failure = new Failure("X", text(), FailureClass.INPUT, Billing.NONE);
                growingReport.append(row, GrowingReportTest.failed(row, failure));
            }
            growingReport.finish(report, failed);
        }
        checkReport(report, file, rows);
        return failed;
    }

    private void checkReport(Path report, Path file, List<BatchRow> rows) throws IOException {
        try (BatchReader reader = batches.open(file);
                RecordScanner lines = new RecordScanner(
                        Files.newInputStream(report),
                        String.valueOf(reader.form().table().separator()),
                        1 << 20)) {
            lines.next().orElseThrow();
            for (BatchRow row : rows) {
                String line = lines.next().orElseThrow().text();
                assertThat(reader.form().table().cells(line).orElseThrow().subList(1, 4))
                        .as("seed " + SEED)
                        .isEqualTo(row.values());
            }
            assertThat(lines.next()).as("seed " + SEED).isEmpty();
        }
        assertThat(Files.readAllBytes(report)).asString(StandardCharsets.UTF_8).doesNotContain("\uFFFD");
    }
}
