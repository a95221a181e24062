package dev.viduroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.crash.Traffic.Kind;
import dev.viduroutes.sandbox.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process is killed again and again while requests go to whichever of three accounts is free. Each request has one outcome and at most
 * one bill, at one account; the ledger is the statement of each account; and no account keeps a slot.
 * {@code -Dvidu.crash.kills=100 -Dvidu.crash.requests=500} makes it long, {@code -Dvidu.crash.seed} repeats one.
 */
class AccountsCrashIT {

    private static final List<String> ACCOUNTS = List.of("studio", "agency");
    private static final List<String> ALL = List.of("default", "studio", "agency");
    /** Few, so that each account gets some. */
    private static final int TASKS = 2;

    private static final List<String> POINTS =
            List.of("RECEIVED>SUBMITTING", "ANSWERED", "SUBMITTING>RUNNING", "RUNNING>SUCCEEDED");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path home;

    @TempDir
    private Path objects;

    private final int kills = Integer.getInteger("vidu.crash.kills", 5);
    private final int requests = Integer.getInteger("vidu.crash.requests", 30);

    @Test
    void eachAccountPaysOnceForWhatItMade() throws Exception {
        try (CrashScene scene = new CrashScene(home, objects, TASKS, ACCOUNTS)) {
            scene.set(Map.of("VIDU_ACCOUNT_CHOICE", "first-free", "VIDU_INTAKE_FILE_IN_FLIGHT", "20"));
            Traffic traffic = new Traffic(scene.random(), Files.createDirectories(scene.work("inbox")));
            for (int kill = 1; kill <= kills; kill++) {
                traffic.dropUntil(requests * kill / kills);
                kill(scene, traffic, kill);
            }
            finish(scene);
            traffic.sent().forEach(request -> assertOneOutcomeAndOneBill(scene, request));
            scene.assertStatement(Traffic::isOf);
            assertShared(scene.sandbox().ledger());
        }
    }

    private static void kill(CrashScene scene, Traffic traffic, int kill) throws Exception {
        if (kill % 2 == 0) {
            traffic.drop(Kind.GOOD);
            scene.haltAt(POINTS.get(kill / 2 % POINTS.size()), 1);
            return;
        }
        try (RunnerProcess runner = scene.start()) {
            assertThat(runner.waitFor(Duration.ofMillis(2_000 + scene.random().nextInt(1_500))))
                    .isFalse();
        }
        scene.died("random");
    }

    private static void finish(CrashScene scene) throws IOException {
        try (RunnerProcess runner = scene.start()) {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .failFast(() -> assertThat(runner.isAlive()).isTrue())
                    .until(() -> files(scene.work("inbox")).isEmpty());
            await().atMost(PATIENCE).until(() -> used(scene).isEmpty());
        }
    }

    private static List<String> used(CrashScene scene) throws SQLException {
        return scene.query("SELECT account || ' ' || holder FROM vidu_slot WHERE holder <> ''");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.endsWith("urgent")).toList();
        }
    }

    private static void assertOneOutcomeAndOneBill(CrashScene scene, Traffic.Sent request) {
        boolean done = Files.exists(scene.work("done/" + request.file() + ".outcome.json"));
        boolean dead = Files.exists(scene.work("dead-letter/" + request.file() + ".reason.json"));
        assertThat(done ^ dead)
                .as("%s: done %s, dead letter %s", request, done, dead)
                .isTrue();
        List<Ledger.Task> tasks = scene.sandbox().ledger().tasksFor(request.prompt());
        assertThat(tasks.stream().mapToInt(Ledger.Task::billedSeconds).sum())
                .as("%s is billed once: %s", request, tasks)
                .isLessThanOrEqualTo(1);
        assertThat(tasks).as("tasks of %s", request).hasSizeLessThanOrEqualTo(request.tasks());
    }

    private static void assertShared(Ledger ledger) {
        Map<String, Long> tasks =
                ledger.tasks().stream().collect(Collectors.groupingBy(Ledger.Task::account, Collectors.counting()));
        System.out.println("tasks by account " + tasks);
        assertThat(tasks.keySet()).containsExactlyInAnyOrderElementsOf(ALL);
        assertThat(ledger.accounts()).allSatisfy(account -> {
            assertThat(account.largestConcurrentTasks()).as(account.name()).isLessThanOrEqualTo(TASKS);
            assertThat(account.refusals429()).as(account.name()).isZero();
        });
    }
}
