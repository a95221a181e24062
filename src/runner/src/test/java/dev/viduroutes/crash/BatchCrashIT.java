package dev.viduroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process is killed again and again in a batch with pictures, at random times and right after every kind of step. At the end each
 * row has one outcome in the report, none was billed twice, and each picture is in one place. {@code -Dvidu.crash.kills=200} makes it long, {@code -Dvidu.crash.seed} repeats one.
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
        PictureRows rows = new PictureRows(ROWS);
        try (Sandbox api = Sandbox.builder()
                        .apiKey(KEY)
                        .timeScale(200)
                        .taskDuration(Duration.ofSeconds(60), 0.3)
                        .limits(100_000, Duration.ofSeconds(60), 10)
                        .start();
                SandboxS3 storage = SandboxS3.start(objects, "batch-videos", 0, KEY, KEY)) {
            sandbox = api;
            s3 = storage;
            rows.drop(Files.createDirectories(inbox()), "shots.csv");
            killAgainAndAgain();
            finish();
            System.out.println("kills " + died);
            assertEnd(rows);
        }
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

    private void assertEnd(PictureRows rows) throws IOException {
        Path report = done("shots.csv.report.csv");
        rows.assertOutcomes(report, done("shots.csv.failed.csv"), sandbox.ledger());
        rows.assertPictures(report, inbox(), done("shots.csv.images"));
        assertThat(sandbox.ledger().largestConcurrentTasks()).isLessThanOrEqualTo(10);
        assertThat(sandbox.ledger().calls().get("generateTask").byStatus()).containsOnlyKeys(200);
        try (Stream<Path> left = Files.walk(inbox())) {
            assertThat(left).noneMatch(file -> file.getFileName().toString().endsWith(".csv"));
        }
    }

    private RunnerProcess start(String... faults) throws IOException {
        Path log = Files.createTempFile(home, "runner", ".log");
        Map<String, String> environment = new HashMap<>(RunnerProcess.environment(sandbox, KEY, s3));
        environment.put("VIDU_INTAKE_FILE_INCOMPLETE_WAIT", "2s");
        return RunnerProcess.start(home, log, environment, faults);
    }

    private Path inbox() {
        return home.resolve("work/inbox");
    }

    private Path done(String name) {
        return home.resolve("work/done").resolve(name);
    }
}
