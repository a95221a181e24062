package dev.viduroutes.api;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.FailureClass;
import dev.viduroutes.request.RetryReason;
import dev.viduroutes.request.Task;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.time.Backoff;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What becomes of a task after its submit. Only what proves that no task was created leads to another submit; what proves
 * nothing is never followed by one, since a second submit is a second bill.
 */
final class SubmitPolicy {

    private final Settings settings;
    private final Backoff backoff;
    private final InstantSource clock;

    SubmitPolicy(Settings settings, Backoff backoff, InstantSource clock) {
        this.settings = settings;
        this.backoff = backoff;
        this.clock = clock;
    }

    Task next(Task task, SubmitVerdict verdict) {
        String said = verdict.summary();
        if (verdict instanceof SubmitVerdict.Accepted accepted) {
            return task.accepted(accepted.taskId(), clock.instant());
        } else if (verdict instanceof SubmitVerdict.NotSent) {
            return task.notSent(said, backoff.after(task.retries()));
        } else if (verdict instanceof SubmitVerdict.AskedToWait asked) {
            return task.notAccepted(RetryReason.ASKED_TO_WAIT, said, backoff.after(task.retries(), asked.retryAfter()));
        } else if (verdict instanceof SubmitVerdict.AccountBlocked) {
            return task.notAccepted(RetryReason.ACCOUNT_BLOCKED, "account blocked: " + said, Duration.ZERO);
        } else if (verdict instanceof SubmitVerdict.ServerError error) {
            return serverError(task, error);
        } else if (verdict instanceof SubmitVerdict.Refused refused) {
            return failed(task, refused.code(), "the API refused the request: " + said, refused.kind());
        }
        return task.uncertain("the submit's answer is not usable: " + said, clock.instant());
    }

    private Task serverError(Task task, SubmitVerdict.ServerError error) {
        int times = task.retries(RetryReason.SERVER_ERROR) + 1;
        if (times < settings.retry().submitAttempts()) {
            Duration pause = backoff.after(task.retries(), error.retryAfter());
            return task.notAccepted(RetryReason.SERVER_ERROR, error.summary(), pause);
        }
        String message = "the API answered " + error.summary() + " to " + times + " submits in a row";
        return failed(task, Failure.API_ERROR, message, FailureClass.TRANSIENT);
    }

    private Task failed(Task task, String code, String message, FailureClass kind) {
        return task.failed(new Failure(code, message, kind, Billing.NONE), clock.instant());
    }
}
