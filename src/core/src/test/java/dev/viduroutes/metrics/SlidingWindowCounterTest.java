package dev.viduroutes.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SlidingWindowCounterTest {

    private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);
    private final SlidingWindowCounter count = new SlidingWindowCounter(Duration.ofSeconds(60), nanos::get);

    @Test
    void whatHappenedCountsForTheWindow() {
        count.add();
        pass(Duration.ofSeconds(30));
        count.add();
        count.add();
        pass(Duration.ofSeconds(29));
        assertThat(count.count()).isEqualTo(3);

        pass(Duration.ofSeconds(1));

        assertThat(count.count()).isEqualTo(2);
    }

    @Test
    void afterALongRestNothingCounts() {
        count.add();
        pass(Duration.ofDays(1));

        assertThat(count.count()).isZero();
    }

    @Test
    void aWindowShorterThanItsPartsCountsToo() {
        SlidingWindowCounter tiny = new SlidingWindowCounter(Duration.ofNanos(1), nanos::get);
        tiny.add();

        assertThat(tiny.count()).isEqualTo(1);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
