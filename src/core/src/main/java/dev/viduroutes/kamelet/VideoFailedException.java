package dev.viduroutes.kamelet;

import dev.viduroutes.PublicApi;
import dev.viduroutes.request.Outcome;

/** A request did not become a video, and the kamelet was asked to throw then. Trying it again may pay again. */
@PublicApi
public final class VideoFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Outcome outcome;

    VideoFailedException(Outcome outcome) {
        super(outcome.failure()
                .map(failure -> failure.code() + ": " + failure.message())
                .orElse(outcome.requestId() + " is " + outcome.state()));
        this.outcome = outcome;
    }

    /** @return what became of the request */
    public Outcome outcome() {
        return outcome;
    }
}
