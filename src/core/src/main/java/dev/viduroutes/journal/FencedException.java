package dev.viduroutes.journal;

import dev.viduroutes.PublicApi;

/** Somebody else took the request over; whoever worked on it must change nothing more, and leave it where it is. */
@PublicApi
public final class FencedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FencedException(String requestId, String what) {
        this("request " + requestId + " was taken over, or got a late task id; " + what + " is not recorded");
    }

    private FencedException(String message) {
        super(message);
    }

    /** @return that another process works on a batch by now */
    public static FencedException ofBatch(String batchId) {
        return new FencedException("batch " + batchId + " was taken over");
    }
}
