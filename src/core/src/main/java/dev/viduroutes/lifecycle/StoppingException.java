package dev.viduroutes.lifecycle;

import dev.viduroutes.PublicApi;

/** The gateway stops; the request must stay at its source, where the next start finds it. */
@PublicApi
public final class StoppingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoppingException() {
        super("the gateway is stopping; the request stays where it is");
    }
}
