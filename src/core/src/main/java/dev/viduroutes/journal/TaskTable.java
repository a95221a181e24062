package dev.viduroutes.journal;

import dev.viduroutes.request.EarlierTask;
import dev.viduroutes.request.Request;
import dev.viduroutes.request.Task;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The statements on {@code vidu_task}. Each changes a row only if it stands as its writer believes. */
final class TaskTable {

    private static final String WHOSE = " WHERE request_id = ? AND epoch = ? AND state = ?";
    private static final int PRUNED_AT_ONCE = 500;

    private final Database database;

    TaskTable(Database database) {
        this.database = database;
    }

    /** @return whether it was new */
    boolean insert(Request request, Lease lease) throws SQLException {
        return database.changesOne(
                "INSERT INTO vidu_task (request_id, fingerprint, arrival, state, epoch, owner, lease_until,"
                        + " model, task_id, submits, failed_tasks, renewals, received_at, accepted_at, ended_at,"
                        + " updated_at, uncertain_since, doubt, outcome, origin)"
                        + " VALUES (?, ?, ?, 'RECEIVED', 1, ?, ?, ?, '', 0, 0, 0, ?, 0, 0, ?, 0, '', '', ?)"
                        + " ON CONFLICT (request_id) DO NOTHING",
                request.id(),
                request.fingerprint(),
                request.source().stamp(),
                lease.holder(),
                lease.untilMillis(),
                request.model(),
                request.receivedAt().toEpochMilli(),
                lease.asked().millis(),
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
                "SELECT request_id FROM vidu_task WHERE origin IN (?, ?)"
                        + " AND (state = 'FAILED' OR arrival = ? OR letter = ?)"
                        + " AND NOT EXISTS (SELECT 1 FROM vidu_task WHERE request_id = ?)"
                        + " ORDER BY updated_at DESC LIMIT 1",
                request.origin(),
                request.originOfModel(),
                request.source().stamp(),
                request.source().stamp(),
                request.id());
    }

    /** @return whether it is this very dead letter */
    boolean force(String requestId, String letter) throws SQLException {
        return database.changesOne(
                "UPDATE vidu_task SET forced = 1 WHERE request_id = ? AND state = 'FAILED' AND letter = ?",
                requestId,
                letter);
    }

    List<TaskRow> find(String requestId) throws SQLException {
        return database.query(TaskRow::of, "SELECT * FROM vidu_task WHERE request_id = ?", requestId);
    }

    /** @return whether the new owner has it, as the next epoch, and as the task stands; false if somebody was faster */
    boolean takeOver(TaskRow row, Task task, Lease lease) throws SQLException {
        List<EarlierTask> earlier = task.earlierTasks();
        Optional<EarlierTask> givenUp =
                row.isSettled() && !earlier.isEmpty() ? Optional.of(earlier.get(earlier.size() - 1)) : Optional.empty();
        return keeping(givenUp, row.requestId(), step -> takeOver(step, row, task, lease));
    }

    private static boolean takeOver(SqlExecutor step, TaskRow row, Task task, Lease lease) throws SQLException {
        Request request = task.request();
        return step.changesOne(
                "UPDATE vidu_task SET epoch = epoch + 1, called_back_at = ABS(called_back_at), owner = ?,"
                        + " lease_until = ?, state = ?, fingerprint = ?, arrival = ?, model = ?, task_id = ?, submits = ?,"
                        + " failed_tasks = ?, renewals = ?, received_at = ?, accepted_at = ?, ended_at = ?, fetch_since = ?,"
                        + " forced = 0, updated_at = ?, outcome = ''" + WHOSE + " AND task_id = ?",
                lease.holder(),
                lease.untilMillis(),
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
                lease.asked().millis(),
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
    boolean write(Task task, String outcome, Lease lease) throws SQLException {
        return recorded(task, step -> change(step, task, outcome, lease), lease) || isWritten(task, lease);
    }

    /** Makes a change; a refusal for content counts in the same transaction, so that none is forgotten. */
    private boolean recorded(Task task, Database.Step change, Lease lease) throws SQLException {
        if (!RefusalTable.isRefused(task)) {
            return keeping(task.givenUp(), task.request().id(), change);
        }
        return database.together(step -> {
            boolean made = change.make(step);
            if (made) {
                RefusalTable.insert(step, task, lease);
            }
            return made;
        });
    }

    /** Makes a change; if it gives a task up, the task's id is kept elsewhere, in the same transaction. */
    private boolean keeping(Optional<EarlierTask> givenUp, String requestId, Database.Step change) throws SQLException {
        if (givenUp.isEmpty()) {
            return change.make(database);
        }
        return database.together(step -> {
            boolean made = change.make(step);
            if (made) {
                AttemptTable.insert(step, requestId, givenUp.get());
            }
            return made;
        });
    }

    private static boolean change(SqlExecutor step, Task task, String outcome, Lease lease) throws SQLException {
        return step.changesOne(
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
                lease.asked().millis(),
                lease.untilMillis(),
                outcome,
                task.state().name(),
                Long.toString(task.settledAt().toEpochMilli()),
                task.request().id(),
                task.epoch(),
                task.before().name(),
                task.id(),
                task.state().name());
    }

    private boolean isWritten(Task task, Lease lease) throws SQLException {
        return database.changesOne(
                "UPDATE vidu_task SET lease_until = ?" + WHOSE
                        + " AND task_id = ? AND submits = ? AND failed_tasks = ? AND renewals = ?",
                lease.untilMillis(),
                task.request().id(),
                task.epoch(),
                task.state().name(),
                task.id(),
                task.submits(),
                task.failedTasks(),
                task.renewals());
    }

    /**
     * The count of submits tells whether the id is of the submit that is waited for, or that was given up: then the task can
     * be asked for its video, and what a person decided without knowing of it is no longer decided.
     */
    boolean writeLate(Task task) throws SQLException {
        return database.changesOne(
                "UPDATE vidu_task SET task_id = ?, forced = CASE task_id WHEN '' THEN 0 ELSE forced END"
                        + " WHERE request_id = ? AND task_id IN ('', ?) AND submits = ? AND submits > 0"
                        + " AND state IN ('SUBMITTING', 'UNCERTAIN', 'FAILED')",
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

    /** @return the open requests that were sent, and hold a slot */
    List<TaskRow> sentWithSlot() throws SQLException {
        return database.query(
                TaskRow::of,
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
