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
     * @param withdrawn whether it must not be submitted any more
     */
    record Granted(Task task, String traceparent, boolean withdrawn) implements Claim {

        Granted(Task task, String traceparent) {
            this(task, traceparent, false);
        }

        Granted(Task task) {
            this(task, "");
        }

        /** @return the same, of a request that a person does not want any more */
        Granted asWithdrawn() {
            return new Granted(task, traceparent, true);
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

    /** Its task runs at an account that this process does not have, so it waits until it has; ask again. */
    record Elsewhere(String account) implements Claim {}

    /** Nothing is known of it, and this is wrong with it: what today's rules say, or that its id is another request's. */
    record Refused(List<Problem> problems) implements Claim {}

    default boolean isGranted() {
        return this instanceof Granted;
    }

    default boolean isSettled() {
        return this instanceof Settled;
    }

    default boolean isHeld() {
        return this instanceof Held || isElsewhere();
    }

    default boolean isElsewhere() {
        return this instanceof Elsewhere;
    }
}
