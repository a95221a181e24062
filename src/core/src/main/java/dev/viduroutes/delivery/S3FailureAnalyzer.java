package dev.viduroutes.delivery;

import dev.viduroutes.outage.ErrorText;
import dev.viduroutes.settings.S3Settings;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.util.ObjectHelper;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Explains why the bucket can't be written, and which setting may change it. */
final class S3FailureAnalyzer {

    private static final String CREDENTIALS =
            "vidu.s3.access-key and vidu.s3.secret-key (or the AWS chain's credentials) are not accepted";
    private static final String CHECKSUM = "look at vidu.s3.checksum";
    private static final String KEY = "look at vidu.s3.kms-key-id, and at what the credentials may do with that key";
    private static final String POLICY = "the credentials need s3:PutObject; or a policy of the bucket demands another"
            + " vidu.s3.encryption, .kms-key-id, .acl, .tags, .storage-class, .bucket-owner or .key-pattern";
    private static final Map<String, String> ADVICE = Map.ofEntries(
            Map.entry("NoSuchBucket", "vidu.s3.bucket names no bucket there"),
            Map.entry("InvalidAccessKeyId", CREDENTIALS),
            Map.entry("SignatureDoesNotMatch", CREDENTIALS),
            Map.entry("InvalidToken", CREDENTIALS),
            Map.entry("ExpiredToken", CREDENTIALS),
            Map.entry("TokenRefreshRequired", CREDENTIALS),
            Map.entry("InvalidDigest", CHECKSUM),
            Map.entry("BadDigest", CHECKSUM),
            Map.entry("MissingContentMD5", CHECKSUM),
            Map.entry(
                    "NotImplemented", "the server does not know a header; " + CHECKSUM + " and .storage-class, .tags"),
            Map.entry("AccessControlListNotSupported", "the bucket takes no ACLs: leave vidu.s3.acl out"),
            Map.entry("InvalidStorageClass", "look at vidu.s3.storage-class"),
            Map.entry("InvalidTag", "look at vidu.s3.tags"),
            Map.entry("InvalidEncryptionAlgorithmError", "look at vidu.s3.encryption"),
            Map.entry("RequestTimeTooSkewed", "set the clock of this machine"));
    private static final Set<Integer> PASSING = Set.of(408, 409, 425, 429);

    private S3FailureAnalyzer() {}

    /** @return whether the same write will be refused again, until a person changes something */
    static boolean isForAPerson(Exception trouble) {
        S3Exception answer = ObjectHelper.getException(S3Exception.class, trouble);
        return answer != null && answer.statusCode() / 100 < 5 && !PASSING.contains(answer.statusCode());
    }

    /** @return what S3 answered, or why it did not, and what may change it */
    static String why(S3Settings s3, Exception trouble) {
        S3Exception answer = ObjectHelper.getException(S3Exception.class, trouble);
        return answer == null ? silence(trouble) : S3ErrorResponses.summary(answer) + advice(s3, answer);
    }

    private static String advice(S3Settings s3, S3Exception answer) {
        String elsewhere = BucketRegion.mistake(s3, answer).orElse("");
        String advice = elsewhere.isEmpty() ? advice(answer) : elsewhere;
        return advice.isEmpty() ? "" : " (" + advice + ")";
    }

    private static String advice(S3Exception answer) {
        String code = S3ErrorResponses.code(answer);
        String text = S3ErrorResponses.text(answer).toLowerCase(Locale.ROOT);
        if (ADVICE.containsKey(code)) {
            return ADVICE.get(code);
        } else if (code.startsWith("KMS.") || text.contains("kms:") || text.contains("arn:aws:kms")) {
            return KEY;
        } else if (text.contains("content-md5") || text.contains("checksum")) {
            return CHECKSUM;
        } else if (text.contains("encrypt")) {
            return "look at vidu.s3.encryption, .kms-key-id and .bucket-key";
        }
        return answer.statusCode() == 403 ? POLICY : "";
    }

    private static String silence(Exception trouble) {
        if (ObjectHelper.getException(ApiCallTimeoutException.class, trouble) != null
                || ObjectHelper.getException(ApiCallAttemptTimeoutException.class, trouble) != null) {
            return "no answer within vidu.s3.call-timeout";
        }
        UnknownHostException unknown = ObjectHelper.getException(UnknownHostException.class, trouble);
        return ErrorText.ofRootCause(trouble)
                + (unknown == null
                        ? ""
                        : " (look at vidu.s3.endpoint, .region and .path-style, and at the name server)");
    }
}
