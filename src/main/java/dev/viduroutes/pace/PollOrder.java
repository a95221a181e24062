package dev.viduroutes.pace;

import java.util.Optional;

/** Which of the waiting tasks is asked about next, and when. Used by one thread at a time. */
public interface PollOrder {

    /** What {@link #dueInMillis} answers if nobody waits. */
    long NEVER = Long.MAX_VALUE;

    void join(Poll poll);

    void leave(String taskId);

    /** @return how long until somebody is due; 0 or less if somebody is */
    long dueInMillis(long nowMillis);

    /** Takes out the one who gains most by being asked about now, if somebody is due. */
    Optional<Poll> take(long nowMillis);
}
