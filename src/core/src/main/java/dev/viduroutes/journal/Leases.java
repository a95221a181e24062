package dev.viduroutes.journal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * How long a request stays with an owner that gives no sign of life.
 *
 * @param owner who asks for leases here
 * @param length the same in all processes
 * @param clock the one that leases are counted by
 * @param nanos a clock that nobody sets
 */
record Leases(Owner owner, Duration length, InstantSource clock, LongSupplier nanos) {

    ClockReading now() {
        return ClockReading.of(clock, nanos);
    }

    /** @return a lease that is asked for now */
    Lease ask() {
        ClockReading asked = now();
        return new Lease(owner, asked, asked.millis() + length.toMillis());
    }
}
