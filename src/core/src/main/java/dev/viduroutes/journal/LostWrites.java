package dev.viduroutes.journal;

import dev.viduroutes.request.EarlierTask;
import dev.viduroutes.request.Request;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steps that the journal confirmed and does not have any more: it was restored from an older copy, emptied, or failed over
 * to a server that lagged behind. This process still knows them. What was sent is written again, since whoever found nothing
 * of it would pay it again.
 */
final class LostWrites {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.journal");

    /** Epochs only grow: a row with a smaller one is from before, as is what this owner itself has gone beyond. */
    private static final String IS_OLDER = " WHERE vidu_task.epoch < excluded.epoch OR vidu_task.epoch = excluded.epoch"
            + " AND vidu_task.owner = excluded.owner"
            + " AND (vidu_task.task_id IN ('', excluded.task_id) OR vidu_task.submits < excluded.submits)";

    private final Database database;

    LostWrites(Database database) {
        this.database = database;
    }

    /** @return whether the request was sent, the journal is behind, and has it again as this process knows it */
    boolean write(Task task, String outcome, Lease lease) throws SQLException {
        boolean written = wasSent(task)
                && database.inTransaction(step -> {
                    boolean older = insertOrReplace(step, task, outcome, lease);
                    if (older) {
                        addOthers(step, task, lease);
                    }
                    return older;
                });
        if (written) {
            LOG.warn(
                    "requestId={} taskId={} is recorded again as {}: the journal had an older copy of it, or none; was it"
                            + " restored, or emptied?",
                    task.request().id(),
                    task.id(),
                    task.state());
        }
        return written;
    }

    private static void addOthers(SqlExecutor step, Task task, Lease lease) throws SQLException {
        Instant now = lease.asked().instant();
        for (EarlierTask given : task.history().earlier()) {
            AttemptTable.insert(step, task.request().id(), given);
            ChargeTable.restoreGivenUp(step, task, given, now);
        }
        if (task.givenUp().isEmpty()) {
            ChargeTable.restore(step, task, task.submits(), task.id(), now);
        }
        Optional<ChargeState> end = ChargeState.of(task);
        if (end.isPresent()) {
            ChargeTable.settle(step, task, end.get(), now);
        }
        if (RefusalTable.isRefused(task)) {
            RefusalTable.insert(step, task, lease);
        }
    }

    /** Whoever is about to send must not: somebody else may have sent, and settled, what is not there any more. */
    private static boolean wasSent(Task task) {
        return task.submits() > 0 && task.state() != TaskState.RECEIVED && task.state() != TaskState.SUBMITTING;
    }

    /** When and how it came, and what it is known by as a dead letter, are no steps: they stay as they are. */
    private static boolean insertOrReplace(SqlExecutor step, Task task, String outcome, Lease lease)
            throws SQLException {
        Request request = task.request();
        SqlParameters row = new SqlParameters()
                .with("epoch", task.epoch())
                .with("outcome", outcome)
                .with("letter", TaskColumns.letter(task))
                .with(TaskColumns.ofRequest(request))
                .with(TaskColumns.ofProgress(task))
                .with(TaskColumns.ofLease(lease));
        String replaced = row.assignments("arrival", "received_at");
        row.with("request_id", request.id()).with("origin", request.origin());
        return step.changesOne(
                "INSERT INTO vidu_task " + row.insertion() + " ON CONFLICT (request_id) DO UPDATE SET " + replaced
                        + IS_OLDER,
                row);
    }
}
