package dev.viduroutes.api;

import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.FailureClass;
import dev.viduroutes.failure.FailureCodes;
import dev.viduroutes.request.TaskIds;
import java.time.Duration;
import java.util.Optional;

/** Reads what the response to a submit says. What proves nothing is uncertain. */
final class SubmitReader {

    private final FailureCodes codes;

    SubmitReader(FailureCodes codes) {
        this.codes = codes;
    }

    /** @param asked the body that was sent: words of its own name no code */
    SubmitVerdict read(ApiResponse response, String asked) {
        if (response instanceof ApiResponse.Answered answered) {
            return answered.isSuccess() ? accepted(answered) : refused(answered, asked);
        } else if (response instanceof ApiResponse.NotSent) {
            return new SubmitVerdict.NotSent(response.summary());
        }
        return response instanceof ApiResponse.Garbled garbled
                ? withoutEnvelope(garbled, asked)
                : new SubmitVerdict.Uncertain(response.summary());
    }

    private static SubmitVerdict accepted(ApiResponse.Answered answer) {
        String id = TaskIds.in(answer.data());
        return TaskIds.isUsable(id)
                ? new SubmitVerdict.Accepted(id, answer.summary())
                : new SubmitVerdict.Uncertain("accepted without a usable data.taskId");
    }

    /** The upstream's own refusal, handed through, proves as much as the API's; nothing else of this kind proves anything. */
    private SubmitVerdict withoutEnvelope(ApiResponse.Garbled answer, String asked) {
        String id = TaskIds.in(answer.body().path("data"));
        if (answer.status() / 100 == 2 && TaskIds.isUsable(id)) {
            // Whatever else is wrong with it: a task that is known is asked about, since it may be paid.
            return new SubmitVerdict.Accepted(id, answer.summary());
        }
        boolean refusal = isRefusal(answer.status()) && answer.body().findValue("taskId") == null;
        Optional<String> code = refusal ? codes.namedIn(ResponseTexts.in(answer.body()), asked) : Optional.empty();
        return code.isPresent()
                ? named(code.get(), answer.status(), answer.summary(), Duration.ZERO)
                : new SubmitVerdict.Uncertain(answer.summary());
    }

    /** By these statuses nothing was created; 408 may come from a proxy for which the caller was too slow. */
    private static boolean isRefusal(int status) {
        return status >= 400 && status < 500 && status != 408;
    }

    private SubmitVerdict refused(ApiResponse.Answered answer, String asked) {
        if (!TaskIds.in(answer.data()).isEmpty()) {
            return new SubmitVerdict.Uncertain(answer.summary() + " with a data.taskId");
        }
        return codeIn(answer, asked)
                .map(code -> named(code, answer.code(), answer.summary(), answer.retryAfter()))
                .orElseGet(() -> byStatus(answer));
    }

    private Optional<String> codeIn(ApiResponse.Answered answer, String asked) {
        int status = answer.code();
        if (isRefusal(status)) {
            return codes.namedIn(answer.texts(), asked);
        }
        // What is refused for good would be sent again and again otherwise.
        return status == 500 || status == 503 ? codes.surelyNamedIn(answer.texts(), asked) : Optional.empty();
    }

    /** A refusal that names a known code is treated by the code's class; that of the key or the balance needs none. */
    private SubmitVerdict named(String code, int status, String summary, Duration retryAfter) {
        FailureClass kind = status == 401 || status == 402 ? FailureClass.ACCOUNT : codes.of(code);
        return switch (kind) {
            case ACCOUNT -> new SubmitVerdict.AccountBlocked(status, summary);
            case TRANSIENT ->
                status == 500
                        ? new SubmitVerdict.ServerError(summary, retryAfter)
                        : new SubmitVerdict.AskedToWait(summary, retryAfter);
            default -> new SubmitVerdict.Refused(code, kind, summary);
        };
    }

    private static SubmitVerdict byStatus(ApiResponse.Answered answer) {
        int status = answer.code();
        String summary = answer.summary();
        return switch (status) {
            case 401, 402, 404 -> new SubmitVerdict.AccountBlocked(status, summary);
            case 403 ->
                ForbiddenClassifier.isOfContent(answer.texts())
                        ? new SubmitVerdict.Refused(Failure.CONTENT_REFUSED, FailureClass.CONTENT, summary)
                        : new SubmitVerdict.AccountBlocked(status, summary);
            case 429, 503 -> new SubmitVerdict.AskedToWait(summary, answer.retryAfter());
            case 500 -> new SubmitVerdict.ServerError(summary, answer.retryAfter());
            default ->
                isRefusal(status)
                        ? new SubmitVerdict.Refused(Failure.REQUEST_REFUSED, FailureClass.INPUT, summary)
                        : new SubmitVerdict.Uncertain(summary);
        };
    }
}
