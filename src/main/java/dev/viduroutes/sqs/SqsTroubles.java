package dev.viduroutes.sqs;

import dev.viduroutes.outage.Causes;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Says why SQS can't be used, and which setting to look at. */
final class SqsTroubles {

    private static final String PREFIX = "vidu.intake.sqs.";
    /** Amazon's words for keys that it does not believe. */
    private static final Set<String> WRONG_KEYS = Set.of(
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "SignatureDoesNotMatch",
            "InvalidAccessKeyId",
            "InvalidSecurity",
            "IncompleteSignature");

    private SqsTroubles() {}

    static String why(Throwable failure) {
        return failure instanceof AwsServiceException answer
                ? setting(answer) + Causes.of(failure)
                : Causes.of(failure) + " (see " + PREFIX + "queue-url)";
    }

    private static String setting(AwsServiceException answer) {
        String code = answer.awsErrorDetails() == null
                ? ""
                : String.valueOf(answer.awsErrorDetails().errorCode());
        if (WRONG_KEYS.contains(code)) {
            return PREFIX + "access-key and " + PREFIX + "secret-key (or the AWS chain) are refused: ";
        } else if (code.endsWith("QueueDoesNotExist") || code.endsWith("NonExistentQueue")) {
            return PREFIX + "queue-url names no queue: ";
        } else if (code.startsWith("AccessDenied")) {
            return PREFIX + "access-key (or the AWS chain) names somebody who may not do this: ";
        } else if (code.startsWith("RequestTimeTooSkewed") || code.startsWith("RequestExpired")) {
            return "the clock of this machine is wrong: ";
        }
        return PREFIX + "queue-url can't be used: ";
    }
}
