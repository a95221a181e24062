package dev.viduroutes.pace;

import dev.viduroutes.settings.Settings;
import java.time.Instant;
import java.util.Optional;

/** Which of the running tasks is asked about next, and when. Used by one thread at a time. */
public interface PollOrder {

    /** @return what suits the settings: in callback mode ends are told, else they must be asked for */
    static PollOrder of(Durations durations, Settings settings) {
        return settings.api().callbacks()
                ? new FallbackOrder(durations, settings)
                : new PollSchedule(durations, settings);
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

    /** @return when the next task is to be asked, at the earliest; may be past */
    Optional<Instant> earliest();

    /** The task ended, well or not. */
    void ended(String id, Lasted lasted);

    /** Nobody is interested in the task any more. */
    void remove(String id);
}
