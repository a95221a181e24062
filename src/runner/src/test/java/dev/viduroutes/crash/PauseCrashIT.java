package dev.viduroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.fixture.PostgresServer;
import dev.viduroutes.journal.Journals;
import dev.viduroutes.pause.PauseOrder;
import dev.viduroutes.sandbox.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A person pauses submits from a process of his own while requests wait, and everything is killed: nothing is submitted until somebody
 * resumes, by whatever process, and then each request once.
 */
class PauseCrashIT {

    private static final int SLOTS = 3;
    private static final int REQUESTS = 20 + SLOTS;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** As often as processes look, and several times as long as a submit takes. */
    private static final Duration LONG = Duration.ofSeconds(4);

    @TempDir
    private Path home;

    @TempDir
    private Path objects;

    private void drop(CrashScene scene) throws IOException {
        Files.createDirectories(scene.work("inbox"));
        for (int i = 0; i < REQUESTS; i++) {
            Path written = Files.writeString(scene.work("r" + i + ".part"), """
                    {"request_id": "r%d", "input": {"mode": "text-to-video", "prompt": "[r%d]", "duration": 2}}""".formatted(i, i));
            Files.move(written, scene.work("inbox/r" + i + ".json"));
        }
    }

    private static List<Ledger.Task> made(CrashScene scene) {
        return scene.sandbox().ledger().tasks();
    }

    /** @return how many submits were on record by then, and may still arrive */
    private static long order(String url, boolean pause) throws SQLException {
        Journals.Options options = new Journals.Options(
                url, "", "", Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofDays(30), SLOTS);
        try (Journals journals = Journals.open(options, InstantSource.system())) {
            if (pause) {
                assertThat(journals.pauses().begin(PauseOrder.ofAll("anna"))).isTrue();
            } else {
                assertThat(journals.pauses().end("")).isTrue();
            }
            return journals.pauses().leaving("");
        }
    }

    private void attack(CrashScene scene, String url, int nodes) throws Exception {
        scene.set(Map.of(
                "VIDU_LIMITS_CONCURRENT_TASKS", Integer.toString(SLOTS),
                "VIDU_INTAKE_FILE_IN_FLIGHT", Integer.toString(REQUESTS),
                "VIDU_JOURNAL_LEASE", "3s"));
        drop(scene);
        List<RunnerProcess> running = new ArrayList<>();
        try {
            start(scene, running, nodes);
            await().atMost(PATIENCE).until(() -> made(scene).size() >= 2);
            long leaving = order(url, true);
            int known = made(scene).size();
            int most = known + (int) leaving;
            assertThat(most).as("or nothing waits").isLessThan(REQUESTS);

            stays(scene, most);
            running.forEach(RunnerProcess::close);
            running.clear();
            start(scene, running, nodes);
            running.forEach(CapAttack::awaitStart);
            stays(scene, most);
            for (RunnerProcess node : running) {
                assertThat(node.output())
                        .contains("submits=paused scope=all by=anna since=")
                        .contains("submits=paused(all by=anna since=");
            }
            int before = made(scene).size();
            order(url, false);
            await().atMost(PATIENCE)
                    .until(() -> scene.query("SELECT request_id FROM vidu_task WHERE state = 'STORED'")
                                    .size()
                            == REQUESTS);
            assertThat(made(scene)).hasSize(REQUESTS);
            System.out.println("nodes=" + nodes + " madeBefore=" + known + " leaving=" + leaving + " whilePaused="
                    + before + " atEnd=" + made(scene).size());
        } finally {
            running.forEach(RunnerProcess::close);
        }
    }

    private static void start(CrashScene scene, List<RunnerProcess> running, int nodes) throws IOException {
        for (int i = 0; i < nodes; i++) {
            running.add(scene.start());
        }
    }

    private static void stays(CrashScene scene, int most) {
        await().during(LONG)
                .atMost(LONG.plusSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    assertThat(made(scene)).hasSizeLessThanOrEqualTo(most);
                    return true;
                });
    }

    @Test
    void nothingIsSubmittedAfterAPauseThatAKillInterrupts() throws Exception {
        try (CrashScene scene = new CrashScene(home, objects, SLOTS)) {
            attack(scene, "jdbc:sqlite:" + scene.work("journal.db") + "?busy_timeout=10000", 1);
        }
    }

    @Test
    void twoProcessesThatShareAJournalKeepToOnePause() throws Exception {
        String url = PostgresServer.get().getJdbcUrl("postgres", PostgresServer.newDatabase());
        try (CrashScene scene = new CrashScene(home, objects, SLOTS)) {
            scene.shareJournal(url);
            attack(scene, url, 2);
        }
    }
}
