package dev.viduroutes.api;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.FailureClass;
import dev.viduroutes.failure.FailureCodes;
import dev.viduroutes.limits.AccountGate;
import dev.viduroutes.request.RetryReason;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskIds;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.time.Backoff;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What the answer to a submit means. Only answers that prove that no task was created lead to another submit; an
 * answer that proves nothing is never followed by one, since a second submit is a second bill.
 */
public final class SubmitReader {

    private final Settings settings;
    private final FailureCodes codes;
    private final Backoff backoff;
    private final AccountGate account;
    private final InstantSource clock;

    public SubmitReader(
            Settings settings, FailureCodes codes, Backoff backoff, AccountGate account, InstantSource clock) {
        this.settings = settings;
        this.codes = codes;
        this.backoff = backoff;
        this.account = account;
        this.clock = clock;
    }

    /** @return the task as the response leaves it */
    public Task read(Task task, ApiResponse response) {
        if (response instanceof ApiResponse.Answered answered) {
            return decided(task, answered);
        }
        if (response instanceof ApiResponse.NotSent) {
            return task.notSent(response.summary(), backoff.after(task.retries()));
        }
        return response instanceof ApiResponse.Garbled garbled
                ? decided(task, garbled)
                : uncertain(task, response.summary());
    }

    /** The upstream's own refusal, handed through, proves as much as the API's; nothing else of this kind proves anything. */
    private Task decided(Task task, ApiResponse.Garbled answer) {
        String id = TaskIds.in(answer.body().path("data"));
        if (answer.status() / 100 == 2 && TaskIds.isUsable(id)) {
            // Whatever else is wrong with it: a task that is known is asked about, since it may be paid.
            return task.accepted(id, clock.instant());
        }
        boolean refusal = isRefusal(answer.status()) && answer.body().findValue("taskId") == null;
        Optional<String> code =
                refusal ? codes.namedIn(ResponseTexts.in(answer.body()), asked(task)) : Optional.empty();
        return code.isPresent()
                ? named(task, code.get(), answer.status(), answer.summary(), Duration.ZERO)
                : uncertain(task, answer.summary());
    }

    /** By these statuses nothing was created; the caller of 408 was too slow for whoever says so, perhaps not for the API. */
    private static boolean isRefusal(int status) {
        return status >= 400 && status < 500 && status != 408;
    }

    private static String asked(Task task) {
        return task.request().body().toString();
    }

    private Task decided(Task task, ApiResponse.Answered answer) {
        int code = answer.code();
        if (answer.isSuccess()) {
            return accepted(task, answer);
        } else if (!TaskIds.in(answer.data()).isEmpty()) {
            return uncertain(task, answer.summary() + " with a data.taskId");
        }
        Optional<String> named = named(answer, asked(task));
        if (named.isPresent()) {
            return named(task, named.get(), code, answer.summary(), answer.retryAfter());
        } else if (code == 401 || code == 402 || code == 404 || code == 403 && !isOfContent(answer)) {
            return blocked(task, answer.summary(), code);
        } else if (code == 429 || code == 503) {
            return askedToWait(task, answer.summary(), answer.retryAfter());
        } else if (code == 500) {
            return serverError(task, answer.summary(), answer.retryAfter());
        }
        return isRefusal(code) ? refused(task, answer) : uncertain(task, answer.summary());
    }

    private static boolean isOfContent(ApiResponse.Answered answer) {
        return ForbiddenClassifier.isOfContent(answer.texts());
    }

    private Optional<String> named(ApiResponse.Answered answer, String asked) {
        int code = answer.code();
        if (isRefusal(code)) {
            return codes.namedIn(answer.texts(), asked);
        }
        // What is refused for good would be sent again and again otherwise.
        return code == 500 || code == 503 ? codes.surelyNamedIn(answer.texts(), asked) : Optional.empty();
    }

    /** A refusal that names a known code is treated by the code's class; that of the key or the balance needs none. */
    private Task named(Task task, String code, int status, String summary, Duration retryAfter) {
        FailureClass kind = status == 401 || status == 402 ? FailureClass.ACCOUNT : codes.of(code);
        return switch (kind) {
            case ACCOUNT -> blocked(task, summary, status);
            case TRANSIENT ->
                status == 500 ? serverError(task, summary, retryAfter) : askedToWait(task, summary, retryAfter);
            default -> refused(task, code, kind, summary);
        };
    }

    private Task askedToWait(Task task, String summary, Duration retryAfter) {
        return task.notAccepted(RetryReason.ASKED_TO_WAIT, summary, backoff.after(task.retries(), retryAfter));
    }

    private Task accepted(Task task, ApiResponse.Answered answer) {
        String id = TaskIds.in(answer.data());
        account.accepted();
        return TaskIds.isUsable(id)
                ? task.accepted(id, clock.instant())
                : uncertain(task, "accepted without a usable data.taskId");
    }

    /** The whole account is concerned (key, balance) or the gateway's set-up (model, URL): the request must not suffer. */
    private Task blocked(Task task, String summary, int status) {
        account.block(summary + "; " + advice(status));
        return task.notAccepted(RetryReason.ACCOUNT_BLOCKED, "account blocked: " + summary, Duration.ZERO);
    }

    /** @return what a person does about an account that refuses with this status */
    static String advice(int status) {
        return switch (status) {
            case 401 -> "check the key (VIDU_API_KEY), and its allow-list of addresses, if it has one";
            case 402 -> "top the account up";
            case 403 -> "check what the key may do, and whether its allow-list has the address that calls come from";
            case 404 -> "check vidu.api.base-url and vidu.api.model";
            default -> "check the account: its balance, and what the key may do";
        };
    }

    private Task serverError(Task task, String summary, Duration retryAfter) {
        int times = task.retries(RetryReason.SERVER_ERROR) + 1;
        if (times < settings.retry().submitAttempts()) {
            return task.notAccepted(RetryReason.SERVER_ERROR, summary, backoff.after(task.retries(), retryAfter));
        }
        String message = "the API answered " + summary + " to " + times + " submits in a row";
        return failed(task, Failure.API_ERROR, message, FailureClass.TRANSIENT);
    }

    private Task refused(Task task, ApiResponse.Answered answer) {
        return answer.code() == 403
                ? refused(task, Failure.CONTENT_REFUSED, FailureClass.CONTENT, answer.summary())
                : refused(task, Failure.REQUEST_REFUSED, FailureClass.INPUT, answer.summary());
    }

    private Task refused(Task task, String code, FailureClass kind, String summary) {
        return failed(task, code, "the API refused the request: " + summary, kind);
    }

    private Task failed(Task task, String code, String message, FailureClass kind) {
        return task.failed(new Failure(code, message, kind, Billing.NONE), clock.instant());
    }

    private Task uncertain(Task task, String why) {
        return task.uncertain("the submit's answer is not usable: " + why, clock.instant());
    }
}
