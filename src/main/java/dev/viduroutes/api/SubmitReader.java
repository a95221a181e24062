package dev.viduroutes.api;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.FailureClass;
import dev.viduroutes.pace.AccountGate;
import dev.viduroutes.pace.Backoff;
import dev.viduroutes.request.Setback;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskIds;
import dev.viduroutes.settings.Settings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the answer to a submit means. Only answers that prove that no task was created lead to another submit; an
 * answer that proves nothing is never followed by one, since a second submit is a second bill.
 */
public final class SubmitReader {

    private static final Pattern KEY_TROUBLE = Pattern.compile("permission|not allowed to use|api.?key|token");
    private static final Pattern CONTENT_TROUBLE =
            Pattern.compile("content|policy|policies|violat|safety|nsfw|sensitive|prohibited|moderat");

    private final Settings settings;
    private final Backoff backoff;
    private final AccountGate account;
    private final InstantSource clock;

    public SubmitReader(Settings settings, Backoff backoff, AccountGate account, InstantSource clock) {
        this.settings = settings;
        this.backoff = backoff;
        this.account = account;
        this.clock = clock;
    }

    /** @return the task as the reply leaves it */
    public Task read(Task task, Reply reply) {
        if (reply instanceof Reply.Answered answered) {
            return decided(task, answered);
        }
        if (reply instanceof Reply.NotSent) {
            return task.notAccepted(Setback.NETWORK, reply.summary(), backoff.after(task.setbacks()));
        }
        return uncertain(task, reply.summary());
    }

    private Task decided(Task task, Reply.Answered answer) {
        int code = answer.code();
        if (answer.isSuccess()) {
            return accepted(task, answer);
        } else if (!TaskIds.in(answer.data()).isEmpty()) {
            return uncertain(task, answer.summary() + " with a data.taskId");
        } else if (code == 401 || code == 402 || code == 404 || code == 403 && concernsTheKey(answer)) {
            return blocked(task, answer);
        } else if (code == 429 || code == 503) {
            Duration pause = backoff.after(task.setbacks(), answer.retryAfter());
            return task.notAccepted(Setback.ASKED_TO_WAIT, answer.summary(), pause);
        } else if (code == 500) {
            return serverError(task, answer);
        } else if (code == 400 || code == 403 || code >= 405 && code < 500 && code != 408) {
            return refused(task, answer);
        }
        return uncertain(task, answer.summary());
    }

    private Task accepted(Task task, Reply.Answered answer) {
        String id = TaskIds.in(answer.data());
        return TaskIds.isUsable(id)
                ? task.accepted(id, clock.instant())
                : uncertain(task, "accepted without a usable data.taskId");
    }

    /** The whole account is concerned (key, balance) or the gateway's set-up (model, URL): the request must not suffer. */
    private Task blocked(Task task, Reply.Answered answer) {
        account.block(answer.summary() + "; " + advice(answer.code()));
        return task.notAccepted(Setback.ACCOUNT_BLOCKED, "account blocked: " + answer.summary(), Duration.ZERO);
    }

    private static String advice(int code) {
        return switch (code) {
            case 401 -> "check the key (VIDU_API_KEY)";
            case 402 -> "top the account up";
            case 404 -> "check vidu.api.base-url and vidu.api.model";
            default -> "check what the key may do";
        };
    }

    private Task serverError(Task task, Reply.Answered answer) {
        int times = task.setbacks(Setback.SERVER_ERROR) + 1;
        if (times < settings.retry().submitAttempts()) {
            Duration pause = backoff.after(task.setbacks(), answer.retryAfter());
            return task.notAccepted(Setback.SERVER_ERROR, answer.summary(), pause);
        }
        String message = "the API answered " + answer.summary() + " to " + times + " submits in a row";
        return task.failed(
                new Failure(Failure.API_ERROR, message, FailureClass.TRANSIENT, Billing.NONE), clock.instant());
    }

    private Task refused(Task task, Reply.Answered answer) {
        boolean content = answer.code() == 403;
        Failure failure = new Failure(
                content ? Failure.CONTENT_REFUSED : Failure.REQUEST_REFUSED,
                "the API refused the request: " + answer.summary(),
                content ? FailureClass.CONTENT : FailureClass.INPUT,
                Billing.NONE);
        return task.failed(failure, clock.instant());
    }

    private Task uncertain(Task task, String why) {
        return task.uncertain("the submit's answer is not usable: " + why, clock.instant());
    }

    /**
     * 403 has two meanings in the contract, and only the message tells them apart. One that may mean either is taken for
     * content: a dead letter can be put back, while a request that waits for the account holds a slot for ever.
     */
    private static boolean concernsTheKey(Reply.Answered answer) {
        String message = answer.message().toLowerCase(Locale.ROOT);
        return KEY_TROUBLE.matcher(message).find()
                && !CONTENT_TROUBLE.matcher(message).find();
    }
}
