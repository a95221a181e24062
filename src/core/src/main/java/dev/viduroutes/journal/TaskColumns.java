package dev.viduroutes.journal;

import dev.viduroutes.failure.Failure;
import dev.viduroutes.request.ImageReference;
import dev.viduroutes.request.Request;
import dev.viduroutes.request.SubmitHistory;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskResult;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which columns of {@code vidu_task} hold what of a task: each is written and read here, and nowhere else. */
final class TaskColumns {

    private TaskColumns() {}

    /** How far the task is. */
    static SqlParameters ofProgress(Task task) {
        SubmitHistory history = task.history();
        TaskResult result = task.result();
        return new SqlParameters()
                .with("state", task.state())
                .with("submits", history.count())
                .with("task_id", history.taskId())
                .with("accepted_at", history.acceptedAt())
                .with("failed_tasks", history.failedTasks())
                .with("uncertain_since", history.uncertainSince())
                .with("doubt", history.doubt())
                .with("account", history.account())
                .with("code", task.failure().map(Failure::code).orElse(""))
                .with("renewals", result.renewals())
                .with("ended_at", result.endedAt())
                .with("fetch_since", result.fetchSince());
    }

    static SubmitHistory history(ResultSet row) throws SQLException {
        return new SubmitHistory(
                row.getInt("submits"),
                row.getString("task_id"),
                instant(row, "accepted_at"),
                row.getInt("failed_tasks"),
                instant(row, "uncertain_since"),
                row.getString("doubt"),
                row.getString("account"),
                List.of(),
                Map.of());
    }

    static TaskResult result(ResultSet row) throws SQLException {
        return TaskResult.ofEarlierProcess(
                row.getInt("renewals"), instant(row, "ended_at"), instant(row, "fetch_since"));
    }

    /** What was asked, and how it came. */
    static SqlParameters ofRequest(Request request) {
        return new SqlParameters()
                .with("fingerprint", request.fingerprint())
                .with("arrival", request.source().stamp())
                .with("batch", request.source().batch())
                .with("source", request.source().kind())
                .with("source_name", request.source().recordName())
                .with("model", request.model())
                .with("mode", request.mode())
                .with("resolution", request.resolution())
                .with("seconds", request.seconds())
                .with("project", request.project())
                .with("images", images(request))
                .with("received_at", request.receivedAt());
    }

    private static String images(Request request) {
        return request.images().stream().map(ImageReference::toString).collect(Collectors.joining(" "));
    }

    /** Who works on it. */
    static SqlParameters ofLease(Lease lease) {
        return new SqlParameters()
                .with("owner", lease.holder())
                .with("lease_until", lease.untilMillis())
                .with("updated_at", lease.asked().millis());
    }

    /** @return what the file of its dead letter is told by, empty if it is none */
    static String letter(Task task) {
        return task.isDeadLetter() ? Long.toString(task.settledAt().toEpochMilli()) : "";
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }
}
