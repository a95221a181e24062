package dev.viduroutes.journal;

import dev.viduroutes.request.EarlierTask;
import dev.viduroutes.request.Task;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The statements on {@code vidu_attempt}: tasks that were given up for a new one, for whoever reads the vendor's bill. */
final class AttemptTable {

    private final Database database;

    AttemptTable(Database database) {
        this.database = database;
    }

    /** Part of the step that gives the task up: both stand or fall together. */
    static void insert(SqlExecutor step, String requestId, EarlierTask given) throws SQLException {
        step.update(
                "INSERT INTO vidu_attempt (request_id, submit, task_id, code, ended_at) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (request_id, submit) DO NOTHING",
                requestId,
                given.submit(),
                given.taskId(),
                given.code(),
                given.endedAt().toEpochMilli());
    }

    /** @return those of the request, the first first */
    List<EarlierTask> of(String requestId) throws SQLException {
        return database.query(
                AttemptTable::read, "SELECT * FROM vidu_attempt WHERE request_id = ? ORDER BY submit", requestId);
    }

    private static EarlierTask read(ResultSet row) throws SQLException {
        return new EarlierTask(
                row.getInt("submit"),
                row.getString("task_id"),
                row.getString("code"),
                Instant.ofEpochMilli(row.getLong("ended_at")));
    }

    /** The id of a submit that was given up as uncertain is known after all: a task exists, and nobody fetches its video. */
    void addLateId(Task task) throws SQLException {
        database.update(
                "UPDATE vidu_attempt SET task_id = ? WHERE request_id = ? AND submit = ? AND task_id = ''",
                task.id(),
                task.request().id(),
                task.submits());
    }

    /** To be called once their requests are forgotten. */
    void deleteForgotten() throws SQLException {
        database.update("DELETE FROM vidu_attempt WHERE NOT EXISTS"
                + " (SELECT 1 FROM vidu_task WHERE vidu_task.request_id = vidu_attempt.request_id)");
    }
}
