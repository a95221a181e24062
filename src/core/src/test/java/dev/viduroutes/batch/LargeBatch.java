package dev.viduroutes.batch;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A process that reads a batch of 100,000 rows of 1 KB, lets its report grow, finds it again, and finishes it. */
final class LargeBatch {

    private static final int ROWS = 100_000;
    private static final int THREADS = 16;
    private static final String FILLER =
            "a lake, \"blue\" as the sky; ".repeat(40).substring(0, 930);

    private LargeBatch() {}

    /** @param args the folder, and how many of the rows end before the report is found again */
    public static void main(String[] args) throws Exception {
        BatchFiles batches = new BatchFiles(Path.of(args[0]));
        int ended = Integer.parseInt(args[1]);
        Path file = write(Path.of(args[0], "large.csv"));
        Path growing = Path.of(args[0], "large.csv.report.csv");
        long began = System.nanoTime();
        try (BatchReader reader = batches.open(file)) {
            tell("opened", began);
            reader.next().orElseThrow();
            tell("first", began);
            while (reader.next().isPresent()) {
                // Only read.
            }
            tell("read", began);
        }
        grow(batches, file, growing, ended);
        began = System.nanoTime();
        try (BatchReport report = batches.report(growing, file)) {
            System.out.println("rows=" + report.rows());
            tell("recovered", began);
            began = System.nanoTime();
            report.finish(Path.of(args[0], "report.csv"), Path.of(args[0], "failed.csv"));
            tell("finished", began);
        }
    }

    private static Path write(Path file) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write("prompt;duration;meta.shot\n");
            for (int row = 1; row <= ROWS; row++) {
                writer.write("\"" + FILLER.replace("\"", "\"\"") + "\";5;shot " + row + "\n");
            }
        }
        return file;
    }

    /** Every third fails, so that both files are long. */
    private static Void append(BatchReport report, BatchRow row) throws IOException {
        report.append(
                row,
                row.number() % 3 == 0
                        ? GrowingReportTest.failed(row, GrowingReportTest.invalid())
                        : GrowingReportTest.stored(row));
        return null;
    }

    private static void grow(BatchFiles batches, Path file, Path growing, int ended) throws Exception {
        long began = System.nanoTime();
        try (BatchReader reader = batches.open(file);
                BatchReport report = batches.report(growing, file)) {
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            for (int row = 0; row < ended; row += THREADS) {
                List<Callable<Void>> appends = new ArrayList<>();
                for (int i = 0; i < Math.min(THREADS, ended - row); i++) {
                    BatchRow next = reader.next().orElseThrow();
                    appends.add(() -> append(report, next));
                }
                for (Future<Void> append : threads.invokeAll(appends)) {
                    append.get();
                }
            }
            threads.shutdown();
        }
        tell("grown", began);
    }

    private static void tell(String what, long began) {
        System.out.println(what + "=" + (System.nanoTime() - began) / 1_000_000);
    }
}
