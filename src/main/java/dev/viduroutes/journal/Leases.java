package dev.viduroutes.journal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * How long a request stays with an owner that gives no sign of life.
 *
 * @param length the same in all processes
 * @param clock the one that leases are counted by
 * @param nanos a clock that nobody sets
 */
record Leases(Duration length, InstantSource clock, LongSupplier nanos) {

    Moment now() {
        return Moment.of(clock, nanos);
    }

    /** @return the end of a lease that is asked for at this moment, in milliseconds since 1970 */
    long until(Moment asked) {
        return asked.millis() + length.toMillis();
    }
}
