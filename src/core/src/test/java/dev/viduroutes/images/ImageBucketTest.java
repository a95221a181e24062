package dev.viduroutes.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.viduroutes.settings.ImageSettings;
import dev.viduroutes.settings.TestSettings;
import java.lang.reflect.Proxy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What an S3 server's answer says of a picture that a request names. */
class ImageBucketTest {

    private static final ImageSource.OfObject OBJECT =
            new ImageSource.OfObject("input.image_urls[0]", "theirs", "a.png");

    private static ImageBucket answering(int status, String code) {
        ImageSettings settings =
                TestSettings.with("vidu.images.buckets", "theirs").images();
        AwsErrorDetails details =
                code == null ? null : AwsErrorDetails.builder().errorCode(code).build();
        S3Client client = (S3Client) Proxy.newProxyInstance(
                S3Client.class.getClassLoader(), new Class<?>[] {S3Client.class}, (proxy, method, arguments) -> {
                    throw S3Exception.builder()
                            .statusCode(status)
                            .awsErrorDetails(details)
                            .build();
                });
        return new ImageBucket(() -> client, settings);
    }

    @ParameterizedTest
    @CsvSource({
        "404, NoSuchKey, true",
        "404, , true",
        "403, AccessDenied, false",
        "403, , false",
        "403, InvalidObjectState, false",
        "301, PermanentRedirect, false",
        "400, KeyTooLongError, false",
        "400, KMS.DisabledException, false"
    })
    void whatIsWrongWithTheObjectIsToldAndOnlyWhatIsNotThereIsMissing(int status, String code, boolean missing) {
        PictureException told = catchThrowableOfType(
                PictureException.class, () -> answering(status, code).read(OBJECT));

        assertThat(told.isPassing()).isTrue();
        assertThat(told.isMissing()).isEqualTo(missing);
        assertThat(told.found()).contains(Integer.toString(status));
    }

    @ParameterizedTest
    @CsvSource({
        "403, InvalidAccessKeyId",
        "403, SignatureDoesNotMatch",
        "403, RequestTimeTooSkewed",
        "403, ExpiredToken",
        "400, ExpiredToken",
        "503, SlowDown"
    })
    void keysAndServersAreWaitedFor(int status, String code) {
        assertThatThrownBy(() -> answering(status, code).read(OBJECT)).isInstanceOf(S3Exception.class);
    }
}
