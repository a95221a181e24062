package dev.viduroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.route.JournalFile;
import dev.viduroutes.sandbox.Ledger;
import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three processes share a journal and a cap, and are killed again and again, with more requests than the cap leaves room for. At no
 * moment has the API made more seconds than the cap allows, and at the end no request waits that there is room for.
 * {@code -Dvidu.crash.kills=40} makes it long, {@code -Dvidu.crash.seed} repeats one.
 */
class CapCrashIT {

    private static final String KEY = "key-of-the-cap-test";
    private static final int NODES = 3;
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

    @TempDir
    private Path home;

    @TempDir
    private Path objects;

    private final long seed = Long.getLong("vidu.crash.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final int kills = Integer.getInteger("vidu.crash.kills", 8);
    private final int requests = Integer.getInteger("vidu.crash.requests", 120);
    /** In seconds of video; the requests ask for more than twice as many. */
    private final int cap = requests;
    /** As many as there are requests, over all processes, so that none waits at its source. */
    private final int places = requests / 2;

    private final Map<String, Integer> durations = new HashMap<>();
    private final List<RunnerProcess> nodes = new ArrayList<>();
    private Sandbox sandbox;
    private SandboxS3 s3;

    @Test
    void theCapHoldsAtEachMomentAndLetsThroughWhatFits() throws Exception {
        System.out.println("vidu.crash.seed=" + seed);
        Files.createDirectories(home.resolve("work/inbox"));
        try (Sandbox api = Sandbox.builder()
                        .apiKey(KEY)
                        .timeScale(200)
                        .taskDuration(Duration.ofSeconds(60), 0.3)
                        .limits(100_000, Duration.ofSeconds(60), places)
                        .start();
                SandboxS3 storage = SandboxS3.start(objects, "cap-videos", 0, KEY, KEY)) {
            sandbox = api;
            s3 = storage;
            try {
                killAgainAndAgain();
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(this::isQuiet);
                assertNoRequestTooFew();
                assertJournalKnowsEachTask();
            } finally {
                nodes.forEach(RunnerProcess::close);
            }
        }
    }

    private void killAgainAndAgain() throws Exception {
        for (int i = 0; i < NODES; i++) {
            nodes.add(start());
        }
        for (int kill = 1; kill <= kills; kill++) {
            dropUntil(requests * kill / kills);
            int victim = random.nextInt(NODES);
            await().pollInterval(Duration.ofMillis(20))
                    .during(Duration.ofMillis(1_000 + random.nextInt(2_000)))
                    .atMost(Duration.ofSeconds(20))
                    .until(this::isWithinCap);
            nodes.get(victim).close();
            nodes.set(victim, start());
        }
    }

    private boolean isWithinCap() {
        int made = made();
        assertThat(made).as("seconds of all tasks that the API made").isLessThanOrEqualTo(cap);
        return true;
    }

    private int made() {
        return sandbox.ledger().tasks().stream()
                .mapToInt(Ledger.Task::durationSeconds)
                .sum();
    }

    private void dropUntil(int count) throws IOException {
        while (durations.size() < count) {
            String id = "request-" + durations.size();
            int seconds = 1 + random.nextInt(LONGEST);
            String trigger = TRIGGERS.get(random.nextInt(TRIGGERS.size()));
            Path written =
                    Files.writeString(home.resolve("work/" + id + ".part"), """
                    {"request_id": "%s", "input": {"mode": "text-to-video", "prompt": "[%s] %s", "duration": %d}}""".formatted(id, id, trigger, seconds));
            Files.move(written, home.resolve("work/inbox/" + id + ".json"));
            durations.put(id, seconds);
        }
    }

    /** Each request is settled, or waits for the cap; for a while, since a submit may follow each end. */
    private boolean isQuiet() throws SQLException {
        isWithinCap();
        long known = Long.parseLong(query("SELECT COUNT(*) FROM vidu_task").get(0));
        long busy = Long.parseLong(
                query("SELECT COUNT(*) FROM vidu_task WHERE state NOT IN ('STORED', 'FAILED', 'RECEIVED')")
                        .get(0));
        return known == requests && busy == 0 && tooFew().isEmpty();
    }

    /** @return requests that wait although there is room for them */
    private List<String> tooFew() throws SQLException {
        int left = cap - spent();
        return query("SELECT request_id FROM vidu_task WHERE state = 'RECEIVED'").stream()
                .filter(id -> durations.get(id) <= left)
                .toList();
    }

    private int spent() throws SQLException {
        return Integer.parseInt(query("SELECT MAX(amount) FROM vidu_spending WHERE project = '' AND currency = ''")
                .get(0));
    }

    private void assertNoRequestTooFew() throws SQLException {
        assertThat(query("SELECT request_id FROM vidu_task WHERE state = 'RECEIVED'"))
                .as("requests that wait")
                .isNotEmpty();
        assertThat(spent()).isBetween(cap - LONGEST + 1, cap);
    }

    /** What the journal holds for charged, and for doubtful, is what the API made, and what it may have made. */
    private void assertJournalKnowsEachTask() throws SQLException {
        String last = " FROM vidu_charge c WHERE entry = (SELECT MAX(entry) FROM vidu_charge e"
                + " WHERE e.request_id = c.request_id AND e.charge = c.charge) AND state ";
        assertThat(query("SELECT request_id" + last + "= 'RESERVED'")).isEmpty();
        int counted = Integer.parseInt(query("SELECT SUM(seconds)" + last + "IN ('CHARGED', 'DOUBTFUL')")
                .get(0));
        assertThat(counted).isEqualTo(spent()).isGreaterThanOrEqualTo(made());
        List<String> charged = query("SELECT task_id" + last + "= 'CHARGED'");
        List<String> doubtful = query("SELECT task_id" + last + "= 'DOUBTFUL' AND task_id <> ''");
        for (Ledger.Task task : sandbox.ledger().tasks()) {
            boolean lost = task.prompt().contains("sandbox:lost");
            assertThat(charged.contains(task.taskId()) || doubtful.contains(task.taskId()) || lost || isInDoubt(task))
                    .as("the journal knows what %s may cost", task)
                    .isTrue();
        }
        assertThat(charged).doesNotHaveDuplicates();
        System.out.println("cap=" + cap + " made=" + made() + " counted=" + counted + " charged=" + charged.size()
                + " doubtful=" + doubtful.size());
    }

    /** Its process was killed before it had the answer. */
    private boolean isInDoubt(Ledger.Task task) {
        String id = task.prompt().substring(1, task.prompt().indexOf(']'));
        try {
            return !query(
                            "SELECT request_id FROM vidu_charge WHERE state = 'DOUBTFUL' AND task_id = '' AND request_id = '"
                                    + id + "'")
                    .isEmpty();
        } catch (SQLException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private List<String> query(String sql) throws SQLException {
        return new JournalFile(home.resolve("work/journal.db")).query(sql);
    }

    private RunnerProcess start() throws IOException {
        Map<String, String> environment = new HashMap<>(RunnerProcess.environment(sandbox, KEY, s3));
        environment.put("VIDU_CAP_MONTH", cap + "s");
        environment.put("VIDU_JOURNAL_LEASE", "3s");
        environment.put("VIDU_LIMITS_CONCURRENT_TASKS", Integer.toString(places));
        return RunnerProcess.start(home, Files.createTempFile(home, "runner", ".log"), environment);
    }
}
