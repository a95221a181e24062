package dev.viduroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process is killed again and again in a batch with pictures, at random times and right after every kind of step. At the end each
 * row has one outcome in the report, none was billed twice, and each picture is in one place. {@code -Dvidu.crash.kills=200} makes it long, {@code -Dvidu.crash.seed} repeats one.
 */
class BatchCrashIT {

    private static final int ROWS = 300;
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

    private final int kills = Integer.getInteger("vidu.crash.kills", 8);
    private CrashScene scene;

    @Test
    void noRowIsLostOrPaidTwiceHoweverOftenTheProcessDies() throws Exception {
        PictureRows rows = new PictureRows(ROWS);
        try (CrashScene opened = new CrashScene(home, objects, 10)) {
            scene = opened;
            scene.set(Map.of("VIDU_INTAKE_FILE_INCOMPLETE_WAIT", "2s"));
            rows.drop(Files.createDirectories(inbox()), "shots.csv");
            killAgainAndAgain();
            finish();
            System.out.println("kills " + scene.deaths());
            assertEnd(rows);
            scene.assertStatement(StatementCheck.rowOf(done("shots.csv.report.csv")));
        }
    }

    private void killAgainAndAgain() throws Exception {
        for (int kill = 1; kill <= kills; kill++) {
            if (kill % 4 == 0) {
                killAtRandom(ROWS * 6 / 10 * kill / kills);
            } else {
                scene.haltAt(
                        POINTS.get(kill % POINTS.size()), 1 + scene.random().nextInt(4));
            }
        }
    }

    private void killAtRandom(int tasks) throws Exception {
        try (RunnerProcess runner = scene.start()) {
            await().atMost(LONGEST_RUN)
                    .pollInterval(Duration.ofMillis(1 + scene.random().nextInt(50)))
                    .until(() -> scene.sandbox().ledger().tasks().size() >= tasks);
            assertThat(runner.isAlive()).isTrue();
        }
        scene.died("random");
    }

    private void finish() throws Exception {
        try (RunnerProcess runner = scene.start()) {
            await().atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> Files.exists(done("shots.csv")));
            assertThat(runner.isAlive()).isTrue();
        }
    }

    private void assertEnd(PictureRows rows) throws IOException {
        Path report = done("shots.csv.report.csv");
        rows.assertOutcomes(
                report, done("shots.csv.failed.csv"), scene.sandbox().ledger());
        rows.assertPictures(report, inbox(), done("shots.csv.images"));
        assertThat(scene.sandbox().ledger().largestConcurrentTasks()).isLessThanOrEqualTo(10);
        assertThat(scene.sandbox().ledger().calls().get("generateTask").byStatus())
                .containsOnlyKeys(200);
        try (Stream<Path> left = Files.walk(inbox())) {
            assertThat(left).noneMatch(file -> file.getFileName().toString().endsWith(".csv"));
        }
    }

    private Path inbox() {
        return scene.work("inbox");
    }

    private Path done(String name) {
        return scene.work("done").resolve(name);
    }
}
