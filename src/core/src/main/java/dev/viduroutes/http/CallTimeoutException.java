package dev.viduroutes.http;

import java.io.IOException;

/** A call was given up before its end, and its connection closed. */
public final class CallTimeoutException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean mayHaveLeft;

    /** @param effect what the client made of its connection being closed: not the cause, and no news */
    CallTimeoutException(String message, boolean mayHaveLeft, Exception effect) {
        super(message);
        this.mayHaveLeft = mayHaveLeft;
        addSuppressed(effect);
    }

    /** @return whether a byte of the request can have reached the server */
    public boolean mayHaveLeft() {
        return mayHaveLeft;
    }
}
