package dev.viduroutes.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;

/** What came of a call. */
public sealed interface ApiResponse {

    /** @return the response in a few words, for people */
    String summary();

    /**
     * The API's own envelope, so the API has decided.
     *
     * @param code the envelope's code, which counts: some errors come as HTTP 200
     * @param message for people, with what {@code data.error} adds
     * @param texts whatever it says in words, as it came: not for people
     * @param retryAfter what the server asked to wait, zero if it did not
     */
    record Answered(int code, String message, JsonNode data, List<String> texts, Duration retryAfter)
            implements ApiResponse {

        /** @return whether the API did what it was asked for */
        public boolean isSuccess() {
            return code >= 200 && code < 300;
        }

        @Override
        public String summary() {
            return code + (message.isEmpty() ? "" : " (" + message + ")");
        }
    }

    /**
     * Something else than the API's envelope: a proxy's page, half an answer. The API may or may not have acted.
     *
     * @param status of HTTP
     * @param body of JSON without envelope, which may be the upstream provider's; missing for all else
     */
    record Garbled(int status, String why, JsonNode body) implements ApiResponse {

        @Override
        public String summary() {
            return "status=" + status + " (" + why + ")";
        }
    }

    /** No answer; the call may have arrived. */
    record Lost(String why) implements ApiResponse {

        @Override
        public String summary() {
            return "no answer (" + why + ")";
        }
    }

    /** The call never reached the server. */
    record NotSent(String why) implements ApiResponse {

        @Override
        public String summary() {
            return "not sent (" + why + ")";
        }
    }
}
