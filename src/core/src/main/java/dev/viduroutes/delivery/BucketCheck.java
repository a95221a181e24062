package dev.viduroutes.delivery;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.settings.S3Settings;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.SettingsException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Asks at the start for the bucket, so that a mistake shows before the first video is paid. A server that is away for the
 * moment is no mistake: videos wait for it.
 */
public final class BucketCheck {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.s3");
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    /** A start does not wait longer for each of its two questions. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final VideoStore store;
    private final S3Settings s3;

    private BucketCheck(VideoStore store, S3Settings s3) {
        this.store = store;
        this.s3 = s3;
    }

    /** @throws SettingsException if there are no credentials, no such bucket, or if it is in another region */
    public static void check(CamelContext context, Settings settings) {
        VideoStore store = context.getRegistry().lookupByNameAndType("viduStore", VideoStore.class);
        new BucketCheck(store, settings.s3()).check();
    }

    private void check() {
        try {
            HeadBucketResponse bucket =
                    store.client().headBucket(head -> head.bucket(s3.bucket()).overrideConfiguration(this::hurry));
            judgeRegion(BucketRegion.mistake(s3, S3ErrorResponses.region(bucket.sdkHttpResponse())));
        } catch (S3Exception answer) {
            judge(answer);
        } catch (SdkClientException noAnswer) {
            judge(noAnswer);
        }
    }

    private void hurry(AwsRequestOverrideConfiguration.Builder call) {
        call.apiCallTimeout(PATIENCE).apiCallAttemptTimeout(PATIENCE);
    }

    private void judgeRegion(Optional<String> mistake) {
        // A host's client has a region of its own.
        if (store.isOwn() && mistake.isPresent()) {
            throw refusal(mistake.get());
        }
    }

    private void judge(S3Exception answer) {
        if (answer.statusCode() == NOT_FOUND) {
            throw refusal("vidu.s3.bucket is " + s3.bucket() + "; " + store.place()
                    + " has no such bucket, it must exist before the start");
        }
        judgeRegion(BucketRegion.mistake(s3, answer));
        if (S3ErrorResponses.region(answer).isEmpty()) {
            judgeRegion(mistakeInOtherWords());
        }
        String meaning = answer.statusCode() == FORBIDDEN
                ? "its credentials may be wrong, or not allow to look at the bucket"
                : "videos wait until it can be written";
        LOG.warn(
                "bucket={} at={} answers {} to the first question; {}",
                s3.bucket(),
                store.place(),
                answer.statusCode(),
                meaning);
    }

    /** The answer to a HEAD has no body, and some servers tell the region in theirs alone. */
    private Optional<String> mistakeInOtherWords() {
        try {
            store.client().getBucketLocation(ask -> ask.bucket(s3.bucket()).overrideConfiguration(this::hurry));
            return Optional.empty();
        } catch (S3Exception answer) {
            return BucketRegion.mistake(s3, answer);
        } catch (SdkException unknown) {
            return Optional.empty();
        }
    }

    private void judge(SdkClientException noAnswer) {
        if (String.valueOf(noAnswer.getMessage()).contains("Unable to load credentials")) {
            throw refusal("vidu.s3.access-key is not set and the AWS chain finds no credentials; set both"
                    + " vidu.s3.access-key and vidu.s3.secret-key, or the usual AWS variables, profile or role");
        }
        LOG.warn(
                "bucket={} at={} can't be reached now, videos wait for it: {}",
                s3.bucket(),
                store.place(),
                SanitizedText.of(noAnswer));
    }

    private static SettingsException refusal(String problem) {
        return new SettingsException(List.of(problem));
    }
}
