package dev.viduroutes.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.FailureClass;
import dev.viduroutes.failure.Problem;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Source;
import dev.viduroutes.request.TaskState;
import dev.viduroutes.request.Video;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a report says of rows, and that it survives a kill. */
class GrowingReportTest {

    private static final String TABLE = "prompt,duration\nA lake,5\n\"A hut, red\",20\n=cmd|' /C calc'!A0,5\nlast,6\n";
    private static final String HEAD =
            "row,prompt,duration,state,code,message,request_id,videos,billed_seconds,cost,cost_doubtful\n";

    @TempDir
    private Path folder;

    private BatchFiles batches;
    private Path growing;
    private Path file;
    private List<BatchRow> rows;

    @BeforeEach
    void open() throws IOException {
        batches = new BatchFiles(folder);
        growing = folder.resolve("batches/shots.csv.report.csv");
        file = batches.write("shots.csv", TABLE);
        rows = batches.rows(file);
    }

    static Outcome stored(BatchRow row) {
        return outcome(row, TaskState.STORED, Optional.empty(), Optional.of(5));
    }

    static Outcome failed(BatchRow row, Failure failure) {
        return outcome(row, TaskState.FAILED, Optional.of(failure), Optional.of(0));
    }

    private static Outcome outcome(
            BatchRow row, TaskState state, Optional<Failure> failure, Optional<Integer> billedSeconds) {
        List<Video> videos = failure.isPresent()
                ? List.of()
                : List.of(
                        new Video("s3://b/" + row.number() + "/0.mp4", "b", "k", 1, "h", "video/mp4"),
                        new Video("s3://b/" + row.number() + "/1.mp4", "b", "k", 1, "h", "video/mp4"));
        return new Outcome(
                row.key(),
                "task",
                state,
                new Source("row", "shots.csv." + row.number(), ""),
                videos,
                failure,
                "",
                billedSeconds,
                Optional.empty(),
                new Outcome.Timings(Optional.empty(), Optional.empty(), Optional.empty(), Instant.EPOCH, 0),
                1,
                List.of(),
                List.of(),
                "",
                Map.of());
    }

    static Failure invalid() {
        return Failure.invalid(List.of(new Problem("input.duration", "20", "it must be 1 to 16")));
    }

    private String finished(BatchReport report) throws IOException {
        report.finish(folder.resolve("r.csv"), folder.resolve("f.csv"));
        return Files.readString(folder.resolve("r.csv"));
    }

    private BatchRow row(int number) {
        return rows.get(number - 1);
    }

    @Test
    void rowsStandInTheOrderInWhichTheyEndedUntilTheReportIsFinished() throws Exception {
        try (BatchReport report = batches.report(growing, file)) {
            report.append(row(2), failed(row(2), invalid()));
            report.append(row(1), stored(row(1)));
            assertThat(report.totals())
                    .isEqualTo(new BatchTotals(
                            1,
                            1,
                            5,
                            BigDecimal.ZERO,
                            BigDecimal.ZERO,
                            List.of(new FailedRow(
                                    2, row(2).key(), "INVALID_REQUEST", "duration is 20; it must be 1 to 16"))));
            String lake = "1,A lake,5,STORED,,," + row(1).key() + ",s3://b/1/0.mp4 s3://b/1/1.mp4,5,,\n";
            String hut = "2,\"A hut, red\",20,FAILED,INVALID_REQUEST,duration is 20; it must be 1 to 16," + row(2).key()
                    + ",,0,,\n";

            assertThat(Files.readString(growing)).isEqualTo(HEAD + hut + lake);
            assertThat(finished(report))
                    .isEqualTo(HEAD + lake + hut + "3,'=cmd|' /C calc'!A0,5,,,,,,,,\n4,last,6,,,,,,,,\n");
        }
    }

    @Test
    void whatFailedIsABatchOfTheSameRequests() throws Exception {
        try (BatchReport report = batches.report(growing, file)) {
            report.append(row(1), stored(row(1)));
            report.append(row(2), failed(row(2), invalid()));
            report.append(row(4), stored(row(4)));
            report.append(row(3), failed(row(3), new Failure("NSFW", "no", FailureClass.CONTENT, Billing.NONE)));
            report.finish(folder.resolve("shots.csv.report.csv"), folder.resolve("shots.csv.failed.csv"));
        }

        List<BatchRow> again = batches.rows(folder.resolve("shots.csv.failed.csv"));

        assertThat(again).extracting(BatchRow::key).containsExactly(row(2).key(), row(3).key());
        assertThat(again).extracting(BatchRow::values).containsExactly(row(2).values(), row(3).values());
    }

    @Test
    void noFileOfFailedRowsIsWrittenIfNoneFailed() throws Exception {
        try (BatchReport report = batches.report(growing, file)) {
            for (BatchRow row : rows) {
                report.append(row, stored(row));
            }
            report.finish(folder.resolve("r.csv"), folder.resolve("f.csv"));
        }

        assertThat(folder.resolve("f.csv")).doesNotExist();
    }

    @Test
    void theNextProcessKnowsWhatWasAppended() throws Exception {
        try (BatchReport report = batches.report(growing, file)) {
            report.append(row(3), stored(row(3)));
        }

        try (BatchReport report = batches.report(growing, file)) {
            assertThat(report.has(3)).isTrue();
            assertThat(report.has(1)).isFalse();
            assertThat(report.rows()).isEqualTo(1);
            assertThat(report.totals())
                    .isEqualTo(new BatchTotals(1, 0, 5, BigDecimal.ZERO, BigDecimal.ZERO, List.of()));
            report.append(row(3), failed(row(3), invalid()));
            assertThat(report.rows()).isEqualTo(1);
            assertThat(finished(report)).contains("3,'=cmd|' /C calc'!A0,5,STORED,");
        }
    }

    @Test
    void whateverAKillLeavesAtTheEndIsCutOff() throws Exception {
        try (BatchReport report = batches.report(growing, file)) {
            report.append(row(1), stored(row(1)));
            report.append(row(2), failed(row(2), invalid()));
        }
        byte[] whole = Files.readAllBytes(growing);
        int first = new String(whole, UTF_8).indexOf("2,\"A hut");

        for (int length = 0; length < whole.length; length++) {
            Files.write(growing, Arrays.copyOf(whole, length));
            try (BatchReport report = batches.report(growing, file)) {
                assertThat(report.has(1)).as("cut at " + length).isEqualTo(length >= first);
                assertThat(report.has(2)).as("cut at " + length).isFalse();
                report.append(row(1), stored(row(1)));
                report.append(row(2), failed(row(2), invalid()));
            }
            assertThat(Files.readAllBytes(growing)).as("cut at " + length).isEqualTo(whole);
        }
    }

    @Test
    void zerosThatAPowerLossLeavesAreCutOff() throws Exception {
        try (BatchReport report = batches.report(growing, file)) {
            report.append(row(1), stored(row(1)));
        }
        Files.write(growing, new byte[5_000], StandardOpenOption.APPEND);
        Files.write(growing, "\n2,x,,\n".getBytes(UTF_8), StandardOpenOption.APPEND);

        try (BatchReport report = batches.report(growing, file)) {
            assertThat(report.rows()).isEqualTo(1);
            assertThat(Files.readString(growing)).doesNotContain("\0").endsWith("5,,\n");
        }
    }

    @Test
    void aReportOfOtherColumnsIsPutAside() throws Exception {
        Files.createDirectories(growing.getParent());
        Files.writeString(growing, "row,prompt,state\n1,A lake,STORED\n");

        try (BatchReport report = batches.report(growing, file)) {
            assertThat(report.rows()).isZero();
            assertThat(Files.readString(growing)).isEqualTo(HEAD);
        }
        try (var files = Files.list(growing.getParent())) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void anIdThatTheRowLeavesOutIsTold() throws Exception {
        Path named = batches.write("named.csv", "\uFEFFrequest_id;prompt\n;one\nx;two\n");
        List<BatchRow> both = batches.rows(named);
        try (BatchReport report = batches.report(growing, named)) {
            report.append(both.get(0), stored(both.get(0)));
            report.append(both.get(1), stored(both.get(1)));

            assertThat(Files.readString(growing))
                    .startsWith(
                            "\uFEFFrow;request_id;prompt;state;code;message;videos;billed_seconds;cost;cost_doubtful\n1;"
                                    + both.get(0).key() + ";one;STORED;")
                    .contains("\n2;x;two;STORED;");
        }
    }

    /** Of rows that say the same, what failed must not come back as the one that is stored, whose video is paid. */
    @ParameterizedTest
    @CsvSource({
        "twins.csv, 'prompt,duration|a lake,5|a lake,5|a hut,5|'",
        "twins.csv, 'request_id,prompt,duration|,a lake,5|,a lake,5|b,a hut,5|'",
        "twins.jsonl, '{\"input\":{\"prompt\":\"a lake\"}}|{\"input\":{\"prompt\":\"a lake\"}}|{\"input\":{}}|'"
    })
    void whatFailedOfEqualRowsIsTheSameRequestAgain(String name, String content) throws Exception {
        file = batches.write(name, content.replace("|", "\n"));
        rows = batches.rows(file);
        Path failed = folder.resolve(name + ".failed" + name.substring(name.indexOf('.')));
        try (BatchReport report = batches.report(growing, file)) {
            report.append(row(1), stored(row(1)));
            report.append(row(2), failed(row(2), invalid()));
            report.append(row(3), failed(row(3), invalid()));
            report.finish(folder.resolve("r.csv"), failed);
        }

        assertThat(batches.rows(failed)).extracting(GrowingReportTest::id).containsExactly(id(row(2)), id(row(3)));
    }

    /** As the gateway makes it. */
    private static String id(BatchRow row) {
        return row.document().orElseThrow().path("request_id").asText(row.key());
    }
}
