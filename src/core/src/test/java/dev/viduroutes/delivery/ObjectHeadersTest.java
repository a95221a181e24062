package dev.viduroutes.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.hash.Hashing;
import dev.viduroutes.delivery.RestrictiveBucket.Refusal;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.utils.BinaryUtils;
import software.amazon.awssdk.utils.Md5Utils;

/** What goes with each object, against a bucket that refuses those that come without. */
class ObjectHeadersTest {

    private static final Refusal DENIED = Refusal.of(403, "AccessDenied", "Access Denied");

    private final RestrictiveBucket bucket = new RestrictiveBucket();

    @AfterEach
    void stop() {
        bucket.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x-amz-server-side-encryption                    | AES256       | vidu.s3.encryption    | AES256
            x-amz-server-side-encryption                    | aws:kms      | vidu.s3.encryption    | aws:kms
            x-amz-server-side-encryption                    | aws:kms:dsse | vidu.s3.encryption    | aws:kms:dsse
            x-amz-server-side-encryption-bucket-key-enabled | true         | vidu.s3.bucket-key    | true
            x-amz-server-side-encryption-bucket-key-enabled | false        | vidu.s3.bucket-key    | false
            x-amz-storage-class                             | STANDARD_IA  | vidu.s3.storage-class | STANDARD_IA
            x-amz-storage-class                             | cold         | vidu.s3.storage-class | cold
            x-amz-tagging                                   | team=a%20b&cost=7 | vidu.s3.tags     | team=a b,cost=7
            x-amz-acl                                       | bucket-owner-full-control | vidu.s3.acl | bucket-owner-full-control
            x-amz-expected-bucket-owner                     | 123456789012 | vidu.s3.bucket-owner  | 123456789012
            content-md5                                     | of the content | vidu.s3.checksum | md5
            x-amz-checksum-crc32                            | of the content | vidu.s3.checksum      | crc32
            x-amz-checksum-sha256                           | of the content | vidu.s3.checksum | sha256
            """)
    void whatABucketDemandsIsASetting(String header, String value, String key, String setting) {
        String expected = setting.matches("md5|crc32|sha256") ? sum(setting) : value;
        bucket.rule(RestrictiveBucket.demanding(header, expected, DENIED));
        try (S3Setup without = S3Setup.at(bucket.endpoint());
                S3Setup with = S3Setup.at(bucket.endpoint(), key, setting)) {
            assertThatThrownBy(without::put).isInstanceOf(S3Exception.class);
            with.put();
        }
        assertThat(bucket.objects().get("/bucket-of-this-test/videos/1.mp4").content())
                .isEqualTo(S3Setup.CONTENT);
    }

    @Test
    void aKmsKeyGoesWithItsEncryption() {
        String key = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        bucket.rule(RestrictiveBucket.demanding("x-amz-server-side-encryption-aws-kms-key-id", key, DENIED));
        try (S3Setup setup =
                S3Setup.at(bucket.endpoint(), "vidu.s3.encryption", "aws:kms", "vidu.s3.kms-key-id", key)) {
            setup.put();
        }
        assertThat(bucket.objects()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "auto"})
    void aServerThatKnowsNoChecksumsGetsNone(String checksum) {
        bucket.rule(call -> call.headers().keySet().stream().anyMatch(name -> name.contains("checksum"))
                        || call.header("x-amz-content-sha256").contains("TRAILER")
                        || !call.header("content-md5").isEmpty()
                ? Optional.of(Refusal.of(501, "NotImplemented", "A header you provided implies functionality"))
                : Optional.empty());
        try (S3Setup setup = S3Setup.at(bucket.endpoint(), "vidu.s3.checksum", checksum)) {
            setup.put();
        }
        assertThat(bucket.objects()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            InvalidRequest    | Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters | content-md5
            MissingContentMD5 | Missing required header for this request | content-md5
            InvalidRequest    | Missing required header for this request: x-amz-checksum-sha256 | x-amz-checksum-sha256
            InvalidArgument   | x-amz-checksum-crc32 must be given | x-amz-checksum-crc32
            InvalidRequest    | a checksum is needed | x-amz-checksum-sha256
            """)
    void aServerGetsTheChecksumThatItDemandsAndFromThenOnAtOnce(String code, String message, String header) {
        bucket.rule(call -> call.isWrite() && call.header(header).isEmpty()
                ? Optional.of(Refusal.of(400, code, message))
                : Optional.empty());
        try (S3Setup setup = S3Setup.at(bucket.endpoint())) {
            setup.put();
            int before = bucket.calls().size();
            setup.put();
            assertThat(bucket.calls()).hasSize(before + 1);
        }
        assertThat(bucket.objects()).hasSize(1);
    }

    @Test
    void whatTheSettingsSayOfChecksumsIsNotChanged() {
        bucket.rule(call -> Optional.of(Refusal.of(400, "InvalidRequest", "Content-MD5 is required")));
        try (S3Setup setup = S3Setup.at(bucket.endpoint(), "vidu.s3.checksum", "none")) {
            assertThatThrownBy(setup::put).hasMessageContaining("Content-MD5 is required");
        }
        assertThat(bucket.calls()).hasSize(1);
    }

    private static String sum(String kind) {
        return switch (kind) {
            case "md5" -> BinaryUtils.toBase64(Md5Utils.computeMD5Hash(S3Setup.CONTENT));
            case "sha256" ->
                BinaryUtils.toBase64(Hashing.sha256().hashBytes(S3Setup.CONTENT).asBytes());
            default ->
                BinaryUtils.toBase64(ByteBuffer.allocate(4)
                        .putInt(Hashing.crc32().hashBytes(S3Setup.CONTENT).asInt())
                        .array());
        };
    }
}
