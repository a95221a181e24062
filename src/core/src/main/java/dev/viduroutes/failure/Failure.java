package dev.viduroutes.failure;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.viduroutes.PublicApi;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.util.ObjectHelper;

/**
 * Why a request did not become a video.
 *
 * @param code the API's code (contract), or one of ours
 * @param message for a person
 * @param kind what kind of failure it is
 * @param billing whether it cost money
 * @param problems the fields that are wrong, if that is the reason
 */
@PublicApi
public record Failure(
        String code,
        String message,
        @JsonProperty("class") FailureClass kind,
        Billing billing,
        List<Problem> problems) {

    /** The document does not satisfy the contract, or is none. */
    public static final String INVALID_REQUEST = "INVALID_REQUEST";
    /** A picture that came with the request is missing, or none that the API takes. */
    public static final String INVALID_IMAGE = "INVALID_IMAGE";
    /** The API refused the submit, and not for its content (400 and the like). */
    public static final String REQUEST_REFUSED = "REQUEST_REFUSED";
    /** The API refused the submit for its content (403). */
    public static final String CONTENT_REFUSED = "CONTENT_REFUSED";
    /** The submit's answer was lost: a task may exist, and may be billed. */
    public static final String SUBMIT_UNCERTAIN = "SUBMIT_UNCERTAIN";
    /** The API kept failing (500) on this request. */
    public static final String API_ERROR = "API_ERROR";
    /** The API no longer knows the task. */
    public static final String TASK_NOT_FOUND = "TASK_NOT_FOUND";
    /** The task did not end within {@code vidu.task.timeout}. */
    public static final String TASK_TIMEOUT = "TASK_TIMEOUT";
    /** The API's result makes no sense. */
    public static final String INVALID_RESULT = "INVALID_RESULT";
    /** The result URL is none that the gateway may fetch. */
    public static final String RESULT_URL_REFUSED = "RESULT_URL_REFUSED";
    /** The result URLs, fresh ones included, are no longer honoured. */
    public static final String RESULT_EXPIRED = "RESULT_EXPIRED";
    /** The download kept failing. */
    public static final String DOWNLOAD_FAILED = "DOWNLOAD_FAILED";
    /** The bucket could not be written until the time was up. */
    public static final String STORE_FAILED = "STORE_FAILED";
    /** A person withdrew the request before it was submitted. */
    public static final String CANCELLED = "CANCELLED";
    /** A person withdrew the request while its task ran, and did not want its video either. */
    public static final String DISCARDED = "DISCARDED";
    /** The request may cost more than a cap leaves. */
    public static final String CAP_EXCEEDED = "CAP_EXCEEDED";
    /** A defect of the gateway. */
    public static final String INTERNAL_ERROR = "INTERNAL_ERROR";

    /** Nobody knows how the task ended, or nobody wanted its video. */
    private static final Set<String> ASK_AGAIN = Set.of(TASK_TIMEOUT, TASK_NOT_FOUND, INTERNAL_ERROR, DISCARDED);

    private static final int LONGEST_MESSAGE = 2_000;

    public Failure {
        message = SanitizedText.of(message, LONGEST_MESSAGE);
        problems = problems == null ? List.of() : List.copyOf(problems);
    }

    public Failure(String code, String message, FailureClass kind, Billing billing) {
        this(code, message, kind, billing, List.of());
    }

    /** @return the failure of a document with these problems, at least one */
    public static Failure invalid(List<Problem> problems) {
        return invalid(INVALID_REQUEST, problems);
    }

    /** @return the failure of a request with such a picture */
    public static Failure invalidImage(Problem problem) {
        return invalid(INVALID_IMAGE, List.of(problem));
    }

    private static Failure invalid(String code, List<Problem> problems) {
        String message = problems.stream().map(Problem::toString).collect(Collectors.joining("; also "));
        return new Failure(code, message, FailureClass.INPUT, Billing.NONE, problems);
    }

    /** @return the failure of a request that was withdrawn before it was submitted */
    public static Failure cancelled() {
        return new Failure(CANCELLED, "it was withdrawn before it was submitted", FailureClass.WITHDRAWN, Billing.NONE);
    }

    /** @return the failure of a request that may cost more than a cap leaves */
    public static Failure capExceeded(String message) {
        return new Failure(CAP_EXCEEDED, message, FailureClass.ACCOUNT, Billing.NONE);
    }

    /** @return the failure of a request that was withdrawn while its task ran, which ended well */
    public static Failure discarded() {
        return new Failure(
                DISCARDED,
                "it was withdrawn while its task ran; the video was made and billed, and not fetched",
                FailureClass.WITHDRAWN,
                Billing.BILLED);
    }

    /** @return the failure of a defect of the gateway: what went wrong innermost, and where, for who has to find it */
    public static Failure defect(Throwable error, Billing billing) {
        Throwable innermost =
                ObjectHelper.createExceptionIterable(error).iterator().next();
        String message = "a defect of the gateway: " + innermost + place(innermost);
        return new Failure(INTERNAL_ERROR, message, FailureClass.INTERNAL, billing);
    }

    private static String place(Throwable error) {
        return Stream.of(error.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("dev.viduroutes."))
                .findFirst()
                .or(() -> Stream.of(error.getStackTrace()).findFirst())
                .map(frame -> " at " + frame)
                .orElse("");
    }

    /** @return the same, of a request that may have cost money although this failure cost none */
    public Failure maybeBilled() {
        return billing == Billing.NONE ? new Failure(code, message, kind, Billing.UNKNOWN, problems) : this;
    }

    /** @return whether a person wanted it so */
    @JsonIgnore
    public boolean isWithdrawal() {
        return kind == FailureClass.WITHDRAWN;
    }

    /** @return whether its task, if it had one, may have a result that was not fetched: asking for it costs nothing */
    public boolean mayLeaveResult() {
        return kind == FailureClass.DELIVERY || ASK_AGAIN.contains(code);
    }
}
