package dev.viduroutes.queue;

import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.util.ObjectHelper;

/** Tells why a broker took no message: whether it refuses for good, or is away. */
public final class SendFailures {

    /** By name, since the classes need not be there. */
    private static final Set<String> PERMANENT = Set.of(
            "InvalidDestinationException",
            "DestinationDoesNotExistException",
            "JMSSecurityException",
            "ReplyTimeoutException");

    /** Kafka's, Artemis's and Amazon's words for what is too long, and {@link TextOnlyCheck}'s for what is no text. */
    private static final Pattern REJECTED =
            Pattern.compile("(?s).*(RecordTooLarge|LargeMessage|TooLong|must be shorter than"
                    + "|InvalidMessageContents|MissingParameter|MalformedInput).*");

    private SendFailures() {}

    /** @return whether sending it again would bring nothing: its destination is gone, closed, or took nothing for too long */
    public static boolean isPermanent(Throwable failure) {
        for (Throwable cause : ObjectHelper.createExceptionIterable(failure)) {
            if (PERMANENT.contains(cause.getClass().getSimpleName())) {
                return true;
            }
        }
        return false;
    }

    /** @return whether the destination would take a shorter message, or a text */
    public static boolean isMessageRejected(Throwable failure) {
        for (Throwable cause : ObjectHelper.createExceptionIterable(failure)) {
            if (REJECTED.matcher(cause.toString()).matches()) {
                return true;
            }
        }
        return false;
    }
}
