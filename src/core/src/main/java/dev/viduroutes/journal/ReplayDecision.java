package dev.viduroutes.journal;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.FailureClass;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Request;
import dev.viduroutes.request.TaskState;
import java.util.Optional;

/** What happens to a dead letter that is put back; the journal decides it, and nothing that the letter says. */
public enum ReplayDecision {
    /** It cost nothing so far, or the journal does not know it: it is submitted. */
    SUBMIT,
    /** Its task may still have the video: that is asked for and fetched, and nothing is submitted. */
    FETCH,
    /** A person decided that it may be paid twice: it is submitted. */
    FORCED,
    /**
     * The API refused its content, and it was not changed since: the same dead letter again, unless a person decides
     * otherwise, since the vendor suspends accounts that submit again what it flagged.
     */
    FLAGGED,
    /** The API refused its content, and it was changed since: it is submitted; what its task cost stays on record. */
    CHANGED,
    /** It may have cost money, and brought no video: the same dead letter again, unless a person decides otherwise. */
    DOUBTFUL,
    /** Its video is stored: the same outcome is reported again. */
    REPORT,
    /** It is under way: it goes on from where it stands. */
    RESUME,
    /** Its id belongs to another request: it is refused. */
    CONFLICT;

    /** @param outcome the row's, if it is settled */
    static ReplayDecision of(TaskRow row, Request request, Optional<Outcome> outcome) {
        Optional<Failure> failure = outcome.flatMap(Outcome::failure);
        boolean found = isFoundSince(row, outcome) && row.isSame(request);
        if (!found && isFlagged(failure)) {
            return ofFlagged(row, request);
        } else if (failure.filter(why -> why.billing() == Billing.NONE).isPresent()) {
            return found ? FETCH : SUBMIT;
        } else if (!row.isSame(request)) {
            return CONFLICT;
        } else if (row.state() == TaskState.FAILED) {
            return found && !row.forced() ? FETCH : ofPerhapsPaid(row, failure);
        }
        return row.state() == TaskState.STORED ? REPORT : RESUME;
    }

    private static boolean isFlagged(Optional<Failure> failure) {
        return failure.filter(why -> why.kind() == FailureClass.CONTENT).isPresent();
    }

    private static ReplayDecision ofFlagged(TaskRow row, Request request) {
        if (!row.isSame(request)) {
            return CHANGED;
        }
        return row.forced() ? FORCED : FLAGGED;
    }

    /** Its task id came after it was given up. */
    private static boolean isFoundSince(TaskRow row, Optional<Outcome> outcome) {
        return !row.taskId().isEmpty()
                && outcome.filter(end -> end.taskId().isEmpty()).isPresent();
    }

    private static ReplayDecision ofPerhapsPaid(TaskRow row, Optional<Failure> failure) {
        if (row.forced()) {
            return FORCED;
        }
        boolean fetchable = failure.filter(Failure::mayLeaveResult).isPresent();
        return fetchable && !row.taskId().isEmpty() ? FETCH : DOUBTFUL;
    }
}
