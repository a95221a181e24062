package dev.viduroutes.journal;

import dev.viduroutes.failure.Problem;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Task;
import java.util.List;

/** What the journal answers to whoever brings a request. */
public sealed interface Claim {

    /**
     * The request is this process's to work on, from where it stands.
     *
     * @param traceparent where its trace goes on, as W3C Trace Context writes it; empty if it has none
     */
    record Granted(Task task, String traceparent) implements Claim {

        Granted(Task task) {
            this(task, "");
        }
    }

    /**
     * It was settled before; this became of it, and no call is needed.
     *
     * @param traceparent as above
     */
    record Settled(Outcome outcome, String traceparent) implements Claim {

        Settled(Outcome outcome) {
            this(outcome, "");
        }
    }

    /** Somebody works on it at this moment; ask again. */
    record Held(String owner) implements Claim {}

    /** Nothing is known of it, and this is wrong with it: what today's rules say, or that its id is another request's. */
    record Refused(List<Problem> problems) implements Claim {}

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
