package dev.viduroutes.failure;

import java.util.List;
import org.apache.camel.util.ObjectHelper;

/** The request is not admitted; it belongs into the dead-letter channel at once. */
public final class RequestRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST_FOUND = 200;

    private final transient Failure failure;

    private final boolean cutShort;

    public RequestRefused(Failure failure) {
        this(failure, false);
    }

    private RequestRefused(Failure failure, boolean cutShort) {
        super(failure.message());
        this.failure = failure;
        this.cutShort = cutShort;
    }

    public RequestRefused(String field, String found, String allowed) {
        this(invalid(field, found, allowed), false);
    }

    /** @return the refusal of a document that ended before it was whole: what is missing may still be written */
    public static RequestRefused endingTooEarly(String found, String allowed) {
        return new RequestRefused(invalid("document", found, allowed), true);
    }

    private static Failure invalid(String field, String found, String allowed) {
        return Failure.invalid(List.of(new Problem(field, Shortened.of(found, LONGEST_FOUND), allowed)));
    }

    /**
     * @param error a refusal, or what Camel wrapped around one
     * @return why the request is refused
     */
    public static Failure failureOf(Exception error) {
        return ObjectHelper.getException(RequestRefused.class, error).failure;
    }

    /** @return whether the document was empty, or ended within a value or a character */
    public boolean isCutShort() {
        return cutShort;
    }

    public Failure failure() {
        return failure;
    }
}
