package dev.viduroutes.delivery;

import dev.viduroutes.settings.S3ObjectSettings;
import dev.viduroutes.settings.S3Settings;
import dev.viduroutes.settings.S3Timeouts;
import java.time.Duration;
import java.util.function.Function;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetBucketLocationRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Request;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;

/**
 * An S3 client, a host's too, with what the settings say: headers and checksum of every object that is written, and a
 * deadline for every call. Camel's component knows only some of it, and a single object may not go without.
 */
final class ConfiguredS3Client extends DelegatingS3Client {

    private final S3ObjectSettings objects;
    private final S3Timeouts timeouts;
    private final Checksums checksums;

    ConfiguredS3Client(S3Client client, S3Settings s3, Checksums checksums) {
        super(client);
        this.objects = s3.objects();
        this.timeouts = s3.timeouts();
        this.checksums = checksums;
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest put, RequestBody body) {
        Duration deadline = timeouts.ofCall(body.optionalContentLength().orElse(0L));
        PutObjectRequest ours = withHeaders(put).toBuilder()
                .overrideConfiguration(until(deadline))
                .build();
        return kept(checksums.send(ours, body, next -> ((S3Client) delegate()).putObject(next, body)));
    }

    /** A proxy, or a page to log in at, answers 200 as well. */
    private static PutObjectResponse kept(PutObjectResponse answer) {
        if (answer.eTag() == null || answer.eTag().isBlank()) {
            throw SdkClientException.create(
                    "the write was answered without an ETag, which every S3 server sends for what it"
                            + " keeps; is vidu.s3.endpoint one?");
        }
        return answer;
    }

    /** Every other call, such as those of the start. */
    @Override
    protected <T extends S3Request, R> R invokeOperation(T request, Function<T, R> operation) {
        return operation.apply(withOwner(request));
    }

    private static AwsRequestOverrideConfiguration until(Duration deadline) {
        return AwsRequestOverrideConfiguration.builder()
                .apiCallTimeout(deadline)
                .apiCallAttemptTimeout(deadline)
                .build();
    }

    private PutObjectRequest withHeaders(PutObjectRequest put) {
        PutObjectRequest.Builder ours = put.toBuilder();
        objects.encryption().ifPresent(ours::serverSideEncryption);
        objects.kmsKeyId().ifPresent(ours::ssekmsKeyId);
        objects.bucketKey().ifPresent(ours::bucketKeyEnabled);
        objects.storageClass().ifPresent(ours::storageClass);
        objects.acl().ifPresent(ours::acl);
        objects.bucketOwner().ifPresent(ours::expectedBucketOwner);
        if (!objects.tags().isEmpty()) {
            ours.tagging(tagging());
        }
        return ours.build();
    }

    private Tagging tagging() {
        return Tagging.builder()
                .tagSet(objects.tags().entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())
                .build();
    }

    @SuppressWarnings("unchecked")
    private <T extends S3Request> T withOwner(T request) {
        if (objects.bucketOwner().isEmpty()) {
            return request;
        }
        String owner = objects.bucketOwner().get();
        if (request instanceof HeadBucketRequest head) {
            return (T) head.toBuilder().expectedBucketOwner(owner).build();
        } else if (request instanceof GetBucketLocationRequest location) {
            return (T) location.toBuilder().expectedBucketOwner(owner).build();
        }
        return request;
    }
}
