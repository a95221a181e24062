package dev.viduroutes.pace;

import dev.viduroutes.request.Task;
import java.time.Duration;
import java.util.Optional;

/** Hears which tasks need not be asked about any more. */
public interface TaskEnds {

    /**
     * A task ended, well or not; from it is learned how long tasks take.
     *
     * @param told how long it took as the API has it, which is believed as far as it is possible
     */
    void ended(Task task, Optional<Duration> told);

    /** Nobody asks about the task any more, although its end was not seen. */
    void leave(Task task);
}
