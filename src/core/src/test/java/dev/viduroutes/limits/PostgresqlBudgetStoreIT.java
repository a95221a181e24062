package dev.viduroutes.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.fixture.PostgresServer;
import dev.viduroutes.journal.JournalBeans;
import dev.viduroutes.journal.Journals;
import dev.viduroutes.request.TestTasks;
import dev.viduroutes.settings.TestSettings;
import dev.viduroutes.time.Backoff;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two processes with one journal on a real PostgreSQL, each with more to call about than both together may, on machines
 * whose clocks are ten minutes apart.
 */
class PostgresqlBudgetStoreIT {

    private static final int LIMIT = 40;
    private static final Duration WINDOW = Duration.ofSeconds(2);

    private final EmbeddedPostgres server = PostgresServer.get();
    private final String database = PostgresServer.newDatabase();
    private final List<Journals> journals = new ArrayList<>();
    private final List<CallScheduler> schedulers = new ArrayList<>();
    private final ScheduledExecutorService pool = Executors.newScheduledThreadPool(4);
    private final Queue<Long> calls = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void start() throws IOException, SQLException {
        schedulers.add(node(Clock.systemUTC()));
        schedulers.add(node(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10))));
    }

    @AfterEach
    void stop() throws IOException {
        schedulers.forEach(CallScheduler::endWaits);
        pool.shutdownNow();
        journals.forEach(Journals::close);
    }

    @Test
    void togetherTheyNeverExceedTheLimitAndUseNearlyAllOfIt() {
        schedulers.forEach(this::callForEver);

        assertThatTheLimitIsUsed(5 * LIMIT);
    }

    @Test
    void oneThatIsLeftAloneIsNotHeldUpByTheClockOfTheOther() {
        CallScheduler behind = schedulers.get(0);
        CallScheduler ahead = schedulers.get(1);
        ahead.permitForSubmit(TestTasks.received("shot-7", Map.of())).thenRun(() -> calls.add(System.nanoTime()));
        await().until(() -> calls.size() == 1);
        ahead.endWaits();

        callForEver(behind);

        assertThatTheLimitIsUsed(3 * LIMIT);
    }

    /** A machine that stalls does not use it for a while. */
    private void assertThatTheLimitIsUsed(int calls) {
        await().until(() -> shareOfTheLast(calls) > 0.7);

        assertThat(fullest(times())).isLessThanOrEqualTo(LIMIT);
    }

    private double shareOfTheLast(int count) {
        long[] nanos = times();
        if (nanos.length < count) {
            return 0;
        }
        double windows = (nanos[nanos.length - 1] - nanos[nanos.length - count]) / (double) WINDOW.toNanos();
        return count / windows / LIMIT;
    }

    private long[] times() {
        return calls.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    @Test
    void whileTheDatabaseIsAwayCallsWaitAndThenGoOn() throws SQLException {
        forbid(true);
        CallScheduler scheduler = schedulers.get(0);
        scheduler.permitForSubmit(TestTasks.received("shot-7", Map.of())).thenRun(() -> calls.add(System.nanoTime()));
        await().during(Duration.ofSeconds(1)).until(calls::isEmpty);

        forbid(false);

        await().until(() -> calls.size() == 1);
    }

    private void forbid(boolean forbidden) throws SQLException {
        try (Connection connection = server.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    forbidden
                            ? "ALTER TABLE vidu_budget RENAME TO vidu_away"
                            : "ALTER TABLE vidu_away RENAME TO vidu_budget");
        }
    }

    private CallScheduler node(Clock clock) throws SQLException {
        Journals shared = Journals.open(
                new Journals.Options(
                        server.getJdbcUrl("postgres", database),
                        "",
                        "",
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofDays(1),
                        10),
                clock);
        journals.add(shared);
        RequestBudget budget = new RequestBudget(LIMIT, WINDOW, JournalBeans.budget(shared));
        return new CallScheduler(
                TestSettings.with().urgent(),
                TestSettings.with().shares(),
                budget,
                new Backoff(TestSettings.with()),
                new FixedPolling(Duration.ZERO, Duration.ZERO),
                () -> false,
                pool,
                new CallListener() {},
                shared.time(),
                io.github.bucket4j.TimeMeter.SYSTEM_NANOTIME);
    }

    private void callForEver(CallScheduler scheduler) {
        scheduler.permitForSubmit(TestTasks.received("shot-7", Map.of())).thenRun(() -> {
            calls.add(System.nanoTime());
            callForEver(scheduler);
        });
    }

    private static int fullest(long[] sorted) {
        int most = 0;
        int first = 0;
        for (int last = 0; last < sorted.length; last++) {
            while (sorted[last] - sorted[first] >= WINDOW.toNanos()) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }
}
