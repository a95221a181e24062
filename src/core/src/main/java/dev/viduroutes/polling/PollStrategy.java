package dev.viduroutes.polling;

import dev.viduroutes.settings.Settings;
import java.time.Instant;
import java.util.Optional;

/** Which of the running tasks is polled next, and when. Used by one thread at a time. */
public interface PollStrategy {

    /** @return the one for the mode of the settings: in callback mode ends are told, else they must be polled for */
    static PollStrategy of(LearnedDurations durations, Settings settings) {
        return settings.api().callbacks()
                ? new FallbackPolling(durations, settings)
                : new AdaptivePolling(durations, settings);
    }

    /** A task was accepted, or is found running at a start. */
    void add(String id, TaskKind kind, Instant accepted);

    /**
     * The answer, or its absence, said nothing of an end.
     *
     * @param asked when the call left
     * @param requestsWait whether a request waits for a slot
     */
    void stillRunning(String id, Instant asked, boolean requestsWait);

    /**
     * Takes the task out until {@link #stillRunning} or {@link #ended}.
     *
     * @return the task to ask if a call may leave now; empty if none is worth it
     */
    Optional<String> choose(Instant now);

    /** @return when the next task is to be polled, at the earliest; may be past */
    Optional<Instant> earliest();

    /** @return when the task is to be polled next, as things are now; may be past; empty if that is under way, or it is not known */
    Optional<Instant> next(String id);

    /** The task ended, well or not. */
    void ended(String id, ObservedDuration took);

    /** The task is polled no more. */
    void remove(String id);
}
