package dev.viduroutes.request;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.FailureClass;

/** What a person does about a dead letter. What the journal then does stands in {@code journal.ReplayDecision}. */
final class ReplayAdvice {

    private ReplayAdvice() {}

    /** @param taskId empty if there is no task */
    static String of(Failure failure, String requestId, String taskId) {
        if (failure.kind() == FailureClass.CONTENT) {
            return "Change the content, then put the request back. Unchanged it comes here again, since the vendor suspends"
                    + " accounts that submit again what it flagged; if the refusal was wrong, run: replay --force --id "
                    + requestId + ".";
        } else if (failure.billing() == Billing.NONE) {
            return unpaid(failure);
        } else if (failure.mayLeaveResult() && !taskId.isEmpty()) {
            return "Put the request back, or run: replay --id " + requestId
                    + ". The API is asked for the video again, which it keeps for 24 hours; nothing is submitted.";
        }
        return doubtful(failure, "run: replay --force --id " + requestId);
    }

    private static String unpaid(Failure failure) {
        return switch (failure.kind()) {
            case CONTENT, INPUT -> "Correct the request as the message says, then put it back.";
            case WITHDRAWN -> "To have the video made after all, put the request back unchanged; it is submitted.";
            case INTERNAL -> "Report the message. Putting the request back submits it.";
            case TRANSIENT, ACCOUNT, DELIVERY, UNCERTAIN -> "Put the request back unchanged; it is submitted.";
        };
    }

    /** Changed or not, it is another request only under another id; the command wants force for either, since the task may be billed. */
    private static String doubtful(Failure failure, String command) {
        return switch (failure.kind()) {
            case CONTENT, INPUT ->
                "Change the request, and its request_id if it has one, then put it back by hand, or " + command
                        + ": unchanged it will fail again.";
            case UNCERTAIN ->
                "Look in your APIXO account whether a task was created at that time. If not, " + command
                        + ", which submits the request once more. Put back without it, the request comes here again.";
            case TRANSIENT, ACCOUNT, DELIVERY, WITHDRAWN, INTERNAL ->
                "To have a new task submitted, and perhaps pay twice, " + command
                        + ". Put back without it, the request comes here again.";
        };
    }
}
