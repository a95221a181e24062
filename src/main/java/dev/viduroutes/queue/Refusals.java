package dev.viduroutes.queue;

import java.util.Set;
import org.apache.camel.util.ObjectHelper;

/** Tells a broker that refuses a message for good from one that is away. */
public final class Refusals {

    /** By name, since the classes need not be there. */
    private static final Set<String> FOR_GOOD = Set.of("InvalidDestinationException", "JMSSecurityException");

    private Refusals() {}

    /** @return whether sending it again would bring nothing: its destination is gone, or closed to the gateway */
    public static boolean isRefused(Throwable failure) {
        for (Throwable cause : ObjectHelper.createExceptionIterable(failure)) {
            if (FOR_GOOD.contains(cause.getClass().getSimpleName())) {
                return true;
            }
        }
        return false;
    }
}
