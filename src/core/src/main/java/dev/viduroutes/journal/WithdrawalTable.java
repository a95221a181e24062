package dev.viduroutes.journal;

import dev.viduroutes.failure.Failure;
import dev.viduroutes.request.TaskState;
import dev.viduroutes.withdrawal.WithdrawalResult;
import dev.viduroutes.withdrawal.WithdrawalStore;
import dev.viduroutes.withdrawal.WithdrawnRequest;
import java.sql.SQLException;
import java.util.List;

/**
 * The statements on {@code vidu_withdrawal}, and on the mark that a withdrawal leaves in the row of its request. The record of a submit
 * looks at that mark in the statement that writes it, so that of the two only one can be first.
 */
public final class WithdrawalTable implements WithdrawalStore {

    private static final int MOST_TRIES = 20;
    private static final String OF_REQUEST = " FROM vidu_withdrawal WHERE request_id = ?";

    /** @param mark 0 if it is not withdrawn, 1 if it is, 2 if its video is not wanted either */
    private record MarkedRow(TaskRow task, int mark) {}

    private final Database database;
    private final AttemptTable attempts;
    private final Leases leases;

    WithdrawalTable(Database database, Leases leases) {
        this.database = database;
        this.leases = leases;
        attempts = new AttemptTable(database);
    }

    /**
     * {@inheritDoc} First the withdrawal, then the mark, then the look: a request that comes in between looks for the withdrawal once
     * its row is there, and one that is put back in between is marked at the next try.
     */
    @Override
    public WithdrawalResult withdraw(String requestId, boolean discard) throws SQLException {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            insert(requestId, discard);
            mark(requestId);
            List<MarkedRow> found = database.query(
                    row -> new MarkedRow(TaskRow.of(row), row.getInt("withdrawn")),
                    "SELECT * FROM vidu_task WHERE request_id = ?",
                    requestId);
            if (found.isEmpty()) {
                return WithdrawalResult.AWAITED;
            }
            MarkedRow row = found.get(0);
            if (row.task().isSettled()) {
                forget(requestId);
                return settled(row.task());
            } else if (row.mark() > 0) {
                return open(row);
            }
        }
        throw new SQLException("the request changes faster than it can be withdrawn; try again");
    }

    private void insert(String requestId, boolean discard) throws SQLException {
        database.update(
                "INSERT INTO vidu_withdrawal (request_id, discard, asked_at) VALUES (?, ?, ?)"
                        + " ON CONFLICT (request_id) DO UPDATE SET discard = excluded.discard, asked_at = excluded.asked_at",
                requestId,
                discard ? 1 : 0,
                leases.now().millis());
    }

    /** @return whether the request is withdrawn; its row says so from now on */
    boolean mark(String requestId) throws SQLException {
        return !database.query(row -> row.getInt(1), "SELECT 1" + OF_REQUEST, requestId)
                        .isEmpty()
                && database.changesOne(
                        // What is made already is not thrown away any more.
                        "UPDATE vidu_task SET withdrawn = CASE WHEN state <> 'SUCCEEDED' THEN 1 + (SELECT discard"
                                + OF_REQUEST
                                + ") WHEN withdrawn > 1 THEN withdrawn ELSE 1 END WHERE request_id = ?"
                                + " AND state NOT IN ('STORED', 'FAILED') AND EXISTS (SELECT 1" + OF_REQUEST + ")",
                        requestId,
                        requestId,
                        requestId);
    }

    private WithdrawalResult settled(TaskRow row) throws SQLException {
        boolean cancelled = OutcomeCodec.read(row)
                .failure()
                .filter(failure -> failure.code().equals(Failure.CANCELLED))
                .isPresent();
        return cancelled ? notSubmitted(row) : WithdrawalResult.SETTLED;
    }

    private WithdrawalResult notSubmitted(TaskRow row) throws SQLException {
        return attempts.of(row.requestId()).isEmpty() ? WithdrawalResult.WITHDRAWN : WithdrawalResult.NO_OTHER_TASK;
    }

    private WithdrawalResult open(MarkedRow row) throws SQLException {
        if (row.task().state() == TaskState.RECEIVED) {
            return notSubmitted(row.task());
        } else if (row.mark() > 1) {
            return WithdrawalResult.RUNS_DISCARDED;
        }
        return row.task().state() == TaskState.SUCCEEDED ? WithdrawalResult.STORED : WithdrawalResult.RUNS;
    }

    @Override
    public List<WithdrawnRequest> waiting() throws SQLException {
        return database.query(
                row -> new WithdrawnRequest(row.getString("request_id"), row.getLong("epoch")),
                "SELECT task.request_id, task.epoch FROM vidu_withdrawal asked"
                        + " JOIN vidu_task task ON task.request_id = asked.request_id"
                        + " WHERE task.owner = ? AND task.state = 'RECEIVED' AND task.withdrawn > 0",
                leases.owner().toString());
    }

    /** @return whether a request that the journal does not have yet, or the batch that it is a row of, was withdrawn */
    public boolean isWithdrawnBefore(String requestId, String batchId) throws SQLException {
        return !database.query(
                        row -> row.getInt(1),
                        "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM vidu_task WHERE request_id = ?) AND (EXISTS (SELECT 1"
                                + OF_REQUEST
                                + ") OR EXISTS (SELECT 1 FROM vidu_batch WHERE batch_id = ? AND state = 'WITHDRAWN'))",
                        requestId,
                        requestId,
                        batchId)
                .isEmpty();
    }

    /** @return whether the request stands as its owner believes, and was withdrawn */
    public boolean isWithdrawn(String requestId, long epoch) throws SQLException {
        return !database.query(
                        row -> row.getInt("withdrawn"),
                        "SELECT withdrawn FROM vidu_task WHERE request_id = ? AND epoch = ? AND state = 'RECEIVED'"
                                + " AND (withdrawn > 0 OR " + BatchTable.IS_WITHDRAWN + ")",
                        requestId,
                        epoch)
                .isEmpty();
    }

    /** @return whether the video of its task is to be left unfetched */
    boolean isDiscarded(String requestId) throws SQLException {
        return !database.query(
                        row -> row.getInt("withdrawn"),
                        "SELECT withdrawn FROM vidu_task WHERE request_id = ? AND withdrawn > 1",
                        requestId)
                .isEmpty();
    }

    @Override
    public void forget(String requestId) throws SQLException {
        database.update("DELETE" + OF_REQUEST, requestId);
    }

    void deleteBefore(long before) throws SQLException {
        database.update("DELETE FROM vidu_withdrawal WHERE asked_at < ?", before);
    }
}
