package dev.viduroutes.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Waits between tries. */
class BackoffTest {

    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), new Random(7));

    @Test
    void theWaitDoublesUpToTheLongestAndIsHalfToAllOfThat() {
        for (int setbacks = 0; setbacks < 200; setbacks++) {
            long most = Math.min(60_000, 1_000L << Math.min(setbacks, 20));
            for (int i = 0; i < 50; i++) {
                assertThat(backoff.after(setbacks).toMillis()).isBetween(most / 2, most);
            }
        }
    }

    @Test
    void requestsThatFailedTogetherDoNotReturnTogether() {
        long different = IntStream.range(0, 100)
                .mapToObj(i -> backoff.after(6))
                .distinct()
                .count();

        assertThat(different).isGreaterThan(90);
    }

    @Test
    void whatTheServerAskedIsTheLeast() {
        assertThat(backoff.after(0, Duration.ofMinutes(30))).isEqualTo(Duration.ofMinutes(30));
        assertThat(backoff.after(10, Duration.ofMillis(1))).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
        assertThat(backoff.after(0, Duration.ZERO)).isPositive();
    }

    @Test
    void aFirstWaitAboveTheLongestCountsAsTheLongest() {
        Backoff upsideDown = new Backoff(Duration.ofMinutes(10), Duration.ofMillis(10), new Random(7));

        assertThat(upsideDown.after(1_000_000)).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(10));
    }
}
