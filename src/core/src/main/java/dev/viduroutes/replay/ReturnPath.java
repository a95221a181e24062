package dev.viduroutes.replay;

import dev.viduroutes.request.Source;
import java.util.Optional;

/** The way back to a source of requests. */
public interface ReturnPath {

    /** @return whether requests of this source go back this way */
    boolean leadsTo(Source source);

    /** @return why the letter can't go back now, for a person; empty if it can */
    default Optional<String> obstacle(Letter letter) {
        return Optional.empty();
    }

    /** Brings the request to its source; it is safe there when this returns. */
    void putBack(Letter letter) throws Exception;
}
