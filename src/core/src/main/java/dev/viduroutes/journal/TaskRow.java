package dev.viduroutes.journal;

import dev.viduroutes.failure.Failure;
import dev.viduroutes.request.EarlierTask;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Request;
import dev.viduroutes.request.SubmitHistory;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskResult;
import dev.viduroutes.request.TaskState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the journal knows of one request.
 *
 * @param arrival tells a request that comes again after a kill from one that a person put back
 * @param owner empty for none
 * @param leaseUntil in milliseconds since 1970
 * @param letter when it became a dead letter, empty if it is none
 * @param forced whether a person decided that it may be submitted again, though it may be paid twice
 * @param traceparent where its trace goes on, empty if it has none
 * @param outcome as JSON, empty before it is settled
 */
record TaskRow(
        String requestId,
        String fingerprint,
        String arrival,
        String model,
        Instant receivedAt,
        TaskState state,
        long epoch,
        String owner,
        long leaseUntil,
        SubmitHistory history,
        TaskResult result,
        String letter,
        boolean forced,
        String traceparent,
        String outcome) {

    static TaskRow of(ResultSet row) throws SQLException {
        return new TaskRow(
                row.getString("request_id"),
                row.getString("fingerprint"),
                row.getString("arrival"),
                row.getString("model"),
                TaskColumns.instant(row, "received_at"),
                state(row.getString("state")),
                row.getLong("epoch"),
                row.getString("owner"),
                row.getLong("lease_until"),
                TaskColumns.history(row),
                TaskColumns.result(row),
                row.getString("letter"),
                row.getInt("forced") == 1,
                row.getString("traceparent"),
                row.getString("outcome"));
    }

    static TaskState state(String name) throws SQLException {
        try {
            return TaskState.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw new SQLException("the journal's state " + name + " is none that this version knows", unknown);
        }
    }

    /** @return the same; if it has no trace, since none were kept when it came first, with this one */
    TaskRow orTracedBy(String another) {
        return traceparent.isEmpty() && !another.isEmpty()
                ? new TaskRow(
                        requestId,
                        fingerprint,
                        arrival,
                        model,
                        receivedAt,
                        state,
                        epoch,
                        owner,
                        leaseUntil,
                        history,
                        result,
                        letter,
                        forced,
                        another,
                        outcome)
                : this;
    }

    String account() {
        return history.account();
    }

    String taskId() {
        return history.taskId();
    }

    boolean isSettled() {
        return state.isEnd();
    }

    /** @return whether a task of it may be under way */
    boolean isSent() {
        return !isSettled() && state != TaskState.RECEIVED;
    }

    /** @return whether it is the same request, be it that the settings name another model since */
    boolean isSame(Request request) {
        return fingerprint.equals(asAdmitted(request).fingerprint());
    }

    /** @return whether it has an answer for this: to what today's rules forbid, only if that is the request that it is of */
    boolean answers(Request request) {
        return request.isAdmissible() || isSame(request);
    }

    private Request asAdmitted(Request request) {
        return fingerprint.equals(request.fingerprint()) ? request : request.of(model);
    }

    /** @return whether it came in the same way at the same time: a repetition, not something that a person put back */
    boolean isSameArrival(Request request) {
        return arrival.equals(StorableText.of(request.source().stamp()));
    }

    /**
     * @param earlier tasks that were given up before
     * @return the request where it stands, for whoever goes on with it
     */
    Task resumed(Request request, List<EarlierTask> earlier) {
        // What is not sent yet goes to the model of the settings; a task lives under its own.
        Request asked = state == TaskState.RECEIVED ? request : asAdmitted(request);
        SubmitHistory known = state == TaskState.UNCERTAIN ? history : history.withoutDoubt();
        return new Task(asked.receivedAt(receivedAt), state, known.after(earlier), result);
    }

    /** @return a request that was given up, with the task that may have its video */
    Task fetching(Request request, List<EarlierTask> earlier, Instant now) {
        return new Task(
                asAdmitted(request).receivedAt(receivedAt),
                TaskState.RUNNING,
                history.withoutDoubt().after(earlier),
                result.fetchedSince(now));
    }

    /**
     * @param end what became of it
     * @param earlier tasks that were given up before
     * @return a request that was given up, to be submitted again; its submits count, since late answers name theirs
     */
    Task resubmitted(Request request, Outcome end, List<EarlierTask> earlier) {
        String code = end.failure().map(Failure::code).orElse("");
        EarlierTask last = new EarlierTask(
                history.count(), history.taskId(), code, end.timings().settledAt());
        List<EarlierTask> all = Stream.concat(earlier.stream(), Stream.of(last)).toList();
        return new Task(
                request.receivedAt(receivedAt),
                TaskState.RECEIVED,
                SubmitHistory.afterSubmits(history.count())
                        .with(history.account())
                        .after(all),
                TaskResult.NONE);
    }
}
