package dev.viduroutes.live;

import dev.viduroutes.polling.TaskKind;
import dev.viduroutes.request.TaskState;
import java.time.Instant;

/**
 * A task that may be at the API, or its request before there is one, in few words: many may be kept.
 *
 * @param since when it was accepted; before that, when the last step was made
 * @param setback what went wrong with it last; empty if nothing did
 */
record RecordedTask(
        String requestId,
        String taskId,
        String account,
        String project,
        String source,
        String sourceName,
        TaskKind kind,
        String mode,
        int attempt,
        TaskState state,
        Instant receivedAt,
        Instant since,
        String setback,
        String worker) {

    RecordedTask by(String process) {
        return new RecordedTask(
                requestId,
                taskId,
                account,
                project,
                source,
                sourceName,
                kind,
                mode,
                attempt,
                state,
                receivedAt,
                since,
                setback,
                process);
    }

    boolean isAtTheApi() {
        return state == TaskState.SUBMITTING || state == TaskState.UNCERTAIN || state == TaskState.RUNNING;
    }

    boolean isToSubmit() {
        return state == TaskState.RECEIVED;
    }
}
