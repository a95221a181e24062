package dev.viduroutes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.http.CallTimeoutException;
import dev.viduroutes.images.LinkException;
import dev.viduroutes.lifecycle.StoppingException;
import dev.viduroutes.network.ProxyException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/** Tells what an HTTP answer, or its absence, means. */
public final class ApiResponses {

    private static final int LONGEST_MESSAGE = 500;
    private static final Pattern CODE = Pattern.compile("[1-9][0-9]{2}");

    private final InstantSource clock;

    public ApiResponses(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * @param status the HTTP status
     * @param retryAfter the header {@code Retry-After}: a text, a list of them, or null
     * @param body the parsed answer
     */
    public ApiResponse answered(int status, Object retryAfter, JsonNode body) {
        OptionalInt told = body == null ? OptionalInt.empty() : code(body.path("code"));
        if (told.isEmpty()) {
            return withoutEnvelope(status, body);
        }
        int code = told.getAsInt();
        boolean success = code >= 200 && code < 300;
        if (status >= 400 && success) {
            // Whoever wrote the status, the API may have accepted the task.
            return garbled(status, "an error status on an envelope of success");
        }
        int decisive = status >= 400 && code < 400 ? status : code;
        return new ApiResponse.Answered(
                decisive,
                message(body),
                body.path("data"),
                ResponseTexts.in(body),
                RetryAfter.of(retryAfter, clock.instant()));
    }

    /** A number, also one in quotes. */
    private static OptionalInt code(JsonNode code) {
        if (code.isTextual() && CODE.matcher(code.textValue()).matches()) {
            return OptionalInt.of(Integer.parseInt(code.textValue()));
        }
        return code.canConvertToInt() ? OptionalInt.of(code.intValue()) : OptionalInt.empty();
    }

    /** What it says may stand in either place; both are told, once. */
    private static String message(JsonNode body) {
        String message = QuotedText.of(body.path("message"), LONGEST_MESSAGE);
        JsonNode error = body.path("data").path("error");
        String more = QuotedText.of(error.isObject() ? error.path("message") : error, LONGEST_MESSAGE);
        boolean adds = !more.isEmpty() && !message.contains(more);
        return !adds ? message : message.isEmpty() ? more : message + ": " + more;
    }

    private static ApiResponse withoutEnvelope(int status, JsonNode body) {
        String said = body == null ? "" : QuotedText.of(body.path("message"), LONGEST_MESSAGE);
        String why = "JSON without the API's envelope" + (said.isEmpty() ? "" : ": " + said);
        return new ApiResponse.Garbled(status, why, body == null ? MissingNode.getInstance() : body);
    }

    /** An answer that is no JSON. */
    public ApiResponse garbled(int status) {
        return garbled(status, "not JSON");
    }

    private static ApiResponse garbled(int status, String why) {
        return new ApiResponse.Garbled(status, why, MissingNode.getInstance());
    }

    /** No answer at all. */
    public ApiResponse failed(Exception why) {
        String text = why.getClass().getSimpleName() + ": " + SanitizedText.of(String.valueOf(why.getMessage()), 200);
        return neverLeft(why) ? new ApiResponse.NotSent(text) : new ApiResponse.Lost(text);
    }

    /** True only where no byte of the request can have reached the server. */
    private static boolean neverLeft(Exception why) {
        return why instanceof CallTimeoutException timeout && !timeout.mayHaveLeft()
                || why instanceof ProxyException
                || why instanceof StoppingException
                || why instanceof LinkException
                || why instanceof LeaseInDoubtException
                || why instanceof WrongAccountException
                || why instanceof SubmitsHeldException
                || why instanceof ConnectException
                || why instanceof ConnectTimeoutException
                || why instanceof ConnectionRequestTimeoutException
                || why instanceof UnknownHostException
                || why instanceof NoRouteToHostException
                || why instanceof SSLHandshakeException
                || why instanceof SSLPeerUnverifiedException;
    }
}
