package dev.viduroutes.journal;

import dev.viduroutes.failure.Failure;
import dev.viduroutes.request.EarlierTask;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Request;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the journal knows of one request. Instants are milliseconds since 1970, 0 for what has not happened. */
record TaskRow(
        String requestId,
        String fingerprint,
        String arrival,
        TaskState state,
        long epoch,
        String owner,
        long leaseUntil,
        String model,
        String taskId,
        int submits,
        int failedTasks,
        int renewals,
        long receivedAt,
        long acceptedAt,
        long endedAt,
        long uncertainSince,
        String doubt,
        String letter,
        boolean forced,
        long fetchSince,
        String outcome) {

    static TaskRow of(ResultSet row) throws SQLException {
        return new TaskRow(
                row.getString("request_id"),
                row.getString("fingerprint"),
                row.getString("arrival"),
                state(row.getString("state")),
                row.getLong("epoch"),
                row.getString("owner"),
                row.getLong("lease_until"),
                row.getString("model"),
                row.getString("task_id"),
                row.getInt("submits"),
                row.getInt("failed_tasks"),
                row.getInt("renewals"),
                row.getLong("received_at"),
                row.getLong("accepted_at"),
                row.getLong("ended_at"),
                row.getLong("uncertain_since"),
                row.getString("doubt"),
                row.getString("letter"),
                row.getInt("forced") == 1,
                row.getLong("fetch_since"),
                row.getString("outcome"));
    }

    private static TaskState state(String name) throws SQLException {
        try {
            return TaskState.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw new SQLException("the journal's state " + name + " is none that this version knows", unknown);
        }
    }

    boolean isSettled() {
        return state == TaskState.STORED || state == TaskState.FAILED;
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

    /** @return the request where it stands, for whoever goes on with it */
    Task resumed(Request request) {
        Task task = resumed(request, state, taskId).fetchingSince(Instant.ofEpochMilli(fetchSince));
        return state == TaskState.UNCERTAIN ? task.uncertain(doubt, Instant.ofEpochMilli(uncertainSince)) : task;
    }

    /** @return a request that was given up, with the task that may have its video */
    Task fetching(Request request, Instant now) {
        return resumed(request, TaskState.RUNNING, taskId).fetchingSince(now);
    }

    /**
     * @param end what became of it
     * @param earlier tasks that were given up before
     * @return a request that was given up, to be submitted again; its submits count, since late answers name theirs
     */
    Task resubmitted(Request request, Outcome end, List<EarlierTask> earlier) {
        Request first = request.receivedAt(Instant.ofEpochMilli(receivedAt));
        List<EarlierTask> given = new ArrayList<>(earlier);
        String code = end.failure().map(Failure::code).orElse("");
        given.add(new EarlierTask(submits, taskId, code, end.timings().settledAt()));
        return Task.resumed(first, TaskState.RECEIVED, "", submits, 0, 0, Instant.EPOCH, Instant.EPOCH)
                .after(given);
    }

    /** A task lives under its model; what was not sent yet goes to the one of the settings. */
    private Task resumed(Request request, TaskState from, String task) {
        Request asked = from == TaskState.RECEIVED ? request : asAdmitted(request);
        return Task.resumed(
                asked.receivedAt(Instant.ofEpochMilli(receivedAt)),
                from,
                task,
                submits,
                failedTasks,
                renewals,
                Instant.ofEpochMilli(acceptedAt),
                Instant.ofEpochMilli(endedAt));
    }
}
