package dev.viduroutes.api;

import dev.viduroutes.failure.FailureCodes;
import dev.viduroutes.request.RetryReason;
import java.time.Duration;
import java.util.List;

/** Reads what the response to a status call says. Trouble while asking says nothing about the task: unknown is not failed. */
final class StatusReader {

    private final FailureCodes codes;

    StatusReader(FailureCodes codes) {
        this.codes = codes;
    }

    StatusVerdict read(ApiResponse response) {
        if (response instanceof ApiResponse.Answered answered) {
            return answered.isSuccess() ? told(new TaskStatus(answered.data())) : refused(answered);
        }
        RetryReason reason = response instanceof ApiResponse.Garbled ? RetryReason.SERVER_ERROR : RetryReason.NETWORK;
        return unknown(reason, response, Duration.ZERO);
    }

    private StatusVerdict told(TaskStatus status) {
        if (status.isSuccess()) {
            List<String> urls = status.resultUrls();
            return urls.isEmpty()
                    ? new StatusVerdict.WithoutResult()
                    : new StatusVerdict.Succeeded(urls, status.took());
        } else if (status.isFailed()) {
            String code = status.failCode();
            return new StatusVerdict.Failed(code, status.failMessage(), codes.of(code), status.took());
        }
        return new StatusVerdict.Running();
    }

    private static StatusVerdict refused(ApiResponse.Answered answer) {
        return switch (answer.code()) {
            case 404 -> new StatusVerdict.NotFound(answer.summary());
            case 401, 402 -> blocked(answer);
            // What it says of the content fails no task: only the task's own state does.
            case 403 ->
                ForbiddenClassifier.isOfContent(answer.texts())
                        ? unknown(RetryReason.SERVER_ERROR, answer, Duration.ZERO)
                        : blocked(answer);
            case 429 -> unknown(RetryReason.ASKED_TO_WAIT, answer, answer.retryAfter());
            default -> unknown(RetryReason.SERVER_ERROR, answer, answer.retryAfter());
        };
    }

    private static StatusVerdict blocked(ApiResponse.Answered answer) {
        return new StatusVerdict.AccountBlocked(answer.code(), answer.summary());
    }

    private static StatusVerdict unknown(RetryReason reason, ApiResponse response, Duration retryAfter) {
        return new StatusVerdict.Unknown(reason, response.summary(), retryAfter);
    }
}
