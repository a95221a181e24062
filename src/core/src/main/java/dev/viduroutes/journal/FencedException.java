package dev.viduroutes.journal;

import dev.viduroutes.PublicApi;

/** Somebody else took the request over; whoever worked on it must change nothing more, and leave it where it is. */
@PublicApi
public final class FencedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FencedException(String requestId, String what) {
        super("request " + requestId + " was taken over, or got a late task id; " + what + " is not recorded");
    }
}
