package dev.viduroutes.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** Which server is written to, and what is said of it. */
class VideoStoreTest {

    /** What the SDK reads beside the variable {@code AWS_ENDPOINT_URL_S3}. */
    private static final String SDK_ENDPOINT = "aws.endpointUrlS3";

    private final RestrictiveBucket bucket = new RestrictiveBucket();

    @AfterEach
    void end() {
        System.clearProperty(SDK_ENDPOINT);
        bucket.close();
    }

    @Test
    void theServerOfTheSettingsIsNamed() {
        try (S3Setup setup = S3Setup.at(bucket.endpoint())) {
            assertThat(setup.store.place()).isEqualTo(bucket.endpoint().toString());
        }
        try (S3Setup setup = S3Setup.of("vidu.s3.region", "eu-west-1")) {
            assertThat(setup.store.place()).isEqualTo("AWS eu-west-1");
        }
    }

    @Test
    void aServerThatTheSdkFindsByItselfIsNamedAndGetsNoChecksumThatItDoesNotDemand() {
        System.setProperty(SDK_ENDPOINT, bucket.endpoint().toString());
        try (S3Setup setup = S3Setup.of()) {
            assertThat(setup.store.place()).isEqualTo(bucket.endpoint().toString());
            setup.put();
        }
        assertThat(bucket.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.headers().keySet())
                        .noneMatch(name -> name.contains("checksum") || name.contains("trailer")));
    }

    @Test
    void aHostsClientGetsTheHeadersToo() {
        try (S3Setup setup = S3Setup.at(bucket.endpoint())) {
            S3Client host = setup.client();
            setup.context.getRegistry().bind("viduS3Client", host);
            try (S3Setup embedded = S3Setup.hosted(setup.context, "vidu.s3.encryption", "AES256")) {
                embedded.put();
            }
        }
        assertThat(bucket.objects().values())
                .singleElement()
                .satisfies(stored -> assertThat(stored.call().header("x-amz-server-side-encryption"))
                        .isEqualTo("AES256"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>log in</html>", "<Error><Code>InternalError</Code></Error>"})
    void anAnswerThatIsNoS3ServersIsNotTakenForAnObjectThatIsStored(String body) {
        bucket.rule(call -> Optional.of(new RestrictiveBucket.Refusal(200, body, Map.of())));
        try (S3Setup setup = S3Setup.at(bucket.endpoint())) {
            assertThatThrownBy(setup::put).isInstanceOf(SdkException.class).hasMessageContaining("without an ETag");
        }
    }
}
