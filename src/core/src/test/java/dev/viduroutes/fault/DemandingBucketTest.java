package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.viduroutes.delivery.RestrictiveBucket;
import dev.viduroutes.delivery.RestrictiveBucket.Refusal;
import dev.viduroutes.request.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nothing is paid that could not be stored: the bucket is tried before the first submit. */
class DemandingBucketTest extends FaultTest {

    private static final Refusal NO_ENCRYPTION =
            Refusal.of(403, "AccessDenied", "User is not authorized to perform: s3:PutObject with an explicit deny");
    private static final Refusal LOCKED = Refusal.of(
            400,
            "InvalidRequest",
            "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters");

    private final RestrictiveBucket bucket = new RestrictiveBucket();

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.s3.endpoint", bucket.endpoint().toString());
        settings.setProperty("vidu.s3.encryption", "AES256");
    }

    @AfterEach
    void stopBucket() {
        bucket.close();
    }

    @Test
    void nothingIsSubmittedWhileTheBucketDemandsAnEncryptionThatIsNotSet() throws Exception {
        bucket.rule(RestrictiveBucket.demanding("x-amz-server-side-encryption", "aws:kms", NO_ENCRYPTION));
        Map<String, Future<Outcome>> started = startAll("one", "two");
        await().until(() -> writes() >= 3);

        assertThat(started.values()).noneMatch(Future::isDone);
        assertThat(ledger().calls()).doesNotContainKey("generateTask");
        assertThat(slots().inUse()).isZero();
        assertThat(told("refuses: 403 AccessDenied: User is not authorized"))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("vidu.s3.encryption", "ERROR"));

        bucket.rule(RestrictiveBucket.demanding("x-amz-server-side-encryption", "AES256", NO_ENCRYPTION));
        for (Map.Entry<String, Outcome> one : endOf(started).entrySet()) {
            assertThat(one.getValue().failure()).isEmpty();
            assertThat(tasks(one.getKey())).hasSize(1);
        }
        assertThat(bucket.objects().values())
                .hasSize(5)
                .allMatch(stored ->
                        stored.call().header("x-amz-server-side-encryption").equals("AES256"));
        assertThat(bucket.keys()).contains("videos/.vidu-write-check");
        assertThat(told("available again after")).hasSize(1);
    }

    @Test
    void theObjectThatIsTriedHasTheHeadersOfAVideo() throws Exception {
        generate(request("shot-7", "a clip"));

        RestrictiveBucket.Call tried = call("/.vidu-write-check");
        RestrictiveBucket.Call video = call("/1.mp4");
        assertThat(tried.headers().keySet())
                .as("headers of the check")
                .isEqualTo(video.headers().keySet());
        assertThat(tried.header("content-type")).isEqualTo("video/mp4");
    }

    @Test
    void aBucketUnderObjectLockGetsTheChecksumThatItDemands() throws Exception {
        bucket.rule(call ->
                call.isWrite() && call.header("content-md5").isEmpty() ? Optional.of(LOCKED) : Optional.empty());

        assertThat(generate(request("locked", "a clip")).failure()).isEmpty();

        // Learned once, by the first write.
        assertThat(bucket.calls().stream()
                        .filter(RestrictiveBucket.Call::isWrite)
                        .filter(call -> call.header("content-md5").isEmpty()))
                .hasSize(1);
    }

    @Test
    void aBucketThatTakesNothingAnyMoreHoldsWhatWaitsForASlotBackUntilItDoes() throws Exception {
        assertThat(generate(request("first", "a clip")).failure()).isEmpty();
        int before = writes();
        AtomicBoolean full = new AtomicBoolean(true);
        bucket.rule(call -> call.isWrite() && full.get()
                ? Optional.of(Refusal.of(507, "InsufficientStorage", "the disk is full"))
                : Optional.empty());
        Future<Outcome> paid = start("paid before it shows");
        await().until(() -> tasks("paid before it shows").size() == 1 && writes() > before);
        await().until(() -> told("setbacks=").size() > 1);

        Future<Outcome> later = start("after it showed");
        await().until(() -> !told("InsufficientStorage").isEmpty());
        assertThat(tasks("after it showed")).isEmpty();
        full.set(false);

        assertThat(endOf(paid).failure()).isEmpty();
        assertThat(endOf(later).failure()).isEmpty();
        assertThat(tasks("paid before it shows")).hasSize(1);
    }

    @Test
    void aStopSendsWhoWaitsForTheBucketAway() throws Exception {
        bucket.rule(RestrictiveBucket.demanding("x-amz-server-side-encryption", "aws:kms", NO_ENCRYPTION));
        Future<Outcome> waiting = start("waits");
        await().until(() -> writes() >= 1);

        assertStopsQuickly(List.of(waiting));
    }

    @Test
    void aStopWhileAnUploadHangsTakesSeconds() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        AtomicBoolean hangs = new AtomicBoolean();
        bucket.rule(call -> {
            if (call.path().endsWith(".mp4")) {
                hangs.set(true);
                Uninterruptibles.awaitUninterruptibly(never, Duration.ofMinutes(1));
            }
            return Optional.empty();
        });
        Future<Outcome> paid = start("hangs");
        await().untilTrue(hangs);

        assertStopsQuickly(List.of(paid));
        never.countDown();
    }

    private int writes() {
        return (int)
                bucket.calls().stream().filter(RestrictiveBucket.Call::isWrite).count();
    }

    private List<String> told(String words) {
        return log.lines().stream().filter(line -> line.contains(words)).toList();
    }

    private RestrictiveBucket.Call call(String end) {
        return bucket.objects().values().stream()
                .map(RestrictiveBucket.Stored::call)
                .filter(call -> call.path().endsWith(end))
                .findFirst()
                .orElseThrow();
    }
}
