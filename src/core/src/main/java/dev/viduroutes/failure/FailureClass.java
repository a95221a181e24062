package dev.viduroutes.failure;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.viduroutes.PublicApi;
import java.util.Locale;

/** What kind of failure a code stands for, and so what is done about it. */
@PublicApi
public enum FailureClass {
    /** The content is not allowed; the same request will be refused again. */
    CONTENT,
    /** The request is wrong; it must be changed. */
    INPUT,
    /** The service failed; a new task may well succeed. */
    TRANSIENT,
    /** The account can't pay or is not let in; every request waits. */
    ACCOUNT,
    /** Something between the API and the bucket failed. */
    DELIVERY,
    /** What became of the request can't be known. */
    UNCERTAIN,
    /** A person did not want it any more. */
    WITHDRAWN,
    /** A defect of the gateway. */
    INTERNAL;

    /** @return the name in outcomes: in lower case */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
