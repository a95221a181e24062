package dev.viduroutes.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.viduroutes.journal.Claim;
import dev.viduroutes.journal.Journal;
import dev.viduroutes.journal.Journals;
import dev.viduroutes.money.Prices;
import dev.viduroutes.request.Outcomes;
import dev.viduroutes.request.Request;
import dev.viduroutes.request.Source;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.Video;
import dev.viduroutes.settings.PriceSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the journal costs a request: claim, three steps, the outcome. Takes the folder of the database. */
public final class JournalBench {

    private static final int WARM_UP = 500;
    private static final int MEASURED = 500;

    private JournalBench() {}

    public static void main(String[] arguments) throws SQLException, IOException {
        Report report = new Report("journal");
        Path file = Path.of(arguments.length > 0 ? arguments[0] : "target", "bench-" + System.nanoTime() + ".db");
        Journals.Options options = new Journals.Options(
                "jdbc:sqlite:" + file, "", "", Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofDays(30), 10);
        try (Journals journals = Journals.open(options, InstantSource.system())) {
            long[] nanos = new long[WARM_UP + MEASURED];
            long[] slotNanos = new long[nanos.length];
            for (int i = 0; i < nanos.length; i++) {
                nanos[i] = request(journals.journal(), "request-" + i);
                long start = System.nanoTime();
                journals.slots().take("request-" + i);
                journals.slots().free("request-" + i);
                slotNanos[i] = System.nanoTime() - start;
            }
            print(report, "claim + 3 records + settle + leave", nanos);
            print(report, "slot taken and freed", slotNanos);
        }
    }

    private static long request(Journal journal, String id) throws SQLException {
        var body = JsonNodeFactory.instance.objectNode();
        body.putObject("input").put("prompt", "a fox ".repeat(100)).put("duration", 5);
        Instant now = Instant.now();
        Task admitted = new Task(new Request(
                id,
                Source.ofFile(id + ".json", 1),
                body,
                body,
                Map.of("shot", "7"),
                "vidu-q3",
                "text-to-video",
                now,
                true,
                false,
                List.of()));
        long start = System.nanoTime();
        Task task = ((Claim.Granted) journal.claim(admitted)).task().submitting();
        journal.record(task);
        task = task.accepted("task-" + id, now);
        journal.record(task);
        task = task.succeeded(List.of("https://cdn.example/1.mp4"), now);
        journal.record(task);
        task = task.stored(new Video("s3://b/" + id, "b", id, 1 << 20, "0".repeat(64), "video/mp4"))
                .allStored(now);
        journal.settle(
                task, new Outcomes(InstantSource.system(), new Prices(new PriceSettings("USD", Map.of()))).of(task));
        journal.leave(task);
        return System.nanoTime() - start;
    }

    private static void print(Report report, String what, long[] nanos) throws IOException {
        long[] measured = Arrays.copyOfRange(nanos, WARM_UP, nanos.length);
        Arrays.sort(measured);
        double median = measured[MEASURED / 2] / 1e6;
        double worst = measured[MEASURED - 1] / 1e6;
        report.line(
                String.format(Locale.ROOT, "%s: median %.2f ms, worst of %d %.2f ms", what, median, MEASURED, worst),
                Map.of("case", what, "medianMillis", median, "worstMillis", worst));
    }
}
