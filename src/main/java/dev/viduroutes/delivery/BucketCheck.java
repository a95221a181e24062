package dev.viduroutes.delivery;

import dev.viduroutes.settings.S3Settings;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.SettingsException;
import java.util.List;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Asks at the start for the bucket, so that a mistake shows before the first video is paid. A server that is away for the
 * moment is no mistake: videos wait for it.
 */
public final class BucketCheck {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.s3");
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private BucketCheck() {}

    /** @throws SettingsException if there are no credentials, or no such bucket */
    public static void check(CamelContext context, Settings settings) {
        S3Client client = context.getRegistry()
                .lookupByNameAndType("viduStore", VideoStore.class)
                .client();
        S3Settings s3 = settings.s3();
        try {
            client.headBucket(head -> head.bucket(s3.bucket()));
        } catch (S3Exception answer) {
            judge(answer, s3);
        } catch (SdkClientException noAnswer) {
            judge(noAnswer, s3);
        }
    }

    private static void judge(S3Exception answer, S3Settings s3) {
        if (answer.statusCode() == NOT_FOUND) {
            throw refusal("vidu.s3.bucket is " + s3.bucket() + "; " + s3.place()
                    + " has no such bucket, it must exist before the start");
        }
        String meaning = answer.statusCode() == FORBIDDEN
                ? "its credentials may be wrong, or not allow to look at the bucket"
                : "videos wait until it can be written";
        LOG.warn(
                "bucket={} at={} answers {} to the first question; {}",
                s3.bucket(),
                s3.place(),
                answer.statusCode(),
                meaning);
    }

    private static void judge(SdkClientException noAnswer, S3Settings s3) {
        if (String.valueOf(noAnswer.getMessage()).contains("Unable to load credentials")) {
            throw refusal("vidu.s3.access-key is not set and the AWS chain finds no credentials; set both"
                    + " vidu.s3.access-key and vidu.s3.secret-key, or the usual AWS variables, profile or role");
        }
        LOG.warn(
                "bucket={} at={} can't be reached now, videos wait for it: {}",
                s3.bucket(),
                s3.place(),
                noAnswer.getMessage());
    }

    private static SettingsException refusal(String problem) {
        return new SettingsException(List.of(problem));
    }
}
