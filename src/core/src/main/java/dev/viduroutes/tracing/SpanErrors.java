package dev.viduroutes.tracing;

import dev.viduroutes.failure.Failure;
import dev.viduroutes.request.EarlierTask;
import dev.viduroutes.request.RetryReason;
import dev.viduroutes.request.Task;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/** What spans say of what went wrong: a code, or a word of ours. What the API said about it stays in the log and in the outcome. */
final class SpanErrors {

    private SpanErrors() {}

    /** Marks the span of a step that ended so, unless it went well. */
    static void mark(Span span, Task task) {
        String error = error(task);
        if (!error.isEmpty()) {
            mark(span, error);
        }
    }

    static void mark(Span span, String error) {
        span.setStatus(StatusCode.ERROR, error).setAttribute(SpanAttributes.ERROR, error);
    }

    private static String error(Task task) {
        if (task.failure().isPresent()) {
            return task.failure().map(Failure::code).orElseThrow();
        } else if (task.isAnswerLost()) {
            return "UNCERTAIN";
        } else if (task.trouble().isEmpty()) {
            return "";
        }
        String reason = task.retryReason() == RetryReason.NONE
                ? "AGAIN"
                : task.retryReason().name();
        return task.givenUp()
                .map(EarlierTask::code)
                .filter(code -> !code.isEmpty())
                .orElse(reason);
    }
}
