package dev.viduroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class SandboxS3Test {

    private static final String KEY = "videos/2026-11-22/shot-7/0.mp4";
    private static final byte[] VIDEO = "not quite a video".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private SandboxS3 s3;
    private S3Client client;

    @BeforeEach
    void start() {
        s3 = SandboxS3.start(folder, "videos", 0, "ak", "sk");
        client = client("ak", "sk", RequestChecksumCalculation.WHEN_SUPPORTED);
    }

    @AfterEach
    void stop() {
        client.close();
        s3.close();
    }

    @Test
    void anObjectIsAPlainFileUnderItsBucketAndKey() {
        put(client, VIDEO);

        assertThat(folder.resolve("videos").resolve(KEY)).hasBinaryContent(VIDEO);
        assertThat(client.getObjectAsBytes(get -> get.bucket("videos").key(KEY)).asByteArray())
                .isEqualTo(VIDEO);
        assertThat(client.listObjectsV2(list -> list.bucket("videos").prefix("videos/"))
                        .contents())
                .extracting(S3Object::key)
                .containsExactly(KEY);
    }

    @Test
    void contentTypeAndMetadataComeBackWhereTheFileSystemKeepsThem() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("user"), "no extended attributes here");
        put(client, VIDEO);

        HeadObjectResponse head =
                client.headObject(request -> request.bucket("videos").key(KEY));

        assertThat(head.contentType()).isEqualTo("video/mp4");
        assertThat(head.contentLength()).isEqualTo(VIDEO.length);
        assertThat(head.metadata()).containsEntry("request-id", "shot-7");
    }

    @ParameterizedTest
    @EnumSource(names = {"WHEN_SUPPORTED", "WHEN_REQUIRED"})
    void aLargeObjectArrivesWholeWithAndWithoutTheClientsChecksum(RequestChecksumCalculation checksums)
            throws IOException {
        byte[] large = new byte[50 << 20];
        new Random(1).nextBytes(large);

        try (S3Client own = client("ak", "sk", checksums)) {
            put(own, large);
        }

        assertThat(Files.mismatch(
                        folder.resolve("videos").resolve(KEY), Files.write(folder.resolve("expected"), large)))
                .isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ak:wrong", "other:sk"})
    void aClientWithOtherKeysIsRefused(String keys) {
        String[] pair = keys.split(":");
        try (S3Client stranger = client(pair[0], pair[1], RequestChecksumCalculation.WHEN_SUPPORTED)) {
            assertThatThrownBy(() -> put(stranger, VIDEO))
                    .isInstanceOfSatisfying(
                            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
        }
        assertThat(folder.resolve("videos")).isEmptyDirectory();
    }

    @Test
    void aBucketThatNobodyMadeIsMissing() {
        assertThatThrownBy(() -> client.putObject(put -> put.bucket("photos").key("a"), RequestBody.fromBytes(VIDEO)))
                .isInstanceOf(NoSuchBucketException.class);
    }

    @Test
    void afterAnOutageTheSameEndpointServesTheSameObjects() {
        put(client, VIDEO);
        var endpoint = s3.endpoint();

        s3.stop();
        assertThatThrownBy(() -> put(client, VIDEO)).isInstanceOf(SdkClientException.class);
        s3.restart();

        assertThat(s3.endpoint()).isEqualTo(endpoint);
        assertThat(client.getObjectAsBytes(get -> get.bucket("videos").key(KEY)).asByteArray())
                .isEqualTo(VIDEO);
    }

    @Test
    void aSecondServerOnTheSamePortSaysSo() {
        int port = s3.endpoint().getPort();

        assertThatThrownBy(() -> SandboxS3.start(folder, "videos", port, "ak", "sk"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the sandbox S3 server cannot listen on 127.0.0.1:" + port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "../up", "Videos", "my_bucket"})
    void aBucketNameThatS3WouldRefuseIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SandboxS3.start(folder, name, 0, "ak", "sk"))
                .withMessageContaining("'" + name + "'");
    }

    private static void put(S3Client client, byte[] content) {
        client.putObject(
                put -> put.bucket("videos").key(KEY).contentType("video/mp4").metadata(Map.of("request-id", "shot-7")),
                RequestBody.fromBytes(content));
    }

    private S3Client client(String accessKey, String secretKey, RequestChecksumCalculation checksums) {
        return S3Client.builder()
                .endpointOverride(s3.endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .requestChecksumCalculation(checksums)
                .overrideConfiguration(override -> override.retryStrategy(RetryMode.STANDARD))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
                .build();
    }
}
