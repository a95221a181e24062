package dev.viduroutes.failure;

import java.util.List;
import org.apache.camel.util.ObjectHelper;

/** The request is not admitted; it belongs into the dead-letter channel at once. */
public final class RequestRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public RequestRefused(Failure failure) {
        super(failure.message());
        this.failure = failure;
    }

    public RequestRefused(String field, String found, String allowed) {
        this(Failure.invalid(List.of(new Problem(field, Shortened.of(found, 200), allowed))));
    }

    /**
     * @param error a refusal, or what Camel wrapped around one
     * @return why the request is refused
     */
    public static Failure failureOf(Exception error) {
        return ObjectHelper.getException(RequestRefused.class, error).failure;
    }

    public Failure failure() {
        return failure;
    }
}
