package dev.viduroutes.journal;

import dev.viduroutes.request.EarlierTask;
import dev.viduroutes.request.Request;
import dev.viduroutes.request.Task;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The statements on {@code vidu_task}. Each changes a row only if it stands as its writer believes. */
final class TaskStore {

    private static final String OPEN = "state NOT IN ('STORED', 'FAILED')";
    private static final String WHOSE = " WHERE request_id = ? AND epoch = ? AND state = ?";
    private static final int PRUNED_AT_ONCE = 500;

    private final Database database;

    TaskStore(Database database) {
        this.database = database;
    }

    /** @return whether it was new */
    boolean insert(Request request, String owner, long now, long leaseUntil) throws SQLException {
        return 1
                == database.update(
                        "INSERT INTO vidu_task (request_id, fingerprint, arrival, state, epoch, owner, lease_until,"
                                + " model, task_id, submits, failed_tasks, renewals, received_at, accepted_at, ended_at,"
                                + " updated_at, uncertain_since, doubt, outcome, origin)"
                                + " VALUES (?, ?, ?, 'RECEIVED', 1, ?, ?, ?, '', 0, 0, 0, ?, 0, 0, ?, 0, '', '', ?)"
                                + " ON CONFLICT (request_id) DO NOTHING",
                        request.id(),
                        request.fingerprint(),
                        request.source().stamp(),
                        owner,
                        leaseUntil,
                        request.model(),
                        request.receivedAt().toEpochMilli(),
                        now,
                        request.origin());
    }

    /**
     * A dead letter that was put back as a file has an id that nobody knows, unless its document names one. It is told by
     * its name and content while it is a dead letter, and after that by the time of the dead letter's file, or of the
     * file that was put back.
     *
     * @return the id under which it is known; empty if it is, or if it is new
     */
    List<String> knownAs(Request request) throws SQLException {
        return database.query(
                row -> row.getString("request_id"),
                "SELECT request_id FROM vidu_task WHERE origin = ? AND (state = 'FAILED' OR arrival = ? OR letter = ?)"
                        + " AND NOT EXISTS (SELECT 1 FROM vidu_task WHERE request_id = ?)"
                        + " ORDER BY updated_at DESC LIMIT 1",
                request.origin(),
                request.source().stamp(),
                request.source().stamp(),
                request.id());
    }

    /** @return whether it is this very dead letter */
    boolean force(String requestId, String letter) throws SQLException {
        return 1
                == database.update(
                        "UPDATE vidu_task SET forced = 1 WHERE request_id = ? AND state = 'FAILED' AND letter = ?",
                        requestId,
                        letter);
    }

    List<Row> find(String requestId) throws SQLException {
        return database.query(Row::of, "SELECT * FROM vidu_task WHERE request_id = ?", requestId);
    }

    /**
     * A put-back that gives a task up for a new one keeps its id elsewhere, in the same transaction.
     *
     * @return whether the new owner has it, as the next epoch, and as the task stands; false if somebody was faster
     */
    boolean takeOver(Row row, Task task, String owner, long now, long leaseUntil) throws SQLException {
        List<EarlierTask> earlier = task.earlierTasks();
        if (!row.isSettled() || earlier.isEmpty()) {
            return takeOver(database::update, row, task, owner, now, leaseUntil);
        }
        return database.together(step -> {
            boolean taken = takeOver(step, row, task, owner, now, leaseUntil);
            if (taken) {
                AttemptTable.insert(step, row.requestId(), earlier.get(earlier.size() - 1));
            }
            return taken;
        });
    }

    private static boolean takeOver(Database.Updates step, Row row, Task task, String owner, long now, long leaseUntil)
            throws SQLException {
        Request request = task.request();
        return 1
                == step.update(
                        "UPDATE vidu_task SET epoch = epoch + 1, called_back_at = ABS(called_back_at), owner = ?, lease_until = ?, state = ?,"
                                + " fingerprint = ?, arrival = ?, model = ?, task_id = ?, submits = ?, failed_tasks = ?,"
                                + " renewals = ?, received_at = ?, accepted_at = ?, ended_at = ?, fetch_since = ?,"
                                + " forced = 0, updated_at = ?, outcome = ''" + WHOSE + " AND task_id = ?",
                        owner,
                        leaseUntil,
                        task.state().name(),
                        request.fingerprint(),
                        row.isSettled() ? request.source().stamp() : row.arrival(),
                        request.model(),
                        task.id(),
                        task.submits(),
                        task.failedTasks(),
                        task.renewals(),
                        request.receivedAt().toEpochMilli(),
                        task.acceptedAt().toEpochMilli(),
                        task.endedAt().toEpochMilli(),
                        task.fetchSince().toEpochMilli(),
                        now,
                        row.requestId(),
                        row.epoch(),
                        row.state().name(),
                        row.taskId());
    }

    /**
     * Writes a step, unless somebody took the request over. Nor does a task without an id replace an id that came late:
     * what becomes uncertain keeps it, and finds it there.
     *
     * @return whether it stands, be it from an earlier try whose answer was lost
     */
    boolean write(Task task, String outcome, long now, long leaseUntil) throws SQLException {
        return change(task, outcome, now, leaseUntil) || isWritten(task, leaseUntil);
    }

    /** A step that gives a task up keeps its id elsewhere, in the same transaction. */
    private boolean change(Task task, String outcome, long now, long leaseUntil) throws SQLException {
        Optional<EarlierTask> givenUp = task.givenUp();
        if (givenUp.isEmpty()) {
            return change(database::update, task, outcome, now, leaseUntil);
        }
        return database.together(step -> {
            boolean changed = change(step, task, outcome, now, leaseUntil);
            if (changed) {
                AttemptTable.insert(step, task.request().id(), givenUp.get());
            }
            return changed;
        });
    }

    private static boolean change(Database.Updates step, Task task, String outcome, long now, long leaseUntil)
            throws SQLException {
        return 1
                == step.update(
                        "UPDATE vidu_task SET state = ?, task_id = CASE WHEN ? = 'UNCERTAIN' AND state = 'SUBMITTING'"
                                + " THEN task_id ELSE ? END, submits = ?, failed_tasks = ?, renewals = ?,"
                                + " accepted_at = ?, ended_at = ?, uncertain_since = ?, doubt = ?, updated_at = ?,"
                                + " lease_until = ?, outcome = ?, letter = CASE WHEN ? = 'FAILED' THEN ? ELSE letter END"
                                + WHOSE
                                + " AND (task_id = '' OR ? <> '' OR ? = 'UNCERTAIN' AND state = 'SUBMITTING'"
                                + " OR state NOT IN ('SUBMITTING', 'UNCERTAIN'))",
                        task.state().name(),
                        task.state().name(),
                        task.id(),
                        task.submits(),
                        task.failedTasks(),
                        task.renewals(),
                        task.acceptedAt().toEpochMilli(),
                        task.endedAt().toEpochMilli(),
                        task.uncertainSince().toEpochMilli(),
                        task.doubt(),
                        now,
                        leaseUntil,
                        outcome,
                        task.state().name(),
                        Long.toString(task.settledAt().toEpochMilli()),
                        task.request().id(),
                        task.epoch(),
                        task.before().name(),
                        task.id(),
                        task.state().name());
    }

    private boolean isWritten(Task task, long leaseUntil) throws SQLException {
        return 1
                == database.update(
                        "UPDATE vidu_task SET lease_until = ?" + WHOSE
                                + " AND task_id = ? AND submits = ? AND failed_tasks = ? AND renewals = ?",
                        leaseUntil,
                        task.request().id(),
                        task.epoch(),
                        task.state().name(),
                        task.id(),
                        task.submits(),
                        task.failedTasks(),
                        task.renewals());
    }

    /** The count of submits tells whether the id is of the submit that is waited for. */
    boolean writeLate(Task task) throws SQLException {
        return 1
                == database.update(
                        "UPDATE vidu_task SET task_id = ? WHERE request_id = ? AND task_id IN ('', ?) AND submits = ?"
                                + " AND state IN ('SUBMITTING', 'UNCERTAIN')",
                        task.id(),
                        task.request().id(),
                        task.id(),
                        task.submits());
    }

    List<String> taskIds(String requestId, long epoch) throws SQLException {
        return database.query(
                row -> row.getString("task_id"),
                "SELECT task_id FROM vidu_task WHERE request_id = ? AND epoch = ?",
                requestId,
                epoch);
    }

    void release(String requestId, long epoch) throws SQLException {
        database.update(
                "UPDATE vidu_task SET owner = '', lease_until = 0 WHERE request_id = ? AND epoch = ? AND " + OPEN,
                requestId,
                epoch);
    }

    void releaseAll(String owner) throws SQLException {
        database.update("UPDATE vidu_task SET owner = '', lease_until = 0 WHERE owner = ? AND " + OPEN, owner);
    }

    List<Row> ownedBy(String owner) throws SQLException {
        return database.query(Row::of, "SELECT * FROM vidu_task WHERE owner = ? AND " + OPEN, owner);
    }

    void extend(String owner, long leaseUntil) throws SQLException {
        database.update("UPDATE vidu_task SET lease_until = ? WHERE owner = ? AND " + OPEN, leaseUntil, owner);
    }

    /** @return the open requests that were sent, and hold a slot */
    List<Row> sentWithSlot() throws SQLException {
        return database.query(
                Row::of,
                "SELECT * FROM vidu_task WHERE state IN ('SUBMITTING', 'UNCERTAIN', 'RUNNING', 'SUCCEEDED')"
                        + " AND request_id IN (SELECT holder FROM vidu_slot) ORDER BY request_id");
    }

    /** A few rows at a time: others write in between. */
    void deleteSettled(long before) throws SQLException {
        int deleted;
        do {
            deleted = database.update(
                    "DELETE FROM vidu_task WHERE state IN ('STORED', 'FAILED') AND updated_at < ? AND request_id IN"
                            + " (SELECT request_id FROM vidu_task WHERE state IN ('STORED', 'FAILED')"
                            + " AND updated_at < ? LIMIT " + PRUNED_AT_ONCE + ")",
                    before,
                    before);
        } while (deleted == PRUNED_AT_ONCE);
    }
}
