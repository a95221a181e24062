package dev.viduroutes.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.sandbox.FreePort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Keys of KMS, against a server that knows which ones there are. */
class KmsKeyIT {

    private static final String BUCKET = "bucket-of-this-test";
    private static final String KEY = "1234abcd-12ab-34cd-56ef-1234567890ab";

    @TempDir
    private static Path home;

    private static Process server;
    private static URI endpoint;

    @BeforeAll
    static void startServer() throws IOException {
        int port = FreePort.next();
        Path output = home.resolve("output.txt");
        server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        System.getProperty("vidu.test.s3mock"),
                        "--server.address=127.0.0.1",
                        "--server.port=0",
                        "--com.adobe.testing.s3mock.httpPort=" + port,
                        "--com.adobe.testing.s3mock.store.initialBuckets=" + BUCKET,
                        "--com.adobe.testing.s3mock.store.validKmsKeys=arn:aws:kms:us-east-1:123456789012:key/" + KEY)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        await().atMost(Duration.ofMinutes(2))
                .until(() -> Files.readString(output).contains("Started S3Mock"));
        endpoint = URI.create("http://127.0.0.1:" + port);
    }

    @AfterAll
    static void stopServer() {
        server.destroyForcibly();
    }

    @Test
    void aKeyThatThereIsEncryptsTheObject() {
        try (S3Setup setup = S3Setup.at(endpoint, "vidu.s3.encryption", "aws:kms", "vidu.s3.kms-key-id", KEY)) {
            setup.check();
            setup.put();

            HeadObjectResponse stored =
                    setup.client().headObject(head -> head.bucket(BUCKET).key("videos/1.mp4"));
            assertThat(stored.serverSideEncryptionAsString()).isEqualTo("aws:kms");
            assertThat(stored.ssekmsKeyId()).isEqualTo(KEY);
        }
    }

    @Test
    void aKeyThatThereIsNotIsRefusedAndTheSettingNamed() {
        try (S3Setup setup =
                S3Setup.at(endpoint, "vidu.s3.encryption", "aws:kms", "vidu.s3.kms-key-id", KEY + "-not")) {
            assertThatThrownBy(setup::put)
                    .isInstanceOfSatisfying(
                            S3Exception.class,
                            refusal -> assertThat(S3FailureAnalyzer.why(setup.settings.s3(), refusal))
                                    .contains("KMS", "vidu.s3.kms-key-id"));
        }
    }
}
