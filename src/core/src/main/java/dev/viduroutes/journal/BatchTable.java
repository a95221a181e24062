package dev.viduroutes.journal;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The statements on {@code vidu_batch}: which batches there are, who works on each, and what a person wants of it. One process works
 * on a batch at a time; that its rows are not paid twice is the business of their own rows of the journal. Thread-safe.
 */
public final class BatchTable {

    /** Of a row of {@code vidu_task}: whether its batch is withdrawn. */
    static final String IS_WITHDRAWN =
            "EXISTS (SELECT 1 FROM vidu_batch WHERE vidu_batch.batch_id = vidu_task.batch AND vidu_batch.state = 'WITHDRAWN')";

    /** Batches have none: who takes one over is another owner. */
    private static final long EPOCH = 1;

    private final Database database;
    private final Leases leases;
    private final HeldLeases held = new HeldLeases();

    BatchTable(Database database, Leases leases) {
        this.database = database;
        this.leases = leases;
    }

    /**
     * Takes a batch, unless somebody works on it; one that was done before begins anew.
     *
     * @return how it is with it, now that it is this caller's; empty if it is not
     */
    public Optional<BatchState> claim(String id, String name) throws SQLException {
        if (!held.add(id)) {
            return Optional.empty();
        }
        Optional<BatchState> mine = Optional.empty();
        try {
            mine = insert(id, name) ? Optional.of(BatchState.RUNNING) : takeOver(id);
            return mine;
        } finally {
            if (mine.isEmpty()) {
                held.remove(id);
            }
        }
    }

    private boolean insert(String id, String name) throws SQLException {
        Lease lease = leases.ask();
        long now = lease.asked().millis();
        boolean mine = database.changesOne(
                "INSERT INTO vidu_batch (batch_id, name, state, row_count, stored, failed, seconds, owner, lease_until,"
                        + " started_at, updated_at) VALUES (?, ?, 'RUNNING', 0, 0, 0, 0, ?, ?, ?, ?)"
                        + " ON CONFLICT (batch_id) DO NOTHING",
                id,
                name,
                lease.holder(),
                lease.untilMillis(),
                now,
                now);
        return mine && confirmed(id, lease);
    }

    private boolean confirmed(String id, Lease lease) {
        held.confirm(id, EPOCH, lease.asked());
        return true;
    }

    private Optional<BatchState> takeOver(String id) throws SQLException {
        Optional<BatchEntry> found = find(id).filter(this::isFree);
        return found.isPresent() && takeOver(found.get())
                ? found.map(BatchEntry::state).map(BatchTable::again)
                : Optional.empty();
    }

    private static BatchState again(BatchState before) {
        return before == BatchState.DONE ? BatchState.RUNNING : before;
    }

    private boolean takeOver(BatchEntry found) throws SQLException {
        Lease lease = leases.ask();
        long now = lease.asked().millis();
        boolean mine = database.changesOne(
                "UPDATE vidu_batch SET owner = ?, lease_until = ?, updated_at = ?,"
                        + " started_at = CASE state WHEN 'DONE' THEN ? ELSE started_at END,"
                        + " state = CASE state WHEN 'DONE' THEN 'RUNNING' ELSE state END"
                        + " WHERE batch_id = ? AND owner = ? AND lease_until = ?",
                lease.holder(),
                lease.untilMillis(),
                now,
                now,
                found.id(),
                found.owner(),
                found.leaseUntil());
        return mine && confirmed(found.id(), lease);
    }

    /** Asked of what this process does not hold. */
    private boolean isFree(BatchEntry batch) {
        return batch.owner().isEmpty()
                || batch.owner().equals(leases.owner().toString())
                || batch.leaseUntil() < leases.now().millis()
                || Owner.isGone(batch.owner(), leases.owner());
    }

    /**
     * Shows that somebody works on a batch, and how far that is. To be called more often than the lease is long.
     *
     * @return what a person wants of it; empty if another process took it over
     */
    public Optional<BatchState> note(String id, long rows, long stored, long failed, long seconds) throws SQLException {
        Lease lease = leases.ask();
        boolean mine = database.changesOne(
                "UPDATE vidu_batch SET row_count = ?, stored = ?, failed = ?, seconds = ?, lease_until = ?, updated_at = ?"
                        + " WHERE batch_id = ? AND owner = ?",
                rows,
                stored,
                failed,
                seconds,
                lease.untilMillis(),
                lease.asked().millis(),
                id,
                lease.holder());
        return mine && confirmed(id, lease) ? find(id).map(BatchEntry::state) : Optional.empty();
    }

    /**
     * Whether nobody else can have taken a batch over yet, as far as this process can tell without asking; see
     * {@link Journal#isLeaseConfirmed}.
     */
    public boolean isLeaseConfirmed(String id) {
        return held.isConfirmed(id, EPOCH, leases.now(), leases.length().dividedBy(2));
    }

    /** @return whether anybody works on a batch */
    public boolean isWorkedOn(String id) throws SQLException {
        return held.contains(id) || find(id).filter(batch -> !isFree(batch)).isPresent();
    }

    /** Each of its rows has its outcome, and the report is written. */
    public void done(String id) throws SQLException {
        database.update(
                "UPDATE vidu_batch SET state = 'DONE', updated_at = ? WHERE batch_id = ? AND owner = ?",
                leases.now().millis(),
                id,
                leases.owner().toString());
    }

    /** Nobody here works on it any longer. */
    public void release(String id) throws SQLException {
        held.remove(id);
        database.update(
                "UPDATE vidu_batch SET owner = '', lease_until = 0 WHERE batch_id = ? AND owner = ?",
                id,
                leases.owner().toString());
    }

    void releaseAll() throws SQLException {
        held.clear();
        database.update(
                "UPDATE vidu_batch SET owner = '', lease_until = 0 WHERE owner = ?",
                leases.owner().toString());
    }

    /** @return all that are known, those that were touched last first */
    public List<BatchEntry> list() throws SQLException {
        return database.query(BatchEntry::of, "SELECT * FROM vidu_batch ORDER BY updated_at DESC, batch_id");
    }

    /**
     * Notes what a person wants of the batches of this name or id that are not done. What was withdrawn stays so.
     *
     * @return those that it concerns, as they are now
     */
    public List<BatchEntry> want(String nameOrId, BatchState state) throws SQLException {
        database.update(
                "UPDATE vidu_batch SET state = ? WHERE (batch_id = ? OR name = ?) AND state IN ('RUNNING', 'PAUSED')",
                state.name(),
                nameOrId,
                nameOrId);
        return database.query(
                BatchEntry::of,
                "SELECT * FROM vidu_batch WHERE (batch_id = ? OR name = ?) AND state <> 'DONE' ORDER BY started_at",
                nameOrId,
                nameOrId);
    }

    /** @return whether the journal knows rows of it */
    public boolean hasRows(String id) throws SQLException {
        return !database.query(row -> row.getInt(1), "SELECT 1 FROM vidu_task WHERE batch = ? LIMIT 1", id)
                .isEmpty();
    }

    /** @return ids of the rows that wait to be submitted, and are not withdrawn yet; 1,000 at most */
    public List<String> rowsToSubmit(String id) throws SQLException {
        return database.query(
                row -> row.getString("request_id"),
                "SELECT request_id FROM vidu_task WHERE batch = ? AND state = 'RECEIVED' AND withdrawn = 0 LIMIT 1000",
                id);
    }

    private Optional<BatchEntry> find(String id) throws SQLException {
        return database.query(BatchEntry::of, "SELECT * FROM vidu_batch WHERE batch_id = ?", id).stream()
                .findFirst();
    }

    /** Those that nobody works on, and that are older than this. */
    void deleteBefore(long before) throws SQLException {
        database.update("DELETE FROM vidu_batch WHERE owner = '' AND updated_at < ?", before);
    }
}
