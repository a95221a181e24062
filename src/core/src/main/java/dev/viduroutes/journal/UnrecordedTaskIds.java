package dev.viduroutes.journal;

import dev.viduroutes.logging.RequestMdc;
import dev.viduroutes.request.Task;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ids of tasks that were just accepted, while the journal can't be written. Without them a submit is uncertain after a
 * stop: they are told last thing, or stand in the log.
 */
final class UnrecordedTaskIds {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.journal");

    /** Whoever keeps an id. */
    interface Keeper {
        void keep(Task task) throws SQLException;
    }

    private final Map<String, Task> untold = new ConcurrentHashMap<>();

    /** The record of this step failed, or its answer was lost. */
    void failed(Task task) {
        if (task.isRunning() && task.before() != task.state()) {
            untold.put(task.request().id(), task);
        }
    }

    /** Nothing of it need be told any more. */
    void told(Task task) {
        untold.remove(task.request().id());
    }

    boolean isEmpty() {
        return untold.isEmpty();
    }

    /** @throws SQLException if the journal can't be written; the ids are in the log then */
    void tell(Keeper journal) throws SQLException {
        try {
            for (Task task : untold.values()) {
                journal.keep(task);
                told(task);
            }
        } finally {
            untold.values().forEach(UnrecordedTaskIds::log);
        }
    }

    private static void log(Task task) {
        RequestMdc.of(task)
                .run(() -> LOG.error(
                        "requestId={} taskId={} was accepted and is not recorded: after the stop its submit is uncertain,"
                                + " and only this line tells its task",
                        task.request().id(),
                        task.id()));
    }
}
