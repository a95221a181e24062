package dev.viduroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.sandbox.Ledger;
import dev.viduroutes.settings.PriceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Requests for more than twice what a cap allows, and what was made of them. Each process waits for the cap, and refuses nothing. */
final class CapAttack {

    private static final List<String> MODES = List.of("text-to-video", "turbo-text-to-video");
    private static final int LONGEST = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    /** Some tasks fail and are replaced, some submits get no answer, some create no task. */
    private static final List<String> TRIGGERS = List.of(
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "sandbox:fail=GENERATION_FAILEDx1",
            "sandbox:fail=GENERATION_FAILEDx1",
            "sandbox:lost",
            "sandbox:submit=503x1",
            "sandbox:submit=503x1",
            "sandbox:submit=400");

    private final CrashScene scene;
    private final int requests;
    private final int cap;
    private final Map<String, Integer> durations = new HashMap<>();

    /** @param requests that are to come; the cap is as many seconds */
    CapAttack(CrashScene scene, int requests) throws IOException {
        this.scene = scene;
        this.requests = requests;
        cap = requests;
        scene.set(Map.of(
                "VIDU_JOURNAL_LEASE",
                "3s",
                "VIDU_LIMITS_CONCURRENT_TASKS",
                Integer.toString(concurrentTasks(requests))));
        Files.createDirectories(scene.work("inbox"));
    }

    /** @return as many as there are requests, over all processes, so that none waits at its source */
    static int concurrentTasks(int requests) {
        return requests / 2;
    }

    /** @return the cap, as a setting has it */
    String cap() {
        return cap + "s";
    }

    /** The kill of a process that did not begin yet proves nothing. */
    static void awaitStart(RunnerProcess node) {
        await().atMost(PATIENCE).until(() -> node.output().contains("started:"));
    }

    /** Drops the requests that are due by then, and looks for a while whether the cap holds. */
    void goOn(int step, int steps) throws IOException {
        dropUntil(requests * step / steps);
        await().pollInterval(Duration.ofMillis(20))
                .during(Duration.ofMillis(1_000 + scene.random().nextInt(2_000)))
                .atMost(Duration.ofSeconds(20))
                .until(this::isWithinCap);
    }

    private void dropUntil(int count) throws IOException {
        while (durations.size() < count) {
            String id = "request-" + durations.size();
            int seconds = 1 + scene.random().nextInt(LONGEST);
            Path written = Files.writeString(scene.work(id + ".part"), """
                    {"request_id": "%s", "input": {"mode": "%s", "resolution": "%s", "prompt": "[%s] %s", "duration": %d}}""".formatted(
                            id, any(MODES), any(PriceSettings.RESOLUTIONS), id, any(TRIGGERS), seconds));
            Files.move(written, scene.work("inbox/" + id + ".json"));
            durations.put(id, seconds);
        }
    }

    private String any(List<String> values) {
        return values.get(scene.random().nextInt(values.size()));
    }

    private boolean isWithinCap() {
        int made = made();
        assertThat(made).as("seconds of all tasks that the API made").isLessThanOrEqualTo(cap);
        return true;
    }

    private int made() {
        return scene.sandbox().ledger().tasks().stream()
                .mapToInt(Ledger.Task::durationSeconds)
                .sum();
    }

    /** No request waits that there is room for, and what counts is what the statement says, and what may have been made. */
    void assertEnd() throws SQLException {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(this::isQuiet);
        assertThat(scene.query("SELECT request_id FROM vidu_task WHERE state = 'RECEIVED'"))
                .as("requests that wait")
                .isNotEmpty();
        assertThat(spent()).isBetween(cap - LONGEST + 1, cap).isGreaterThanOrEqualTo(made());
        scene.assertStatement((prompt, requestId) -> prompt.startsWith("[" + requestId + "]"));
        System.out.println(
                "cap=" + cap + " made=" + made() + " counted=" + spent() + " deaths=" + scene.deaths() + " days="
                        + scene.query("SELECT period || ' ' || amount FROM vidu_spending"
                                + " WHERE project = '' AND currency = '' AND LENGTH(period) = 10"));
    }

    /** Each request is settled, or waits for the cap; for a while, since a submit may follow each end. */
    private boolean isQuiet() throws SQLException {
        isWithinCap();
        int known = count("SELECT COUNT(*) FROM vidu_task");
        int busy = count("SELECT COUNT(*) FROM vidu_task WHERE state NOT IN ('STORED', 'FAILED', 'RECEIVED')");
        return known == requests && busy == 0 && tooFew().isEmpty();
    }

    /** @return requests that wait although there is room for them */
    private List<String> tooFew() throws SQLException {
        int left = cap - spent();
        return scene.query("SELECT request_id FROM vidu_task WHERE state = 'RECEIVED'").stream()
                .filter(id -> durations.get(id) <= left)
                .toList();
    }

    /** @return seconds that count, in whatever day */
    private int spent() throws SQLException {
        return count("SELECT SUM(amount) FROM vidu_spending"
                + " WHERE project = '' AND currency = '' AND LENGTH(period) = LENGTH('2026-11-30')");
    }

    private int count(String sql) throws SQLException {
        return Integer.parseInt(scene.query(sql).get(0));
    }
}
