package dev.viduroutes.journal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * A reading of two clocks: one alone may be set back, or stand still while the machine sleeps.
 *
 * @param millis of the clock that leases are counted by, since 1970
 * @param nanos of a monotonic clock, for example System::nanoTime
 */
record ClockReading(long millis, long nanos) {

    static ClockReading of(InstantSource clock, LongSupplier nanos) {
        return new ClockReading(clock.millis(), nanos.getAsLong());
    }

    Instant instant() {
        return Instant.ofEpochMilli(millis);
    }

    /** @return the time from this moment to a later one, by the clock that saw more of it go by */
    Duration until(ClockReading later) {
        Duration byWall = Duration.ofMillis(later.millis - millis);
        Duration byTicks = Duration.ofNanos(later.nanos - nanos);
        return byWall.compareTo(byTicks) > 0 ? byWall : byTicks;
    }
}
