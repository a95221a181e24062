package dev.viduroutes.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** What came of a call. */
public sealed interface Reply {

    /**
     * The API's own envelope, so the API has decided.
     *
     * @param code the envelope's code, which counts: some errors come as HTTP 200
     * @param retryAfter what the server asked to wait, zero if it did not
     */
    record Answered(int code, String message, JsonNode data, Duration retryAfter) implements Reply {}

    /** Something else than the API's envelope: a proxy's page, half an answer. The API may or may not have acted. */
    record Garbled(int status, String why) implements Reply {}

    /** No answer; the call may have arrived. */
    record Lost(String why) implements Reply {}

    /** The call never reached the server. */
    record NotSent(String why) implements Reply {}

    /** @return the reply in a few words, for logs */
    default String summary() {
        if (this instanceof Answered answered) {
            return "code=" + answered.code();
        } else if (this instanceof Garbled garbled) {
            return "status=" + garbled.status() + " (" + garbled.why() + ")";
        } else if (this instanceof Lost lost) {
            return "no answer (" + lost.why() + ")";
        }
        return "not sent (" + ((NotSent) this).why() + ")";
    }
}
