package dev.viduroutes.money;

import dev.viduroutes.settings.CapSettings.Limit;

/** A submit would cost more than a cap leaves, so it was not reserved. */
public final class CapExceededException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Limit cap;

    public CapExceededException(Limit cap) {
        super("more than " + cap.key() + " leaves");
        this.cap = cap;
    }

    public Limit cap() {
        return cap;
    }
}
