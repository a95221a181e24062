package dev.viduroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxS3;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch of 100,000 rows of 1 KB in a runner that may have 128 MB: when its rows begin, go on, and let others in between. */
class BigBatchIT {

    private static final String KEY = "key-of-the-big-test";
    private static final int ROWS = 100_000;
    private static final int TOLD = 50_000;
    private static final String SMALL = "-Xmx128m";
    private static final String OR_DIE = "-XX:+ExitOnOutOfMemoryError";

    @TempDir
    private Path home;

    @TempDir
    private Path objects;

    private Sandbox sandbox;
    private SandboxS3 s3;

    @Test
    void itBeginsSoonGoesOnSoonAndLetsOthersIn() throws Exception {
        try (Sandbox api = Sandbox.builder()
                        .apiKey(KEY)
                        .timeScale(100)
                        .taskDuration(Duration.ofSeconds(60), 0.3)
                        .limits(100_000, Duration.ofSeconds(60), 10)
                        .start();
                SandboxS3 storage = SandboxS3.start(objects, "big-videos", 0, KEY, KEY)) {
            sandbox = api;
            s3 = storage;
            try (RunnerProcess runner = start()) {
                warmUp();
                Duration first = firstSubmit();
                Duration single = single("single");
                await().atMost(Duration.ofMinutes(1)).until(() -> lines(growing()) > 20);
                System.out.println("first submit " + first + ", a single request meanwhile " + single);
                assertThat(runner.isAlive()).as(runner.output()).isTrue();
                // Alone, about 3 s and 1 s; other tests run at the same time.
                assertThat(first).isLessThan(Duration.ofSeconds(20));
                assertThat(single).isLessThan(Duration.ofSeconds(20));
            }
            tellHalf();
            try (RunnerProcess runner = start()) {
                await().atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofMillis(50))
                        .until(() -> runner.output().contains("file=big.csv is taken up again"));
                Duration again = until("row 50001 ");
                System.out.println("goes on at row " + TOLD + " after " + again);
                assertThat(runner.isAlive()).as(runner.output()).isTrue();
                // Alone, below 10 s; by the journal instead of the report it would be minutes.
                assertThat(again).isLessThan(Duration.ofSeconds(60));
            }
        }
    }

    private RunnerProcess start() throws IOException {
        Path log = Files.createTempFile(home, "runner", ".log");
        return RunnerProcess.start(home, log, RunnerProcess.environment(sandbox, KEY, s3), SMALL, OR_DIE);
    }

    /** What a process does only once is done. */
    private void warmUp() throws IOException {
        Files.createDirectories(home.resolve("work/inbox"));
        single("warm");
        await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(home.resolve("work/done/warm.json")));
    }

    private Duration single(String name) throws IOException {
        drop(name + ".json", """
                {"input": {"mode": "text-to-video", "prompt": "%s", "duration": 1}}""".formatted(name));
        return until(name);
    }

    private Duration firstSubmit() throws IOException {
        Path table = home.resolve("big.part");
        try (BufferedWriter out = Files.newBufferedWriter(table)) {
            out.write("mode,prompt,duration\n");
            for (int row = 1; row <= ROWS; row++) {
                out.write("text-to-video,row " + row + " " + "x".repeat(1_000) + ",1\n");
            }
        }
        Files.move(table, home.resolve("work/inbox/big.csv"));
        return until("row 1 ");
    }

    private Duration until(String prompt) {
        long began = System.nanoTime();
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> sandbox.ledger().submitsFor(prompt) > 0);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private void drop(String name, String content) throws IOException {
        Path part = Files.writeString(home.resolve(name + ".part"), content);
        Files.move(part, home.resolve("work/inbox").resolve(name));
    }

    /** The report says that so many rows are done, as it would if they had been. */
    private void tellHalf() throws IOException {
        List<String> lines = Files.readAllLines(growing());
        String stored = lines.stream()
                .filter(line -> line.contains(",STORED,"))
                .findFirst()
                .orElseThrow();
        String rest = stored.substring(stored.indexOf(','));
        try (BufferedWriter out = Files.newBufferedWriter(growing())) {
            out.write(lines.get(0) + "\r\n");
            for (int row = 1; row <= TOLD; row++) {
                out.write(row + rest + "\r\n");
            }
        }
    }

    private Path growing() {
        return home.resolve("work/batches/big.csv.report.csv");
    }

    private static int lines(Path file) throws IOException {
        try (var lines = Files.lines(file)) {
            return (int) lines.count();
        }
    }
}
