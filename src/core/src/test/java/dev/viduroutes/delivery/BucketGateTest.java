package dev.viduroutes.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.lifecycle.StoppingException;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.TestSettings;
import dev.viduroutes.time.Backoff;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

/** When submits may leave as far as the bucket is concerned. */
class BucketGateTest {

    private final Settings settings =
            TestSettings.with("vidu.retry.first-delay", "10ms", "vidu.retry.max-delay", "10ms");
    private final ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
    private final AtomicInteger checks = new AtomicInteger();
    private volatile boolean away;
    private volatile boolean defect;
    private final BucketGate gate = gate(settings);

    private BucketGate gate(Settings said) {
        return new BucketGate(said.s3(), "here", this::check, new Backoff(settings), pool);
    }

    private Optional<Exception> check() {
        checks.incrementAndGet();
        if (defect) {
            throw new IllegalStateException("a defect");
        }
        return away ? Optional.of(SdkClientException.create("away")) : Optional.empty();
    }

    @AfterEach
    void end() {
        pool.shutdownNow();
    }

    private CompletableFuture<Void> wait(BucketGate asked) {
        return asked.whenOpen().toCompletableFuture();
    }

    @Test
    void theFirstWhoWaitsHasItTriedAndAllOthersWaitForTheSame() {
        assertThat(gate.isShut()).isTrue();
        assertThat(checks).hasValue(0);
        CompletableFuture<Void> first = wait(gate);
        CompletableFuture<Void> second = wait(gate);

        await().until(() -> first.isDone() && second.isDone());
        assertThat(wait(gate)).isCompleted();
        assertThat(checks).hasValue(1);
    }

    @Test
    void itIsTriedUntilItSucceeds() {
        away = true;
        CompletableFuture<Void> waiting = wait(gate);
        await().until(() -> checks.get() > 3);
        assertThat(waiting).isNotDone();

        away = false;

        await().until(waiting::isDone);
        assertThat(gate.isShut()).isFalse();
    }

    @Test
    void aDefectOfTheCheckDoesNotEndIt() {
        defect = true;
        CompletableFuture<Void> waiting = wait(gate);
        await().until(() -> checks.get() > 1);
        defect = false;

        await().until(waiting::isDone);
    }

    @Test
    void aVideoThatCouldNotBeStoredShutsItAndTheNextSubmitHasItTriedAgain() {
        await().until(() -> wait(gate).isDone());
        int before = checks.get();
        gate.failed();
        assertThat(gate.isShut()).isTrue();
        assertThat(checks).hasValue(before);

        CompletableFuture<Void> waiting = wait(gate);

        await().until(waiting::isDone);
        assertThat(checks).hasValue(before + 1);
    }

    @Test
    void aVideoThatWasStoredOpensIt() {
        away = true;
        CompletableFuture<Void> waiting = wait(gate);
        await().until(() -> checks.get() > 0);

        gate.written();

        assertThat(waiting).isCompleted();
    }

    @Test
    void whereTheCheckIsOffItIsAlwaysOpen() {
        BucketGate off = gate(TestSettings.with("vidu.s3.write-check", "false"));

        off.failed();

        assertThat(wait(off)).isCompleted();
        assertThat(checks).hasValue(0);
    }

    @Test
    void aStopSendsEverybodyAwayAndEndsTheTries() {
        away = true;
        CompletableFuture<Void> waiting = wait(gate);
        await().until(() -> checks.get() > 0);

        gate.beforeWaitsEnd(new DefaultCamelContext());

        assertThat(waiting).isCompletedExceptionally();
        assertThat(waiting.handle((nothing, why) -> String.valueOf(why)).join())
                .contains(StoppingException.class.getSimpleName());
        await().until(() -> pool.getQueue().isEmpty() && pool.getActiveCount() == 0);
    }
}
