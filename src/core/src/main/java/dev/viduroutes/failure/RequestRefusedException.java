package dev.viduroutes.failure;

import java.util.List;
import org.apache.camel.util.ObjectHelper;

/** The request is not admitted; it belongs into the dead-letter channel at once. */
public final class RequestRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST_FOUND = 200;

    private final transient Failure failure;

    private final boolean truncated;

    public RequestRefusedException(Failure failure) {
        this(failure, false);
    }

    private RequestRefusedException(Failure failure, boolean truncated) {
        super(failure.message());
        this.failure = failure;
        this.truncated = truncated;
    }

    public RequestRefusedException(String field, String found, String allowed) {
        this(invalid(field, found, allowed), false);
    }

    /** @return the refusal of a document that ended before it was whole: what is missing may still be written */
    public static RequestRefusedException truncated(String found, String allowed) {
        return new RequestRefusedException(invalid("document", found, allowed), true);
    }

    private static Failure invalid(String field, String found, String allowed) {
        return Failure.invalid(List.of(new Problem(field, SanitizedText.of(found, LONGEST_FOUND), allowed)));
    }

    /**
     * @param error a refusal, or what Camel wrapped around one
     * @return why the request is refused
     */
    public static Failure failureOf(Exception error) {
        return ObjectHelper.getException(RequestRefusedException.class, error).failure;
    }

    /** @return whether the document was empty, or ended within a value or a character */
    public boolean isTruncated() {
        return truncated;
    }

    public Failure failure() {
        return failure;
    }
}
