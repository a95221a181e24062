package dev.viduroutes.api;

import dev.viduroutes.failure.FailureClass;
import dev.viduroutes.request.RetryReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the response to a status call says of a task. */
sealed interface StatusVerdict {

    /** The task ended, well or not; it took so long by the API's clock, if that is known. */
    sealed interface Ended extends StatusVerdict {
        Optional<Duration> took();
    }

    /** It is not done, or in a state that the contract does not know, which is not an end. */
    record Running() implements StatusVerdict {}

    /** It ended well; the URLs are hostile until checked. */
    record Succeeded(List<String> urls, Optional<Duration> took) implements Ended {}

    /** It is said to have ended well, without usable URLs. */
    record WithoutResult() implements StatusVerdict {}

    record Failed(String code, String message, FailureClass kind, Optional<Duration> took) implements Ended {}

    /** The API does not know it. */
    record NotFound(String summary) implements StatusVerdict {}

    /** The account is concerned, not the task. */
    record AccountBlocked(int status, String summary) implements StatusVerdict {}

    /** Nothing was learned of it, for this reason. */
    record Unknown(RetryReason reason, String summary, Duration retryAfter) implements StatusVerdict {}
}
