package dev.viduroutes.journal;

import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import java.util.Optional;

/** What became of the money that was reserved for a submit. */
enum ChargeState {
    /** The task ended well, so the seconds that were asked for are billed. */
    CHARGED,
    /**
     * Contract: the vendor does not say what it charges for a task that failed, nor for one that was left to it, and a lost answer may hide
     * one.
     */
    DOUBTFUL,
    /** The API created no task. */
    RELEASED;

    /** @return how the step settles its submit; nothing if it does not */
    static Optional<ChargeState> of(Task step) {
        if (step.givenUp().isPresent()) {
            return Optional.of(DOUBTFUL);
        }
        return switch (step.state()) {
            case RECEIVED -> Optional.of(RELEASED).filter(none -> step.before() == TaskState.SUBMITTING);
            case STORED -> Optional.of(step.isAssumed() ? DOUBTFUL : CHARGED);
            case FAILED -> Optional.of(ofFailed(step));
            default -> Optional.empty();
        };
    }

    /** The failure tells what the request may have cost, with all its tasks; here the last submit counts. */
    private static ChargeState ofFailed(Task step) {
        if (step.endedWell() && !step.isAssumed()) {
            return CHARGED;
        }
        return step.isLastDoubtful() ? DOUBTFUL : RELEASED;
    }
}
