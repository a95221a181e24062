package dev.viduroutes.pace;

import org.apache.camel.CamelContext;

/** Hears that the context stops before any wait ends. Every bean of this type in the registry is told. */
public interface StopListener {

    /** Takes nothing in any more; what is under way is given back in a moment. */
    void beforeWaitsEnd(CamelContext context);
}
