package dev.viduroutes.request;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.viduroutes.PublicApi;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.money.Cost;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a request: the answer of {@code direct:vidu-generate}, and the content of {@code *.outcome.json},
 * {@code *.reason.json} and {@code manifest.json}. In JSON its names are in snake case, and what is empty is left out.
 *
 * @param requestId the request's idempotency key
 * @param taskId the API's task, empty if there is none
 * @param state {@link TaskState#STORED} or {@link TaskState#FAILED}
 * @param source where the request came from
 * @param videos what is in the bucket
 * @param failure why it failed
 * @param replay what to do about the failure
 * @param billedSeconds what the API bills for it; absent if that is not known
 * @param cost what that costs; absent if there are no prices
 * @param timings when what happened
 * @param attempts submits that were sent, refused ones included
 * @param earlierTasks tasks that were given up for new ones; the vendor may bill them too
 * @param warnings what of the request had no effect, for whoever wrote it; nothing that failed
 * @param account that it was submitted with, or was to be; empty for {@code default}, and for what was never that far
 * @param metadata copied from the request
 */
@PublicApi
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Outcome(
        String requestId,
        String taskId,
        TaskState state,
        Source source,
        List<Video> videos,
        Optional<Failure> failure,
        String replay,
        Optional<Integer> billedSeconds,
        Optional<Cost> cost,
        Timings timings,
        int attempts,
        List<EarlierTask> earlierTasks,
        List<String> warnings,
        String account,
        Map<String, String> metadata) {

    /** What is empty is left out of the JSON, and comes back as null. */
    public Outcome {
        taskId = taskId == null ? "" : taskId;
        videos = videos == null ? List.of() : List.copyOf(videos);
        failure = failure == null ? Optional.empty() : failure;
        replay = replay == null ? "" : replay;
        billedSeconds = billedSeconds == null ? Optional.empty() : billedSeconds;
        cost = cost == null ? Optional.empty() : cost;
        earlierTasks = earlierTasks == null ? List.of() : List.copyOf(earlierTasks);
        account = account == null ? "" : account;
        warnings = warnings == null ? List.of() : List.copyOf(warnings);
        metadata = metadata == null ? Map.of() : Map.copyOf(metadata);
    }

    /**
     * @param receivedAt when the request was admitted, or refused
     * @param acceptedAt when the API accepted the task
     * @param endedAt when the API reported success
     * @param settledAt when the request was stored, or given up
     * @param seconds from the first to the last of these
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Timings(
            Optional<Instant> receivedAt,
            Optional<Instant> acceptedAt,
            Optional<Instant> endedAt,
            Instant settledAt,
            double seconds) {

        public Timings {
            receivedAt = receivedAt == null ? Optional.empty() : receivedAt;
            acceptedAt = acceptedAt == null ? Optional.empty() : acceptedAt;
            endedAt = endedAt == null ? Optional.empty() : endedAt;
        }
    }

    /** @return when it was settled, in milliseconds since 1970 */
    @JsonIgnore
    public long getSettledAtMillis() {
        return timings.settledAt().toEpochMilli();
    }

    /** @return whether both tell of the same end of the same request */
    public boolean isSameEnd(Outcome other) {
        return requestId.equals(other.requestId) && timings.settledAt().equals(other.timings.settledAt());
    }

    /** @return whether it ended as a dead letter */
    @JsonIgnore
    public boolean isDeadLetter() {
        return state == TaskState.FAILED;
    }

    /** @return whether the videos are in the bucket */
    @JsonIgnore
    public boolean isStored() {
        return state == TaskState.STORED;
    }
}
