package dev.viduroutes.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.viduroutes.delivery.RestrictiveBucket.Refusal;
import dev.viduroutes.settings.SettingsException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Whether the start notices that the bucket is in another region than the settings say. */
class BucketRegionTest {

    private final RestrictiveBucket bucket = new RestrictiveBucket();

    @AfterEach
    void stop() {
        bucket.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 301, 307, 400, 403})
    void aHeaderTellsIt(int status) {
        bucket.rule(call -> Optional.of(new Refusal(status, "", Map.of("x-amz-bucket-region", "eu-west-1"))));

        assertRefused();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Error><Code>AuthorizationHeaderMalformed</Code><Message>The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-1'</Message></Error>",
                "<Error><Code>AuthorizationHeaderMalformed</Code><Message>the region is wrong; expecting &apos;eu-west-1&apos;</Message></Error>",
                "<Error><Code>AuthorizationHeaderMalformed</Code><Message>wrong</Message><Region>eu-west-1</Region></Error>",
                "<Error><Code>PermanentRedirect</Code><Message>The bucket must be addressed using the specified endpoint.</Message><Endpoint>my-videos.s3.eu-west-1.amazonaws.com</Endpoint></Error>",
                "<Error><Code>PermanentRedirect</Code><Endpoint>my-videos.s3-eu-west-1.amazonaws.com</Endpoint></Error>",
                "<Error><Code>PermanentRedirect</Code><Endpoint>s3.dualstack.eu-west-1.amazonaws.com</Endpoint></Error>"
            })
    void theBodyOfARefusalTellsIt(String body) {
        int status = body.contains("Redirect") ? 301 : 400;
        bucket.rule(call -> Optional.of(new Refusal(status, body, Map.of())));

        assertRefused();
        try (S3Setup setup = S3Setup.at(bucket.endpoint())) {
            assertThatThrownBy(setup::put)
                    .isInstanceOfSatisfying(
                            S3Exception.class,
                            answer -> assertThat(S3FailureAnalyzer.why(setup.settings.s3(), answer))
                                    .contains("vidu.s3.region is us-east-1", "is in eu-west-1"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"us-east-1", "auto", "default", "not a region!"})
    void aServerThatTellsNoOtherRegionOfAwsIsNoMistake(String told) {
        bucket.rule(call -> Optional.of(new Refusal(200, "", Map.of("x-amz-bucket-region", told))));

        assertStarts();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 403, 500, 503})
    void aRefusalThatTellsNothingIsNoReasonNotToStart(int status) {
        bucket.rule(call -> Optional.of(new Refusal(status, "", Map.of())));

        assertStarts();
    }

    @Test
    void aServerThatIsAwayIsNoReasonNotToStart() {
        bucket.close();

        assertStarts();
    }

    /** What the settings say of the region is not what its calls are signed for. */
    @Test
    void aClientOfTheHostHasARegionOfItsOwn() {
        bucket.rule(call -> Optional.of(new Refusal(200, "", Map.of("x-amz-bucket-region", "eu-west-1"))));
        try (S3Setup setup = S3Setup.at(bucket.endpoint(), "vidu.s3.region", "eu-west-1")) {
            setup.context.getRegistry().bind("viduS3Client", setup.client());
            try (S3Setup embedded = S3Setup.hosted(setup.context, "vidu.s3.region", "us-east-1")) {
                assertThatCode(embedded::check).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void aBucketThatDoesNotExistIsStillNamed() {
        bucket.rule(call -> Optional.of(new Refusal(404, "", Map.of())));
        try (S3Setup setup = S3Setup.at(bucket.endpoint())) {
            assertThatThrownBy(setup::check)
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining(
                            "vidu.s3.bucket is bucket-of-this-test; " + bucket.endpoint() + " has no such bucket");
        }
    }

    private void assertStarts() {
        try (S3Setup setup = S3Setup.at(bucket.endpoint())) {
            assertThatCode(setup::check).doesNotThrowAnyException();
        }
    }

    private void assertRefused() {
        try (S3Setup setup = S3Setup.at(bucket.endpoint())) {
            assertThatThrownBy(setup::check)
                    .isInstanceOf(SettingsException.class)
                    .hasMessage("vidu.s3.region is us-east-1; the bucket bucket-of-this-test is in eu-west-1,"
                            + " set vidu.s3.region=eu-west-1 (AWS_REGION does not count)");
        }
    }
}
