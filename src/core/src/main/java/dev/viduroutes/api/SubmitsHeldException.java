package dev.viduroutes.api;

import java.io.IOException;

/** A submit was held back before its first byte, since the moderation breaker has held since its permit was granted. */
final class SubmitsHeldException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param by what holds them back */
    SubmitsHeldException(String by) {
        super("submits are held back meanwhile, by " + by);
    }
}
