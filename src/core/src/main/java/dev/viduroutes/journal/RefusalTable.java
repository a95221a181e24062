package dev.viduroutes.journal;

import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.FailureClass;
import dev.viduroutes.moderation.ContentRefusal;
import dev.viduroutes.moderation.LiftedHold;
import dev.viduroutes.moderation.ModerationStatus;
import dev.viduroutes.moderation.RefusalStore;
import dev.viduroutes.request.Task;
import dev.viduroutes.settings.AccountSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The statements on {@code vidu_refusal} and {@code vidu_hold}: what the moderation breaker of an account counts, and its state. */
public final class RefusalTable implements RefusalStore {

    private static final String COUNTED = " FROM vidu_refusal WHERE account = ? AND released_at = 0 AND refused_at > ?";

    private record Hold(long since, long countedFrom) {}

    private final Database database;
    private final InstantSource clock;
    private final String account;
    private final String holdName;

    RefusalTable(Database database, InstantSource clock, String account) {
        this.database = database;
        this.clock = clock;
        this.account = account;
        holdName = account.equals(AccountSettings.DEFAULT) ? "moderation" : "moderation/" + account;
    }

    /** @return whether the end of the task is a refusal for its content, which counts */
    static boolean isRefused(Task task) {
        return task.failure()
                .filter(failure -> failure.kind() == FailureClass.CONTENT)
                .isPresent();
    }

    /** Part of the step that records the end: both stand or fall together, and each submit counts once. */
    static void insert(SqlExecutor step, Task task, Lease lease) throws SQLException {
        step.update(
                "INSERT INTO vidu_refusal (request_id, submit, account, code, refused_at, released_at)"
                        + " VALUES (?, ?, ?, ?, ?, 0) ON CONFLICT (request_id, submit) DO NOTHING",
                task.request().id(),
                task.submits(),
                task.account().isEmpty() ? AccountSettings.DEFAULT : task.account(),
                task.failure().map(Failure::code).orElse(""),
                lease.asked().millis());
    }

    @Override
    public ModerationStatus status(Duration window) throws SQLException {
        Optional<Hold> hold = hold();
        long from = hold.map(Hold::countedFrom).orElse(begin(window));
        int count = count(from);
        Optional<ContentRefusal> last = count == 0
                ? Optional.empty()
                : read("SELECT *" + COUNTED + " ORDER BY refused_at DESC LIMIT 1", from).stream()
                        .findFirst();
        return new ModerationStatus(count, last, hold.map(Hold::since).map(Instant::ofEpochMilli));
    }

    private Optional<Hold> hold() throws SQLException {
        return database
                .query(
                        row -> new Hold(row.getLong("since"), row.getLong("counted_from")),
                        "SELECT since, counted_from FROM vidu_hold WHERE name = ?",
                        holdName)
                .stream()
                .findFirst();
    }

    private int count(long from) throws SQLException {
        return database.query(row -> row.getInt(1), "SELECT COUNT(*)" + COUNTED, account, from)
                .get(0);
    }

    private long begin(Duration window) {
        return clock.millis() - window.toMillis();
    }

    /** Counts once more in the statement itself: what was counted before may have been released meanwhile. */
    @Override
    public boolean hold(int limit, Duration window) throws SQLException {
        long from = begin(window);
        return database.changesOne(
                "INSERT INTO vidu_hold (name, since, counted_from) SELECT ?, ?, ? WHERE (SELECT COUNT(*)" + COUNTED
                        + ") >= ? ON CONFLICT (name) DO NOTHING",
                holdName,
                clock.millis(),
                from,
                account,
                from,
                limit);
    }

    @Override
    public Optional<LiftedHold> release() throws SQLException {
        Optional<Hold> hold = hold();
        if (hold.isEmpty()) {
            return Optional.empty();
        }
        long from = hold.get().countedFrom();
        List<ContentRefusal> seen = read("SELECT *" + COUNTED + " ORDER BY refused_at", from);
        boolean released = database.inTransaction(step -> step.changesOne(
                        "DELETE FROM vidu_hold WHERE name = ? AND since = ?",
                        holdName,
                        hold.get().since())
                && release(step, 0) >= 0);
        return released
                ? Optional.of(new LiftedHold(Instant.ofEpochMilli(hold.get().since()), seen))
                : Optional.empty();
    }

    private int release(SqlExecutor step, long from) throws SQLException {
        return step.update(
                "UPDATE vidu_refusal SET released_at = ? WHERE account = ? AND released_at = 0 AND refused_at > ?",
                clock.millis(),
                account,
                from);
    }

    @Override
    public int forget(int limit, Duration window) throws SQLException {
        long from = begin(window);
        return database.update(
                "UPDATE vidu_refusal SET released_at = ? WHERE account = ? AND released_at = 0 AND refused_at > ?"
                        + " AND (SELECT COUNT(*)" + COUNTED + ") >= ?",
                clock.millis(),
                account,
                from,
                account,
                from,
                limit);
    }

    private List<ContentRefusal> read(String sql, long from) throws SQLException {
        return database.query(RefusalTable::read, sql, account, from);
    }

    private static ContentRefusal read(ResultSet row) throws SQLException {
        return new ContentRefusal(
                row.getString("request_id"), row.getString("code"), Instant.ofEpochMilli(row.getLong("refused_at")));
    }

    /** Those of all accounts that count no more, and are older than this; what holds submits back is kept. */
    void deleteBefore(long before) throws SQLException {
        database.update(
                "DELETE FROM vidu_refusal WHERE refused_at < ? AND (released_at > 0"
                        + " OR NOT EXISTS (SELECT 1 FROM vidu_hold))",
                before);
    }
}
