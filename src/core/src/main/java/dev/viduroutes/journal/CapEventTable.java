package dev.viduroutes.journal;

import dev.viduroutes.money.CapEvent;
import dev.viduroutes.money.CapEventStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** The statements on {@code vidu_cap_event}: what is to be told of caps, and what was. Thread-safe. */
public final class CapEventTable implements CapEventStore {

    /** So long has a process to tell it; after that, another one does, perhaps once more. */
    private static final Duration LEASE = Duration.ofMinutes(1);

    private static final String IDENTITY =
            " WHERE cap = ? AND period = ? AND project = ? AND currency = ? AND amount = ? AND share = ?";

    private final Database database;
    private final JournalClock clock;

    CapEventTable(Database database, JournalClock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void add(CapEvent event) throws SQLException {
        database.update(
                "INSERT INTO vidu_cap_event (cap, period, project, currency, amount, share, spent, noted_at)"
                        + " SELECT ?, ?, ?, ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM vidu_cap_event WHERE cap = ?"
                        + " AND period = ? AND project = ? AND currency = ? AND amount = ? AND share > ? AND ? > 0)"
                        + " ON CONFLICT (cap, period, project, currency, amount, share) DO NOTHING",
                event.cap(),
                event.period(),
                event.project(),
                event.currency(),
                event.limit(),
                event.share(),
                event.spent(),
                clock.millis(),
                event.cap(),
                event.period(),
                event.project(),
                event.currency(),
                event.limit(),
                event.share(),
                event.share());
    }

    @Override
    public Optional<Kept> claim() throws SQLException {
        long now = clock.millis();
        Optional<Kept> next = database
                .query(
                        CapEventTable::kept,
                        "SELECT * FROM vidu_cap_event WHERE told_at = 0 AND lease_until < ?"
                                + " ORDER BY noted_at, cap, project, share LIMIT 1",
                        now)
                .stream()
                .findFirst();
        return next.isPresent() && isClaimed(next.get().event(), now) ? next : Optional.empty();
    }

    private boolean isClaimed(CapEvent event, long now) throws SQLException {
        return database.changesOne(
                "UPDATE vidu_cap_event SET lease_until = ?" + IDENTITY + " AND told_at = 0 AND lease_until < ?",
                now + LEASE.toMillis(),
                event.cap(),
                event.period(),
                event.project(),
                event.currency(),
                event.limit(),
                event.share(),
                now);
    }

    private static Kept kept(ResultSet row) throws SQLException {
        CapEvent event = new CapEvent(
                row.getString("cap"),
                row.getString("period"),
                row.getString("project"),
                row.getString("currency"),
                row.getLong("amount"),
                row.getLong("spent"),
                row.getInt("share"));
        return new Kept(event, TaskColumns.instant(row, "noted_at"));
    }

    @Override
    public void told(CapEvent event) throws SQLException {
        database.update(
                "UPDATE vidu_cap_event SET told_at = ?" + IDENTITY,
                clock.millis(),
                event.cap(),
                event.period(),
                event.project(),
                event.currency(),
                event.limit(),
                event.share());
    }

    static void deleteOld(SqlExecutor database, String before) throws SQLException {
        database.update("DELETE FROM vidu_cap_event WHERE period < ?", before);
    }
}
