package dev.viduroutes.journal;

import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.TaskState;
import java.util.Optional;

/**
 * What the journal knows of a dead letter that might be put back.
 *
 * @param requestId under which it knows it
 * @param state how far the request is
 * @param decision what would happen
 * @param taskId the API's task, empty if none is known; it may have been found out since the outcome
 * @param epoch grows with each owner of the request: what was decided on one is not decided on another
 * @param outcome what became of it, if it is settled
 */
public record ReplayPreview(
        String requestId,
        TaskState state,
        ReplayDecision decision,
        String taskId,
        long epoch,
        Optional<Outcome> outcome) {}
