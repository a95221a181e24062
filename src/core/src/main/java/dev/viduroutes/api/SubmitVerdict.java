package dev.viduroutes.api;

import dev.viduroutes.failure.FailureClass;
import java.time.Duration;

/** What the response to a submit says. */
sealed interface SubmitVerdict {

    /** @return what was answered, in a few words, for people */
    String summary();

    /** It created this task. */
    record Accepted(String taskId, String summary) implements SubmitVerdict {}

    /** It created none, and the same request will be refused again. */
    record Refused(String code, FailureClass kind, String summary) implements SubmitVerdict {}

    /** It created none, and the whole account is concerned (key, balance) or the set-up (model, URL): no request must suffer. */
    record AccountBlocked(int status, String summary) implements SubmitVerdict {}

    /** It created none; the same is to be sent later. */
    record AskedToWait(String summary, Duration retryAfter) implements SubmitVerdict {}

    /** It created none, as the API failed. */
    record ServerError(String summary, Duration retryAfter) implements SubmitVerdict {}

    /** The submit never left. */
    record NotSent(String summary) implements SubmitVerdict {}

    /** Nothing proves whether a task was created. */
    record Uncertain(String summary) implements SubmitVerdict {}
}
