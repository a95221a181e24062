package dev.viduroutes.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.viduroutes.PublicApi;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A task that was given up for a new one. The vendor may bill it all the same.
 *
 * @param submit which submit of the request it was, counted from 1
 * @param taskId the API's task, empty if nobody knows whether there is one
 * @param code why it was given up: the API's fail code, or {@code SUBMIT_UNCERTAIN}
 * @param endedAt when it was given up
 */
@PublicApi
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record EarlierTask(int submit, String taskId, String code, Instant endedAt) {

    /** What is empty is left out of the JSON, and comes back as null. */
    public EarlierTask {
        taskId = taskId == null ? "" : taskId;
        endedAt = endedAt.truncatedTo(ChronoUnit.MILLIS);
    }
}
