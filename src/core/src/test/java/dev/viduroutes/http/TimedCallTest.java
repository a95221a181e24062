package dev.viduroutes.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a call is given up. */
@Timeout(60)
class TimedCallTest {

    private static final TimeLimit LONG = new TimeLimit(Duration.ofHours(1), "vidu.long");
    private static final Duration LATER = Duration.ofMinutes(10);

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final AtomicInteger cuts = new AtomicInteger();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    private TimedCall call(boolean precious) {
        TimedCall call = new TimedCall(timer, LONG, precious, cuts::incrementAndGet, why -> {});
        call.begins("connecting", LONG);
        return call;
    }

    /** However precious its answer: there is none, and the next process sends it. */
    @Test
    void whatHasNotLeftAtAStopDoesNotLeaveAnyMore() throws Exception {
        TimedCall call = call(true);

        call.stops(LATER, "the gateway stops");

        assertThat(cuts).hasValue(1);
        assertThatThrownBy(() -> call.leaves(LONG)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> {
                    throw call.orTimeout(new IOException("closed"));
                })
                .isInstanceOfSatisfying(
                        CallTimeoutException.class,
                        timeout -> assertThat(timeout.mayHaveLeft()).isFalse());
    }

    @Test
    void whatHasLeftGoesOnForAsLongAsTheStopAllows() throws Exception {
        TimedCall call = call(true);
        call.leaves(LONG);

        call.stops(LATER, "the gateway stops");

        assertThat(cuts).hasValue(0);
    }

    @Test
    void aPartThatBeginsAfterwardsHasNoMoreTimeThanTheStopAllows() throws Exception {
        TimedCall call = call(false);
        call.leaves(LONG);
        call.stops(Duration.ofMillis(100), "the gateway stops");

        call.begins("the answer", LONG);

        await().untilAsserted(() -> assertThat(cuts).hasValue(1));
    }
}
