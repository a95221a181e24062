package dev.viduroutes.journal;

import dev.viduroutes.request.TaskState;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * What callbacks leave in the journal. They are hints: one tells that a task may have ended, and which id an uncertain
 * submit got, never what became of it. Each statement changes a row only if the callback fits to how the request stands.
 */
public final class CallbackTable {

    private static final String NO_OTHER_HAS_IT =
            " AND NOT EXISTS (SELECT 1 FROM vidu_task other WHERE other.task_id = ? AND other.request_id <> ?)";

    private final Database database;
    private final InstantSource clock;
    private final String self;

    CallbackTable(Database database, InstantSource clock, Owner self) {
        this.database = database;
        this.clock = clock;
        this.self = self.toString();
    }

    /**
     * Notes that a submit was called back, unless that happened a moment ago: whoever repeats a callback gains nothing. A
     * submit whose answer is not known, or not yet, gets its task id from it.
     *
     * @param submits which submit of the request it was, counted from 1
     * @param taskId the id that the callback names
     * @param atMostEvery how long the next callback for the request changes nothing
     * @throws SQLException if that can't be recorded now; the callback should come again
     */
    public CallbackResult note(String requestId, int submits, String taskId, Duration atMostEvery) throws SQLException {
        long now = clock.millis();
        List<CallbackResult> noted = database.query(
                row -> isDueHere(row.getString("owner"), row.getString("state"))
                        ? CallbackResult.DUE
                        : CallbackResult.NOTED,
                "UPDATE vidu_task SET task_id = ?,"
                        + " called_back_at = CASE WHEN owner = ? AND state = 'RUNNING' THEN ? ELSE ? END"
                        + " WHERE request_id = ? AND submits = ? AND ABS(called_back_at) <= ?"
                        + " AND state IN ('SUBMITTING', 'UNCERTAIN', 'RUNNING') AND task_id IN ('', ?)"
                        + NO_OTHER_HAS_IT + " RETURNING owner, state",
                taskId,
                self,
                -now,
                now,
                requestId,
                submits,
                now - atMostEvery.toMillis(),
                taskId,
                taskId,
                requestId);
        return noted.isEmpty() ? givenUp(requestId, submits, taskId) : noted.get(0);
    }

    /** A request that is uncertain looks for its task id by itself. */
    private boolean isDueHere(String owner, String state) {
        return owner.equals(self) && !state.equals(TaskState.UNCERTAIN.name());
    }

    /**
     * A request that was given up without an id keeps it: put back, its video is fetched, and not paid again. Unless it is
     * the task of an earlier submit, whose end is known: a later submit that never left has given its number back.
     */
    private CallbackResult givenUp(String requestId, int submits, String taskId) throws SQLException {
        boolean found = database.changesOne(
                "UPDATE vidu_task SET task_id = ?, forced = 0 WHERE request_id = ? AND submits = ?"
                        + " AND submits > 0 AND state = 'FAILED' AND task_id = ''"
                        + " AND NOT EXISTS (SELECT 1 FROM vidu_attempt earlier"
                        + " WHERE earlier.request_id = vidu_task.request_id AND earlier.task_id = ?)" + NO_OTHER_HAS_IT,
                taskId,
                requestId,
                submits,
                taskId,
                taskId,
                requestId);
        return found ? CallbackResult.GIVEN_UP : CallbackResult.IRRELEVANT;
    }

    /** @return the ids of this process's running tasks that were called back while it did not notice; each once */
    public List<String> takeDue() throws SQLException {
        return database.query(
                row -> row.getString("task_id"),
                "UPDATE vidu_task SET called_back_at = -called_back_at"
                        + " WHERE owner = ? AND state = 'RUNNING' AND called_back_at > 0 RETURNING task_id",
                self);
    }
}
