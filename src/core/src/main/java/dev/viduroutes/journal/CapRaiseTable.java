package dev.viduroutes.journal;

import dev.viduroutes.money.CapRaise;
import dev.viduroutes.money.CapRaiseStore;
import dev.viduroutes.money.Quote;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The statements on {@code vidu_cap_raise}: caps that people raised, each for one period. Nothing in it is changed. Thread-safe. */
final class CapRaiseTable implements CapRaiseStore {

    /** Of the same cap, period and project. */
    private static final String IS_LAST = "NOT EXISTS (SELECT 1 FROM vidu_cap_raise l WHERE l.cap = r.cap"
            + " AND l.period = r.period AND l.project = r.project AND l.entry > r.entry)";

    /** The cap of a quote as it is: at least what the setting says. Its values: that, key, period, project and currency. */
    static final String LIMIT = "(SELECT MAX(amount) FROM (SELECT CAST(? AS BIGINT) AS amount UNION ALL"
            + " SELECT r.amount FROM vidu_cap_raise r WHERE r.cap = ? AND r.period = ? AND r.project IN ('', ?)"
            + " AND r.currency = ? AND " + IS_LAST + ") AS limits)";

    private static final int MOST_AT_ONCE = 100;

    private final Database database;
    private final JournalClock clock;

    CapRaiseTable(Database database, JournalClock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void raise(CapRaise raise) throws SQLException {
        // Of two at once one finds that its number was taken, and takes the next.
        boolean added = false;
        for (int tries = 0; !added && tries < MOST_AT_ONCE; tries++) {
            added = add(raise);
        }
        if (!added) {
            throw new SQLException("too many raise " + raise.cap() + " at once; try again");
        }
    }

    private boolean add(CapRaise raise) throws SQLException {
        return database.changesOne(
                "INSERT INTO vidu_cap_raise (cap, period, project, entry, currency, amount, raised_by, raised_at)"
                        + " SELECT ?, ?, ?, (SELECT 1 + COALESCE(MAX(entry), 0) FROM vidu_cap_raise WHERE cap = ?"
                        + " AND period = ? AND project = ?), ?, ?, ?, ? WHERE 1 = 1"
                        + " ON CONFLICT (cap, period, project, entry) DO NOTHING",
                raise.cap(),
                raise.period(),
                raise.project(),
                raise.cap(),
                raise.period(),
                raise.project(),
                raise.currency(),
                raise.amount(),
                raise.by(),
                raise.at().toEpochMilli());
    }

    @Override
    public Instant time() {
        return clock.instant();
    }

    static List<CapRaise> raises(Database database, String day) throws SQLException {
        return database.query(
                CapRaiseTable::raise,
                "SELECT * FROM vidu_cap_raise r WHERE period IN (?, ?) AND " + IS_LAST,
                day,
                Quote.monthOf(day));
    }

    private static CapRaise raise(ResultSet row) throws SQLException {
        return new CapRaise(
                row.getString("cap"),
                row.getString("period"),
                row.getString("project"),
                row.getString("currency"),
                row.getLong("amount"),
                row.getString("raised_by"),
                TaskColumns.instant(row, "raised_at"));
    }

    static void deleteOld(SqlExecutor database, String before) throws SQLException {
        database.update("DELETE FROM vidu_cap_raise WHERE period < ?", before);
    }
}
