package dev.viduroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.sandbox.Ledger;
import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process is killed again and again in a batch, at random times and right after every kind of step. At the end each row has one
 * outcome in the report, and none was billed twice. {@code -Dvidu.crash.kills=200} makes it long, {@code -Dvidu.crash.seed} repeats one.
 */
class BatchCrashIT {

    private static final String KEY = "key-of-the-batch-test";
    private static final int ROWS = 300;
    private static final int HALTED = 137;
    private static final Duration LONGEST_RUN = Duration.ofMinutes(2);
    private static final List<String> POINTS = List.of(
            "NEW>RECEIVED",
            "RECEIVED>SUBMITTING",
            "ANSWERED",
            "SUBMITTING>RUNNING",
            "RUNNING>SUCCEEDED",
            "SUCCEEDED>STORED",
            "REPORTED");

    /** A table, and how its rows may end. */
    private record Rows(String columns, IntFunction<String> row, IntFunction<Set<String>> endings) {

        String table() {
            return IntStream.rangeClosed(1, ROWS).mapToObj(row).collect(Collectors.joining("\n", columns + "\n", "\n"));
        }
    }

    @TempDir
    private Path home;

    @TempDir
    private Path objects;

    private final long seed = Long.getLong("vidu.crash.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final int kills = Integer.getInteger("vidu.crash.kills", 12);
    private final Map<String, Integer> died = new TreeMap<>();
    private Sandbox sandbox;
    private SandboxS3 s3;

    @Test
    void noRowIsLostOrPaidTwiceHoweverOftenTheProcessDies() throws Exception {
        System.out.println("vidu.crash.seed=" + seed);
        Rows rows = new Rows(
                "mode,prompt,duration", BatchCrashIT::textRow, number -> Set.of(ending(number), "SUBMIT_UNCERTAIN"));
        try (Sandbox api = Sandbox.builder()
                        .apiKey(KEY)
                        .timeScale(200)
                        .taskDuration(Duration.ofSeconds(60), 0.3)
                        .limits(100_000, Duration.ofSeconds(60), 10)
                        .start();
                SandboxS3 storage = SandboxS3.start(objects, "batch-videos", 0, KEY, KEY)) {
            sandbox = api;
            s3 = storage;
            Files.createDirectories(inbox());
            Files.writeString(home.resolve("shots.part"), rows.table());
            Files.move(home.resolve("shots.part"), inbox().resolve("shots.csv"));
            killAgainAndAgain();
            finish();
            System.out.println("kills " + died);
            assertReport(rows);
        }
    }

    /** Most become videos; some are refused by the API, some are no requests. */
    private static String textRow(int number) {
        return switch (number % 20) {
            case 7 -> "text-to-video," + mark(number) + " sandbox:fail=CONTENT_VIOLATION,1";
            case 13 -> "text-to-video," + mark(number) + ",99";
            default -> "text-to-video," + mark(number) + ",1";
        };
    }

    private static String ending(int number) {
        return switch (number % 20) {
            case 7 -> "CONTENT_VIOLATION";
            case 13 -> "INVALID_REQUEST";
            default -> "STORED";
        };
    }

    private static String mark(int number) {
        return "(%04d)".formatted(number);
    }

    private void killAgainAndAgain() throws Exception {
        for (int kill = 1; kill <= kills; kill++) {
            if (kill % 4 == 0) {
                killAtRandom(ROWS * 6 / 10 * kill / kills);
            } else {
                haltAt(POINTS.get(kill % POINTS.size()), 1 + random.nextInt(4));
            }
        }
    }

    private void haltAt(String point, int count) throws Exception {
        try (RunnerProcess runner = start("-Dhalt.at=" + point, "-Dhalt.count=" + count)) {
            assertThat(runner.waitFor(LONGEST_RUN)).as("gets to %s", point).isTrue();
            assertThat(runner.exitCode()).as(runner.output()).isEqualTo(HALTED);
        }
        died.merge(point, 1, Integer::sum);
    }

    private void killAtRandom(int tasks) throws Exception {
        try (RunnerProcess runner = start()) {
            await().atMost(LONGEST_RUN)
                    .pollInterval(Duration.ofMillis(1 + random.nextInt(50)))
                    .until(() -> sandbox.ledger().tasks().size() >= tasks);
            assertThat(runner.isAlive()).isTrue();
        }
        died.merge("random", 1, Integer::sum);
    }

    private void finish() throws Exception {
        try (RunnerProcess runner = start()) {
            await().atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> Files.exists(done("shots.csv")));
            assertThat(runner.isAlive()).isTrue();
        }
    }

    private void assertReport(Rows rows) throws IOException {
        List<String> report = Files.readAllLines(done("shots.csv.report.csv"));
        assertThat(report).as("a head and each row").hasSize(ROWS + 1);
        for (int number = 1; number <= ROWS; number++) {
            String line = report.get(number);
            assertThat(line).startsWith(number + ",").contains(mark(number));
            assertThat(rows.endings().apply(number)).as(line).anyMatch(ending -> line.contains("," + ending + ","));
            List<Ledger.Task> tasks = sandbox.ledger().tasksFor(mark(number));
            assertThat(tasks).as(line).hasSizeLessThanOrEqualTo(1);
            assertThat(tasks.stream().mapToInt(Ledger.Task::billedSeconds).sum())
                    .isLessThanOrEqualTo(1);
            if (line.contains(",STORED,")) {
                assertThat(tasks).as(line).hasSize(1);
            }
        }
        assertThat(sandbox.ledger().largestConcurrentTasks()).isLessThanOrEqualTo(10);
        try (var left = Files.list(home.resolve("work/inbox"))) {
            assertThat(left.map(file -> file.getFileName().toString())
                            .filter(name -> !name.startsWith(".taken-") && !name.equals("urgent")))
                    .isEmpty();
        }
    }

    private RunnerProcess start(String... faults) throws IOException {
        Path log = Files.createTempFile(home, "runner", ".log");
        return RunnerProcess.start(home, log, RunnerProcess.environment(sandbox, KEY, s3), faults);
    }

    private Path inbox() {
        return home.resolve("work/inbox");
    }

    private Path done(String name) {
        return home.resolve("work/done").resolve(name);
    }
}
