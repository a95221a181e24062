package dev.viduroutes.journal;

import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.FailureClass;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import java.util.Optional;

/** What became of the money that was reserved for a submit. */
enum ChargeState {
    /** The task ended well, so its seconds are billed. */
    CHARGED,
    /** Contract: the vendor does not say what it charges for a task that failed, and a lost answer may hide one. */
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
            case STORED -> Optional.of(CHARGED);
            case FAILED -> Optional.of(ofFailed(step));
            default -> Optional.empty();
        };
    }

    /** The failure tells what the request may have cost, with all its tasks; here the last submit counts. */
    private static ChargeState ofFailed(Task step) {
        if (step.endedWell()) {
            return CHARGED;
        }
        return step.before() == TaskState.RECEIVED || step.before() == TaskState.SUBMITTING && isRefused(step)
                ? RELEASED
                : DOUBTFUL;
    }

    /** @return whether the API's answer is known: what is unknown, or broke here, proves nothing */
    private static boolean isRefused(Task step) {
        return step.failure()
                .map(Failure::kind)
                .filter(kind -> kind != FailureClass.INTERNAL && kind != FailureClass.UNCERTAIN)
                .isPresent();
    }
}
