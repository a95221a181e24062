package dev.viduroutes.money;

import dev.viduroutes.settings.CapSettings.Limit;
import java.util.Optional;

/** A submit would cost more than a cap, or the floor of the balance, leaves, so it was not reserved. */
public final class CapExceededException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Optional<Limit> cap;

    public CapExceededException(Limit cap) {
        this(cap.key(), Optional.of(cap));
    }

    private CapExceededException(String key, Optional<Limit> cap) {
        super("more than " + key + " leaves");
        this.cap = cap;
    }

    /** Less would be left of the account's balance than must be. */
    public static CapExceededException ofBalance() {
        return new CapExceededException("vidu.balance.floor", Optional.empty());
    }

    /** @return empty if it is the balance */
    public Optional<Limit> cap() {
        return cap;
    }
}
