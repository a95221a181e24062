package dev.viduroutes.limits;

import dev.viduroutes.request.Task;
import java.time.Duration;
import java.util.Optional;

/** Hears which tasks need not be polled any more. */
public interface TaskEndListener {

    /**
     * A task ended, well or not; from it is learned how long tasks take.
     *
     * @param told how long it took as the API has it, which is believed as far as it is possible
     */
    void ended(Task task, Optional<Duration> told);

    /** The task is polled no more, although its end was not seen. */
    void leave(Task task);
}
