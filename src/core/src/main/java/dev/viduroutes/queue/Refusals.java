package dev.viduroutes.queue;

import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.util.ObjectHelper;

/** Tells a broker that refuses a message for good from one that is away. */
public final class Refusals {

    /** By name, since the classes need not be there. */
    private static final Set<String> FOR_GOOD =
            Set.of("InvalidDestinationException", "JMSSecurityException", "ReplyNotTakenException");

    /** Kafka's, Artemis's and Amazon's words for what is too long, and {@link TextOnly}'s for what is no text. */
    private static final Pattern UNFIT =
            Pattern.compile("(?s).*(RecordTooLarge|LargeMessage|TooLong|must be shorter than"
                    + "|InvalidMessageContents|MissingParameter|MalformedInput).*");

    private Refusals() {}

    /** @return whether sending it again would bring nothing: its destination is gone, closed, or took nothing for too long */
    public static boolean isRefused(Throwable failure) {
        for (Throwable cause : ObjectHelper.createExceptionIterable(failure)) {
            if (FOR_GOOD.contains(cause.getClass().getSimpleName())) {
                return true;
            }
        }
        return false;
    }

    /** @return whether the destination would take a shorter message, or a text */
    public static boolean isUnfit(Throwable failure) {
        for (Throwable cause : ObjectHelper.createExceptionIterable(failure)) {
            if (UNFIT.matcher(cause.toString()).matches()) {
                return true;
            }
        }
        return false;
    }
}
