package dev.viduroutes.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** What came of a call. */
public sealed interface Reply {

    /** @return the reply in a few words, for people */
    String summary();

    /**
     * The API's own envelope, so the API has decided.
     *
     * @param code the envelope's code, which counts: some errors come as HTTP 200
     * @param retryAfter what the server asked to wait, zero if it did not
     */
    record Answered(int code, String message, JsonNode data, Duration retryAfter) implements Reply {

        /** @return whether the API did what it was asked for */
        public boolean isSuccess() {
            return code >= 200 && code < 300;
        }

        @Override
        public String summary() {
            return code + (message.isEmpty() ? "" : " (" + message + ")");
        }
    }

    /** Something else than the API's envelope: a proxy's page, half an answer. The API may or may not have acted. */
    record Garbled(int status, String why) implements Reply {

        @Override
        public String summary() {
            return "status=" + status + " (" + why + ")";
        }
    }

    /** No answer; the call may have arrived. */
    record Lost(String why) implements Reply {

        @Override
        public String summary() {
            return "no answer (" + why + ")";
        }
    }

    /** The call never reached the server. */
    record NotSent(String why) implements Reply {

        @Override
        public String summary() {
            return "not sent (" + why + ")";
        }
    }
}
