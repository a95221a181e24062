package dev.viduroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How much time went by, when one of two clocks does not tell. */
class ClockReadingTest {

    private static final ClockReading BEFORE = new ClockReading(1_000, Long.MAX_VALUE);

    @Test
    void aClockThatWasSetBackHidesNoTime() {
        assertThat(BEFORE.until(later(-3_600_000, 20))).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void aClockThatStoodStillHidesNoTime() {
        assertThat(BEFORE.until(later(20_000, 0))).isEqualTo(Duration.ofSeconds(20));
    }

    private static ClockReading later(long millis, long seconds) {
        return new ClockReading(
                BEFORE.millis() + millis,
                BEFORE.nanos() + Duration.ofSeconds(seconds).toNanos());
    }
}
