package dev.viduroutes.api;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.FailureClass;
import dev.viduroutes.failure.FailureCodes;
import dev.viduroutes.limits.AccountGate;
import dev.viduroutes.limits.TaskEndListener;
import dev.viduroutes.request.RetryReason;
import dev.viduroutes.request.Task;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.time.Backoff;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** What the answer to a status call means. Trouble while asking says nothing about the task: unknown is not failed. */
public final class StatusReader {

    private final Settings settings;
    private final FailureCodes codes;
    private final Backoff backoff;
    private final AccountGate account;
    private final TaskEndListener ends;
    private final InstantSource clock;

    public StatusReader(
            Settings settings,
            FailureCodes codes,
            Backoff backoff,
            AccountGate account,
            TaskEndListener ends,
            InstantSource clock) {
        this.settings = settings;
        this.codes = codes;
        this.backoff = backoff;
        this.account = account;
        this.ends = ends;
        this.clock = clock;
    }

    /** @return the task as the response leaves it */
    public Task read(Task task, ApiResponse response) {
        if (response instanceof ApiResponse.Answered answered) {
            return answered.isSuccess() ? told(task, new TaskStatus(answered.data())) : refused(task, answered);
        }
        RetryReason sort = response instanceof ApiResponse.Garbled ? RetryReason.SERVER_ERROR : RetryReason.NETWORK;
        return unknown(task, sort, response.summary(), Duration.ZERO);
    }

    private Task told(Task task, TaskStatus status) {
        if (status.isSuccess()) {
            return succeeded(task, status);
        }
        return status.isFailed() ? failed(task, status) : stillRunning(task.stillRunning());
    }

    private Task refused(Task task, ApiResponse.Answered answer) {
        return switch (answer.code()) {
            case 404 -> notFound(task, answer);
            case 401, 402 -> blocked(task, answer);
            // What it says of the content fails no task: only the task's own state does.
            case 403 ->
                ForbiddenClassifier.isOfContent(answer.texts())
                        ? unknown(task, RetryReason.SERVER_ERROR, answer.summary(), Duration.ZERO)
                        : blocked(task, answer);
            case 429 -> unknown(task, RetryReason.ASKED_TO_WAIT, answer.summary(), answer.retryAfter());
            default -> unknown(task, RetryReason.SERVER_ERROR, answer.summary(), answer.retryAfter());
        };
    }

    /** The account is concerned, not the task; while it is blocked, no submit leaves, and no task grows too old. */
    private Task blocked(Task task, ApiResponse.Answered answer) {
        account.block(answer.summary() + "; " + SubmitReader.advice(answer.code()));
        String why = "account blocked: " + answer.summary();
        return task.retrying(RetryReason.ACCOUNT_BLOCKED, why, settings.retry().accountInterval());
    }

    private Task unknown(Task task, RetryReason sort, String why, Duration asked) {
        Task later = task.retrying(sort, why, backoff.after(task.retries(), asked));
        // As long as a result could still be fetched, not knowing is no reason to give up.
        Duration hopeless =
                settings.poll().taskTimeout().plus(settings.delivery().timeout());
        return age(task).compareTo(hopeless) < 0 ? later : tooOld(later, hopeless);
    }

    private Task notFound(Task task, ApiResponse.Answered answer) {
        int times = task.retries(RetryReason.NOT_FOUND) + 1;
        if (times < settings.poll().notFoundLimit()) {
            return unknown(task, RetryReason.NOT_FOUND, answer.summary(), Duration.ZERO);
        }
        String message = "the API answered 404 to " + times + " status calls in a row";
        return givenUp(task, Failure.TASK_NOT_FOUND, message, FailureClass.TRANSIENT, Billing.UNKNOWN);
    }

    private Task succeeded(Task task, TaskStatus status) {
        List<String> urls = status.resultUrls();
        if (urls.isEmpty()) {
            return invalidResult(task);
        }
        tellEnd(task, status);
        return task.succeeded(urls, clock.instant());
    }

    /** Asked again before it counts: an answer may be served before its result is complete. */
    private Task invalidResult(Task task) {
        if (task.retries(RetryReason.INVALID_RESULT) + 1 < settings.delivery().attempts()) {
            return unknown(task, RetryReason.INVALID_RESULT, "success without usable resultUrls", Duration.ZERO);
        }
        String message = "the task ended in success, but its resultJson holds no list of 1 to "
                + TaskStatus.MOST_RESULTS + " resultUrls";
        return givenUp(task, Failure.INVALID_RESULT, message, FailureClass.DELIVERY, Billing.BILLED);
    }

    private Task failed(Task task, TaskStatus status) {
        tellEnd(task, status);
        String code = status.failCode();
        FailureClass kind = codes.of(code);
        if (task.isForResultOnly()) {
            return failed(task, code, status.failMessage(), kind, Billing.UNKNOWN);
        } else if (kind == FailureClass.ACCOUNT) {
            account.block(code);
            return task.againUncounted(code, "account blocked: " + code, Duration.ZERO, clock.instant());
        } else if (kind == FailureClass.TRANSIENT
                && task.history().failedTasks() < settings.retry().failedTasks()) {
            return task.again(code, code, backoff.after(task.history().failedTasks()), clock.instant());
        }
        return failed(task, code, status.failMessage(), kind, Billing.UNKNOWN);
    }

    /** The end of a task whose result is only asked for again is no news, and nothing is learned from it. */
    private void tellEnd(Task task, TaskStatus status) {
        if (task.endedWell()) {
            ends.leave(task);
        } else {
            ends.ended(task, status.took());
        }
    }

    private Task stillRunning(Task task) {
        Duration longest = settings.poll().taskTimeout();
        return age(task).compareTo(longest) < 0 ? task : tooOld(task, longest);
    }

    private Duration age(Task task) {
        return task.waitedSince(task.acceptedAt(), clock.instant());
    }

    private Task tooOld(Task task, Duration longest) {
        String message = "the end of the task is not known after " + longest.toSeconds() + " s (vidu.task.timeout)"
                + (task.trouble().isEmpty() ? "; it is still running" : "; last: " + task.trouble());
        return givenUp(task, Failure.TASK_TIMEOUT, message, FailureClass.TRANSIENT, Billing.UNKNOWN);
    }

    private Task givenUp(Task task, String code, String message, FailureClass kind, Billing billing) {
        ends.leave(task);
        // It ended well once, and is billed, whatever is heard of it now.
        return failed(task, code, message, kind, task.endedWell() ? Billing.BILLED : billing);
    }

    private Task failed(Task task, String code, String message, FailureClass kind, Billing billing) {
        return task.failed(new Failure(code, message, kind, billing), clock.instant());
    }
}
