package dev.viduroutes.journal;

import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Task;

/** What the journal answers to whoever brings a request. */
public sealed interface Claim {

    /** The request is this process's to work on, from where it stands. */
    record Granted(Task task) implements Claim {}

    /** It was settled before; this became of it, and no call is needed. */
    record Settled(Outcome outcome) implements Claim {}

    /** Somebody works on it at this moment; ask again. */
    record Held(String owner) implements Claim {}

    /** Its id was used before, for another request. */
    record Conflict() implements Claim {}

    default boolean isGranted() {
        return this instanceof Granted;
    }

    default boolean isSettled() {
        return this instanceof Settled;
    }

    default boolean isHeld() {
        return this instanceof Held;
    }
}
