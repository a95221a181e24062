package dev.viduroutes.replay;

import dev.viduroutes.request.Source;
import java.util.Optional;

/** Where a replay sends dead letters to: a source of requests. */
public interface ReplayTarget {

    /** @return whether requests of this source go back here */
    boolean accepts(Source source);

    /** @return why the dead letter can't go back now, for a person; empty if it can */
    default Optional<String> obstacle(DeadLetter deadLetter) {
        return Optional.empty();
    }

    /** Brings the request to its source; it is safe there when this returns. */
    void putBack(DeadLetter deadLetter) throws Exception;
}
