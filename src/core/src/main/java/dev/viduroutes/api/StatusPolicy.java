package dev.viduroutes.api;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.FailureClass;
import dev.viduroutes.limits.ApiAccounts;
import dev.viduroutes.request.RetryReason;
import dev.viduroutes.request.Task;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.time.Backoff;
import java.time.Duration;
import java.time.InstantSource;

/** What becomes of a task after a status call. As long as a result could be fetched, not knowing is no reason to give up. */
final class StatusPolicy {

    private static final int UNAUTHORIZED = 401;

    private final Settings settings;
    private final ApiAccounts accounts;
    private final Backoff backoff;
    private final InstantSource clock;

    StatusPolicy(Settings settings, ApiAccounts accounts, Backoff backoff, InstantSource clock) {
        this.settings = settings;
        this.accounts = accounts;
        this.backoff = backoff;
        this.clock = clock;
    }

    Task next(Task task, StatusVerdict verdict) {
        if (verdict instanceof StatusVerdict.Succeeded succeeded) {
            return task.succeeded(succeeded.urls(), clock.instant());
        } else if (verdict instanceof StatusVerdict.Failed failed) {
            return failed(task, failed);
        } else if (verdict instanceof StatusVerdict.WithoutResult) {
            return withoutResult(task);
        } else if (verdict instanceof StatusVerdict.NotFound notFound) {
            return notFound(task, notFound.summary());
        } else if (verdict instanceof StatusVerdict.AccountBlocked blocked) {
            // While it is blocked, no task grows too old.
            String why = "account blocked: " + blocked.summary();
            return task.retrying(RetryReason.ACCOUNT_BLOCKED, why, pauseOfBlocked(task, blocked.status()));
        } else if (verdict instanceof StatusVerdict.Unknown unknown) {
            return unknown(task, unknown.reason(), unknown.summary(), unknown.retryAfter());
        }
        return orTooOld(task.stillRunning(), settings.poll().taskTimeout());
    }

    /** A key that is replaced while the gateway runs may be refused for a moment only: the call left with the old one. */
    private Duration pauseOfBlocked(Task task, int status) {
        Duration interval = settings.retry().accountInterval();
        Duration soon = backoff.after(task.retries(), Duration.ZERO);
        boolean momentary =
                status == UNAUTHORIZED && accounts.of(task).settings().key().mayChange();
        return momentary && soon.compareTo(interval) < 0 ? soon : interval;
    }

    private Task failed(Task task, StatusVerdict.Failed failed) {
        String code = failed.code();
        if (!task.isForResultOnly() && failed.kind() == FailureClass.ACCOUNT) {
            return task.againUncounted(code, "account blocked: " + code, Duration.ZERO, clock.instant());
        } else if (!task.isForResultOnly() && failed.kind() == FailureClass.TRANSIENT && mayFailAgain(task)) {
            return task.again(code, code, backoff.after(task.history().failedTasks()), clock.instant());
        }
        return ended(task, new Failure(code, failed.message(), failed.kind(), Billing.UNKNOWN));
    }

    private boolean mayFailAgain(Task task) {
        return task.history().failedTasks() < settings.retry().failedTasks();
    }

    /** Asked again before it counts: an answer may be served before its result is complete. */
    private Task withoutResult(Task task) {
        if (task.retries(RetryReason.INVALID_RESULT) + 1 < settings.delivery().attempts()) {
            return unknown(task, RetryReason.INVALID_RESULT, "success without usable resultUrls", Duration.ZERO);
        }
        String message = "the task ended in success, but its resultJson holds no list of 1 to "
                + TaskStatus.MOST_RESULTS + " resultUrls";
        return ended(task, new Failure(Failure.INVALID_RESULT, message, FailureClass.DELIVERY, Billing.BILLED));
    }

    private Task notFound(Task task, String summary) {
        int times = task.retries(RetryReason.NOT_FOUND) + 1;
        return times < settings.poll().notFoundLimit()
                ? unknown(task, RetryReason.NOT_FOUND, summary, Duration.ZERO)
                : givenUp(task, Failure.TASK_NOT_FOUND, "the API answered 404 to " + times + " status calls in a row");
    }

    private Task unknown(Task task, RetryReason reason, String why, Duration retryAfter) {
        Duration pause = backoff.after(task.retries(), retryAfter);
        Duration hopeless =
                settings.poll().taskTimeout().plus(settings.delivery().timeout());
        return orTooOld(task.retrying(reason, why, pause), hopeless);
    }

    private Task orTooOld(Task task, Duration longest) {
        if (task.waitedSince(task.acceptedAt(), clock.instant()).compareTo(longest) < 0) {
            return task;
        }
        String message = "the end of the task is not known after " + longest.toSeconds() + " s (vidu.task.timeout)"
                + (task.trouble().isEmpty() ? "; it is still running" : "; last: " + task.trouble());
        return givenUp(task, Failure.TASK_TIMEOUT, message);
    }

    /** If it ended well once, it is billed, whatever is heard of it now. */
    private Task givenUp(Task task, String code, String message) {
        Billing billing = task.endedWell() ? Billing.BILLED : Billing.UNKNOWN;
        return ended(task, new Failure(code, message, FailureClass.TRANSIENT, billing));
    }

    private Task ended(Task task, Failure why) {
        return task.failed(why, clock.instant());
    }
}
