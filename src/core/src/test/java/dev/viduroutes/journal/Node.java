package dev.viduroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One of the processes that share a journal. */
record Node(Journals journals) implements AutoCloseable {

    Journal journal() {
        return journals.journal();
    }

    SlotTable slots() {
        return journals.slots();
    }

    Task granted(Task admitted) throws SQLException {
        Claim claim = journal().claim(admitted);
        assertThat(claim).isInstanceOf(Claim.Granted.class);
        return ((Claim.Granted) claim).task();
    }

    /** Claims the request and brings it to this state, as the routes would. */
    Task bring(Task admitted, TaskState state) throws SQLException {
        Task task = granted(admitted);
        if (state == TaskState.RECEIVED) {
            return task;
        } else if (state == TaskState.FAILED) {
            return settle(Samples.failed(task, Billing.NONE));
        }
        task = record(task.submitting());
        if (state == TaskState.SUBMITTING) {
            return task;
        } else if (state == TaskState.UNCERTAIN) {
            return record(task.uncertain("no answer came", Samples.NOW));
        }
        task = record(Samples.running(task));
        if (state == TaskState.RUNNING) {
            return task;
        }
        task = record(task.succeeded(List.of("https://cdn/1.mp4"), Samples.NOW));
        return state == TaskState.SUCCEEDED ? task : settle(task.allStored(Samples.NOW.plusSeconds(70)));
    }

    Task record(Task task) throws SQLException {
        journal().record(task);
        return task;
    }

    Task settle(Task task) throws SQLException {
        journal().settle(task, Samples.outcome(task));
        return task;
    }

    Map<String, Object> row(String requestId) throws SQLException {
        return journals
                .database()
                .query(
                        row -> {
                            Map<String, Object> columns = new TreeMap<>();
                            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                                columns.put(row.getMetaData().getColumnName(i), row.getString(i));
                            }
                            return columns;
                        },
                        "SELECT * FROM vidu_task WHERE request_id = ?",
                        requestId)
                .stream()
                .findFirst()
                .orElse(Map.of());
    }

    /** Changes a column behind the journal's back. */
    void write(Task task, String column, Object value) throws SQLException {
        journals.database()
                .update(
                        "UPDATE vidu_task SET " + column + " = ? WHERE request_id = ?",
                        value,
                        task.request().id());
    }

    @Override
    public void close() {
        journals.close();
    }
}
