package dev.viduroutes.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.request.RetryReason;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TestTasks;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.TestSettings;
import dev.viduroutes.time.Backoff;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What storing means for a task, and what trouble on the way there means. */
class DeliveryPolicyTest {

    private static final Download DOWNLOAD = new Download(1, Path.of("x.part"), 9, "ab".repeat(32));

    private final Settings settings = TestSettings.with();
    private Instant now = TestTasks.THEN;
    private final Backoff backoff = new Backoff(settings);
    private final BucketGate bucket =
            new BucketGate(settings.s3(), "here", Optional::empty, backoff, new ScheduledThreadPoolExecutor(1));
    private final DeliveryPolicy delivery =
            new DeliveryPolicy(settings, new ObjectKeys(settings), bucket, backoff, () -> now);

    private static Task task() {
        return TestTasks.succeeded("https://cdn.example/1.mp4");
    }

    @Test
    void aBrokenConnectionIsTriedAgainAsLongAsTheResultLives() {
        Exception broken = new RuntimeCamelException(new IOException("reset"));
        now = TestTasks.THEN.plus(Duration.ofHours(24)).minusMillis(1);
        assertThat(delivery.afterFailure(task(), broken).retries(RetryReason.NETWORK))
                .isOne();
        now = now.plusMillis(1);
        assertThat(ending(delivery.afterFailure(task(), broken))).isEqualTo(Failure.DOWNLOAD_FAILED);
    }

    /** The answer of a name server, which may be another one in a minute: no refusal of the URL. */
    @Test
    void aHostThatHasNoneButPrivateAddressesIsTriedAgainAsLongAsTheResultLives() {
        Exception inside = new RuntimeCamelException(new PrivateAddressException("cdn.example"));
        now = TestTasks.THEN.plus(Duration.ofHours(24)).minusMillis(1);
        Task task = delivery.afterFailure(task(), inside);
        assertThat(task.isToDeliver()).isTrue();
        assertThat(task.retries(RetryReason.NETWORK)).isOne();
        now = now.plusMillis(1);
        Task ended = delivery.afterFailure(task(), inside);
        assertThat(ending(ended)).isEqualTo(Failure.DOWNLOAD_FAILED);
        assertThat(ended.failure().orElseThrow().message()).contains("vidu.delivery.allow-private");
    }

    @Test
    void aBucketThatCannotBeWrittenIsTriedAgainAsLongAsTheResultLives() {
        Exception refused = new RuntimeCamelException(
                SdkClientException.create("Unable to execute HTTP request", new IOException("refused")));
        assertThat(delivery.afterFailure(task(), refused).retries(RetryReason.STORE))
                .isOne();
        now = TestTasks.THEN.plus(Duration.ofHours(24));
        assertThat(ending(delivery.afterFailure(task(), refused))).isEqualTo(Failure.STORE_FAILED);
    }

    @Test
    void aStoredVideoLetsSubmitsLeaveAndOneThatCouldNotBeStoredHoldsThemBack() {
        assertThat(bucket.isShut()).isTrue();
        delivery.stored(task(), DOWNLOAD);
        assertThat(bucket.isShut()).isFalse();
        delivery.afterFailure(task(), new IOException("the download broke off"));
        assertThat(bucket.isShut()).isFalse();
        delivery.afterFailure(task(), SdkClientException.create("the bucket is away"));
        assertThat(bucket.isShut()).isTrue();
    }

    @Test
    void aRefusedUrlIsTheEndEvenInsideOfWhatTheClientThrew() {
        Exception refused = new IOException(DeliveryException.urlRefused("its host has a private address"));

        Task task = delivery.afterFailure(task(), refused);

        assertThat(ending(task)).isEqualTo(Failure.RESULT_URL_REFUSED);
        assertThat(task.failure().orElseThrow().billing()).isEqualTo(Billing.BILLED);
    }

    @Test
    void aWrongDownloadIsTriedFiveTimes() {
        Task task = task();
        for (int i = 0; i < 4; i++) {
            task = delivery.afterFailure(task, DeliveryException.wrong("no MP4"));
            assertThat(task.isToDeliver()).isTrue();
        }
        assertThat(ending(delivery.afterFailure(task, DeliveryException.wrong("no MP4"))))
                .isEqualTo(Failure.DOWNLOAD_FAILED);
    }

    @Test
    void anExpiredUrlIsRenewedFiveTimes() {
        Task task = task();
        for (int i = 0; i < 5; i++) {
            task = delivery.afterFailure(task, DeliveryException.expired(403));
            assertThat(task.isRunning()).isTrue();
            task = task.succeeded(task.result().urls(), now);
        }
        assertThat(ending(delivery.afterFailure(task, DeliveryException.expired(403))))
                .isEqualTo(Failure.RESULT_EXPIRED);
    }

    @Test
    void aStoredVideoKnowsItsPlaceAndItsHash() {
        Task task = delivery.stored(task(), DOWNLOAD);

        assertThat(task.result().stored()).singleElement().satisfies(video -> {
            assertThat(video.uri()).isEqualTo("s3://bucket-of-this-test/videos/2026-11-22/shot-7/1.mp4");
            assertThat(video.sha256()).isEqualTo(DOWNLOAD.sha256());
            assertThat(video.bytes()).isEqualTo(9);
        });
        assertThat(task.isVideoMissing()).isFalse();
        assertThat(delivery.allStored(task).isOpen()).isFalse();
    }

    private static String ending(Task task) {
        return task.failure().map(Failure::code).orElse("none: " + task.state());
    }
}
