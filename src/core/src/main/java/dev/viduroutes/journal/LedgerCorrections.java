package dev.viduroutes.journal;

import dev.viduroutes.host.HostBeans;
import dev.viduroutes.settings.JournalSettings;
import dev.viduroutes.settings.Settings;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Writes what an invoice says of charges into the ledger, beside processes that write it, too. */
public final class LedgerCorrections implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** SQLite's lock has no queue: without a pause between charges a gateway would find it taken for seconds. */
    private static final Duration PAUSE = Duration.ofMillis(3);

    /** Every step of a gateway begins with this row, so none is made while a charge of the request is corrected. */
    private static final String LOCK = "UPDATE vidu_task SET request_id = request_id WHERE request_id = ?";

    /** What is reserved for a request that is under way the gateway settles. */
    private static final String NEXT =
            "INSERT INTO vidu_charge (request_id, charge, entry, submit, state, account, project,"
                    + " mode, day, seconds, price, currency, assumed, task_id, written_at, adjustment, source)"
                    + " SELECT request_id, charge, entry + 1, submit, ?, account, project, mode, day, ?, price, currency, assumed,"
                    + " ?, ?, ?, ? FROM vidu_charge c WHERE request_id = ? AND charge = ? AND entry = ?"
                    + " AND NOT EXISTS (SELECT 1 FROM vidu_charge l WHERE l.request_id = c.request_id AND l.charge = c.charge"
                    + " AND l.entry > c.entry) AND (state <> 'RESERVED' OR NOT EXISTS (SELECT 1 FROM vidu_task t"
                    + " WHERE t.request_id = c.request_id AND t.state NOT IN ('STORED', 'FAILED')))";

    private final Database database;
    private final InstantSource clock;

    LedgerCorrections(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Opens the journal of the settings, or what the host has for it.
     *
     * @throws SQLException if it can't be written; the message names the setting
     */
    public static LedgerCorrections open(Settings settings, HostBeans host) throws SQLException {
        JournalSettings journal = settings.journal();
        Optional<HostDatabase> given = HostDatabase.of(journal, host);
        if (given.isEmpty() && ConnectionPool.isSqlite(journal.url())) {
            SqliteNativeLibrary.load(settings.places().tmp());
        }
        Database database = given.isPresent()
                ? given.get().open(TIMEOUT)
                : Database.open(journal.url(), journal.user(), journal.password(), TIMEOUT);
        try {
            return new LedgerCorrections(database, database.clock(InstantSource.system()));
        } catch (SQLException | RuntimeException failed) {
            database.close();
            throw failed;
        }
    }

    /**
     * Adds the entry, and moves the sums with it.
     *
     * @param source for people: which invoice it is of, and who settles it
     * @return whether it is added; not if the charge has another entry by now, or its request is under way
     * @throws SQLException if it is not known whether it stands; to say it again does no harm
     */
    public boolean add(ChargeCorrection correction, String source) throws SQLException {
        boolean added = inTransaction(correction, source);
        LockSupport.parkNanos(PAUSE.toNanos());
        return added;
    }

    private boolean inTransaction(ChargeCorrection correction, String source) throws SQLException {
        return database.inTransaction(step -> {
            step.update(LOCK, correction.requestId());
            boolean added = step.changesOne(
                    NEXT,
                    correction.state(),
                    correction.seconds(),
                    correction.taskId(),
                    clock.millis(),
                    correction.adjustmentMicros(),
                    source,
                    correction.requestId(),
                    correction.charge(),
                    correction.entry());
            if (added) {
                ChargeSums sums = ChargeSums.of(correction.requestId(), correction.charge());
                sums.moveCost(step);
                sums.moveSpending(step);
                sums.keepBalance(step);
            }
            return added;
        });
    }

    @Override
    public void close() {
        database.close();
    }
}
