package dev.viduroutes.journal;

import dev.viduroutes.money.CapExceededException;
import dev.viduroutes.money.Quote;
import dev.viduroutes.request.EarlierTask;
import dev.viduroutes.request.Request;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The statements on {@code vidu_task}. Each changes a row only if it stands as its writer believes. */
final class TaskTable {

    private static final String WHOSE =
            " WHERE request_id = :request_id AND epoch = :known_epoch AND state = :known_state";
    private static final String BECOMES_UNCERTAIN = ":state = 'UNCERTAIN' AND state = 'SUBMITTING'";
    private static final int PRUNED_AT_ONCE = 500;
    /** Not of a batch that is under way: should its report be lost, only the journal knows which rows were paid. */
    private static final String PRUNABLE = "state IN ('STORED', 'FAILED') AND updated_at < ?"
            + " AND batch NOT IN (SELECT batch_id FROM vidu_batch WHERE state <> 'DONE')";

    private final Database database;

    TaskTable(Database database) {
        this.database = database;
    }

    /** @return whether it was new */
    boolean insert(Request request, String traceparent, Lease lease) throws SQLException {
        SqlParameters row = new SqlParameters()
                .with("request_id", request.id())
                .with("origin", request.origin())
                .with("epoch", 1)
                .with("outcome", "")
                .with("traceparent", traceparent)
                .with(TaskColumns.ofRequest(request))
                .with(TaskColumns.ofProgress(new Task(request)))
                .with(TaskColumns.ofLease(lease));
        return database.changesOne(
                "INSERT INTO vidu_task " + row.insertion() + " ON CONFLICT (request_id) DO NOTHING", row);
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
        Optional<EarlierTask> givenUp = row.isSettled() ? task.history().lastGivenUp() : Optional.empty();
        return keeping(givenUp, row.requestId(), step -> takeOver(step, row, task, lease));
    }

    private static boolean takeOver(SqlExecutor step, TaskRow row, Task task, Lease lease) throws SQLException {
        SqlParameters values = new SqlParameters()
                .with("forced", 0)
                .with("outcome", "")
                .with("traceparent", row.traceparent())
                .with(TaskColumns.ofRequest(task.request()))
                .with(TaskColumns.ofProgress(task))
                .with(TaskColumns.ofLease(lease));
        if (row.isSettled()) {
            values.with("withdrawn", 0);
        } else {
            values.with("arrival", row.arrival());
        }
        // What was sent was sent with these, whatever its template says now.
        String set = row.isSent() ? values.assignments("images") : values.assignments();
        return step.changesOne(
                "UPDATE vidu_task SET epoch = epoch + 1, called_back_at = ABS(called_back_at), " + set + WHOSE
                        + " AND task_id = :known_task_id",
                values.with(whose(row.requestId(), row.epoch(), row.state())).with("known_task_id", row.taskId()));
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

    /**
     * Like {@link #write}, of a task that is about to be submitted, with what it may cost.
     *
     * @return what stands: from an earlier try whose answer was lost another quote may; nothing if somebody took the request over
     * @throws CapExceededException if a cap leaves less; then nothing is written
     */
    Optional<Quote> write(Task submitting, Quote quote, Lease lease) throws SQLException {
        boolean made = database.inTransaction(step -> {
            database.share(step, PauseTable.TABLE);
            return change(step, submitting, "", lease)
                    && ChargeTable.reserve(
                            step, submitting, quote, lease.asked().instant());
        });
        if (made) {
            return Optional.of(quote);
        }
        return isWritten(submitting, lease)
                ? Optional.of(new ChargeTable(database)
                        .quotes(submitting.request().id())
                        .getOrDefault(submitting.submits(), quote))
                : Optional.empty();
    }

    /** Makes a change; in the same transaction its submit is settled, a task that is given up noted, and a refusal for content counted. */
    private boolean recorded(Task task, Database.Transaction change, Lease lease) throws SQLException {
        Optional<ChargeState> charge = ChargeState.of(task);
        if (charge.isEmpty()) {
            return change.run(database);
        }
        return database.inTransaction(step -> {
            boolean made = change.run(step);
            if (made) {
                ChargeTable.settle(step, task, charge.get(), lease.asked().instant());
                addOthers(step, task, lease);
            }
            return made;
        });
    }

    private static void addOthers(SqlExecutor step, Task task, Lease lease) throws SQLException {
        if (task.givenUp().isPresent()) {
            AttemptTable.insert(step, task.request().id(), task.givenUp().get());
        }
        if (RefusalTable.isRefused(task)) {
            RefusalTable.insert(step, task, lease);
        }
    }

    /** Makes a change; if it gives a task up, the task's id is kept elsewhere, in the same transaction. */
    private boolean keeping(Optional<EarlierTask> givenUp, String requestId, Database.Transaction change)
            throws SQLException {
        if (givenUp.isEmpty()) {
            return change.run(database);
        }
        return database.inTransaction(step -> {
            boolean made = change.run(step);
            if (made) {
                AttemptTable.insert(step, requestId, givenUp.get());
            }
            return made;
        });
    }

    private static boolean change(SqlExecutor step, Task task, String outcome, Lease lease) throws SQLException {
        SqlParameters values = TaskColumns.ofProgress(task)
                .with("outcome", outcome)
                .with("lease_until", lease.untilMillis())
                .with("updated_at", lease.asked().millis());
        String set = values.assignments("task_id");
        return step.changesOne(
                "UPDATE vidu_task SET " + set
                        + ", task_id = CASE WHEN " + BECOMES_UNCERTAIN + " THEN task_id ELSE :task_id END"
                        + ", letter = CASE WHEN :state = 'FAILED' THEN :letter ELSE letter END"
                        + WHOSE
                        + " AND (:state <> 'SUBMITTING' OR withdrawn = 0 AND NOT " + BatchTable.IS_WITHDRAWN
                        + " AND NOT " + PauseTable.IS_PAUSED + ")"
                        + " AND (task_id = '' OR :task_id <> '' OR " + BECOMES_UNCERTAIN
                        + " OR state NOT IN ('SUBMITTING', 'UNCERTAIN'))",
                values.with("letter", TaskColumns.letter(task)).with(whose(task, task.before())));
    }

    private boolean isWritten(Task task, Lease lease) throws SQLException {
        return database.changesOne(
                "UPDATE vidu_task SET lease_until = :lease_until" + WHOSE + " AND task_id = :task_id"
                        + " AND submits = :submits AND failed_tasks = :failed_tasks AND renewals = :renewals",
                TaskColumns.ofProgress(task)
                        .with("lease_until", lease.untilMillis())
                        .with(whose(task, task.state())));
    }

    private static SqlParameters whose(Task task, TaskState known) {
        return whose(task.request().id(), task.epoch(), known);
    }

    private static SqlParameters whose(String requestId, long epoch, TaskState known) {
        return new SqlParameters()
                .with("request_id", requestId)
                .with("known_epoch", epoch)
                .with("known_state", known);
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

    /** @return how many tasks are under way, by account, of those that are not among these */
    Map<String, Long> countOfOtherAccounts(Set<String> accounts) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        database.query(
                row -> counts.put(row.getString("account"), row.getLong("tasks")),
                "SELECT account, COUNT(*) AS tasks FROM vidu_task"
                        + " WHERE state IN ('SUBMITTING', 'UNCERTAIN', 'RUNNING', 'SUCCEEDED') GROUP BY account");
        counts.keySet().removeAll(accounts);
        counts.remove("");
        return counts;
    }

    /** @return how many requests are not settled, by account; by an empty name those that have none yet */
    Map<String, Long> countOpen() throws SQLException {
        return database
                .query(
                        row -> Map.entry(row.getString("payer"), row.getLong("open")),
                        "SELECT CASE WHEN state = 'RECEIVED' THEN '' ELSE account END AS payer, COUNT(*) AS open"
                                + " FROM vidu_task WHERE state NOT IN ('STORED', 'FAILED') GROUP BY 1")
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** A few rows at a time: others write in between. */
    void deleteSettled(long before) throws SQLException {
        int deleted;
        do {
            deleted = database.update(
                    "DELETE FROM vidu_task WHERE state IN ('STORED', 'FAILED') AND updated_at < ? AND request_id IN"
                            + " (SELECT request_id FROM vidu_task WHERE " + PRUNABLE + " LIMIT " + PRUNED_AT_ONCE + ")",
                    before,
                    before);
        } while (deleted == PRUNED_AT_ONCE);
    }
}
