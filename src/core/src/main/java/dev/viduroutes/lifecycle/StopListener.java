package dev.viduroutes.lifecycle;

import org.apache.camel.CamelContext;

/** Hears that the context stops. Every bean of this type in the registry is told. */
public interface StopListener {

    /** Before any wait ends: takes nothing in any more; what is under way is given back in a moment. */
    default void beforeWaitsEnd(CamelContext context) {}

    /** Ends the waits that it keeps, with a {@link StoppingException}, and lets none begin. */
    default void endWaits() {}

    /** Now that the waits have ended: ends what would not end by itself. */
    default void afterWaitsEnded(CamelContext context) {}
}
