package dev.viduroutes.journal;

import dev.viduroutes.request.EarlierTask;
import dev.viduroutes.request.Request;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import java.sql.SQLException;
import java.util.List;
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

    private static final String WRITE = "INSERT INTO vidu_task (request_id, fingerprint, arrival, state, epoch, owner,"
            + " lease_until, model, task_id, submits, failed_tasks, renewals, received_at, accepted_at, ended_at,"
            + " updated_at, uncertain_since, doubt, outcome, origin, letter, fetch_since)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (request_id) DO UPDATE SET fingerprint = excluded.fingerprint, state = excluded.state,"
            + " epoch = excluded.epoch, owner = excluded.owner, lease_until = excluded.lease_until,"
            + " model = excluded.model, task_id = excluded.task_id, submits = excluded.submits,"
            + " failed_tasks = excluded.failed_tasks, renewals = excluded.renewals, accepted_at = excluded.accepted_at,"
            + " ended_at = excluded.ended_at, updated_at = excluded.updated_at,"
            + " uncertain_since = excluded.uncertain_since, doubt = excluded.doubt, outcome = excluded.outcome,"
            + " letter = excluded.letter, fetch_since = excluded.fetch_since" + IS_OLDER;

    private final Database database;

    LostWrites(Database database) {
        this.database = database;
    }

    /** @return whether the request was sent, the journal is behind, and has it again as this process knows it */
    boolean write(Task task, String outcome, Lease lease) throws SQLException {
        boolean written = wasSent(task)
                && database.together(step -> {
                    boolean older = step.changesOne(WRITE, values(task, outcome, lease));
                    for (EarlierTask given : older ? task.earlierTasks() : List.<EarlierTask>of()) {
                        AttemptTable.insert(step, task.request().id(), given);
                    }
                    if (older && RefusalTable.isRefused(task)) {
                        RefusalTable.insert(step, task, lease);
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

    /** Whoever is about to send must not: somebody else may have sent, and settled, what is not there any more. */
    private static boolean wasSent(Task task) {
        return task.submits() > 0 && task.state() != TaskState.RECEIVED && task.state() != TaskState.SUBMITTING;
    }

    private static Object[] values(Task task, String outcome, Lease lease) {
        Request request = task.request();
        return new Object[] {
            request.id(),
            request.fingerprint(),
            request.source().stamp(),
            task.state().name(),
            task.epoch(),
            lease.holder(),
            lease.untilMillis(),
            request.model(),
            task.id(),
            task.submits(),
            task.failedTasks(),
            task.renewals(),
            request.receivedAt().toEpochMilli(),
            task.acceptedAt().toEpochMilli(),
            task.endedAt().toEpochMilli(),
            lease.asked().millis(),
            task.uncertainSince().toEpochMilli(),
            task.doubt(),
            outcome,
            request.origin(),
            task.state() == TaskState.FAILED ? Long.toString(task.settledAt().toEpochMilli()) : "",
            task.fetchSince().toEpochMilli()
        };
    }
}
