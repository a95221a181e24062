package dev.viduroutes.sqs;

import dev.viduroutes.outage.ErrorText;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.apache.camel.util.ObjectHelper;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Explains why SQS can't be used, and which setting to look at. */
final class SqsFailureAnalyzer {

    private static final String PREFIX = "vidu.intake.sqs.";
    private static final String KEYS = PREFIX + "access-key and " + PREFIX + "secret-key (or the AWS chain)";
    /** Amazon's words for keys that it does not believe. */
    private static final Set<String> WRONG_KEYS = Set.of(
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "SignatureDoesNotMatch",
            "InvalidAccessKeyId",
            "InvalidSecurity",
            "ExpiredToken",
            "ExpiredTokenException",
            "MissingAuthenticationToken",
            "IncompleteSignature");

    private SqsFailureAnalyzer() {}

    static String why(Throwable failure) {
        if (failure instanceof AwsServiceException answer) {
            return setting(code(answer), text(answer)) + ": " + ErrorText.ofRootCause(failure);
        }
        for (Throwable cause : ObjectHelper.createExceptionIterable(failure)) {
            if (cause instanceof SSLException) {
                return "TLS to the host of " + PREFIX + "queue-url fails: " + ErrorText.ofRootCause(failure);
            }
        }
        return text(failure).contains("credentials")
                ? "nobody says who the gateway is; " + KEYS + " do: " + ErrorText.ofRootCause(failure)
                : ErrorText.ofRootCause(failure) + " (see " + PREFIX + "queue-url)";
    }

    private static String code(AwsServiceException answer) {
        return answer.awsErrorDetails() == null
                ? ""
                : String.valueOf(answer.awsErrorDetails().errorCode());
    }

    private static String text(Throwable failure) {
        return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    }

    /** Amazon signs for a region, and a wrong one looks like a wrong key. */
    private static String setting(String code, String text) {
        if (text.contains("scoped to a valid region") || text.contains("scoped to correct region")) {
            return PREFIX + "region is not that of the queue";
        } else if (code.toUpperCase(Locale.ROOT).startsWith("KMS")) {
            return "the queue's KMS key may not be used by whom " + KEYS + " name; its owner can allow it";
        } else if (WRONG_KEYS.contains(code)) {
            return KEYS + " are refused";
        } else if (code.endsWith("QueueDoesNotExist") || code.endsWith("NonExistentQueue")) {
            return PREFIX + "queue-url names no queue";
        } else if (code.startsWith("AccessDenied")) {
            return PREFIX + "access-key (or the AWS chain) names somebody who may not do this";
        } else if (code.startsWith("RequestTimeTooSkewed") || code.startsWith("RequestExpired")) {
            return "the clock of this machine is wrong";
        } else if (code.endsWith("OverLimit")) {
            return "the queue has too many messages under way, of this process and others";
        }
        return PREFIX + "queue-url can't be used";
    }
}
