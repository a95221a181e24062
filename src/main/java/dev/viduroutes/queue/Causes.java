package dev.viduroutes.queue;

import org.apache.camel.util.ObjectHelper;

/** What a client's exceptions come down to. */
public final class Causes {

    private Causes() {}

    /** @return the innermost cause in one line */
    public static String of(Throwable failure) {
        Throwable innermost =
                ObjectHelper.createExceptionIterable(failure).iterator().next();
        return innermost.getClass().getSimpleName() + ": " + innermost.getMessage();
    }
}
