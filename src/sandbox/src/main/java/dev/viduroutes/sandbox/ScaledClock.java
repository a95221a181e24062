package dev.viduroutes.sandbox;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The sandbox's time. Instants are real and monotonic; only durations are scaled, so that what takes 90 s at the vendor
 * takes 90 s / scale here, and timestamps still agree with the caller's own clock.
 */
final class ScaledClock {

    /** The instant that never comes. */
    static final long NEVER = Long.MAX_VALUE;

    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final double NANOS_PER_SECOND = 1e9;

    private final double scale;
    private final LongSupplier nanoTime;
    private final long startNanos;
    private final long startEpochMillis;

    ScaledClock(double scale, LongSupplier nanoTime, long startEpochMillis) {
        this.scale = scale;
        this.nanoTime = nanoTime;
        this.startNanos = nanoTime.getAsLong();
        this.startEpochMillis = startEpochMillis;
    }

    /** @return real nanoseconds since the sandbox started; never goes back */
    long nanos() {
        return nanoTime.getAsLong() - startNanos;
    }

    /** @return the Unix time, in milliseconds, of an instant given in {@link #nanos()} */
    long epochMillis(long atNanos) {
        return startEpochMillis + atNanos / NANOS_PER_MILLI;
    }

    /** @return how many real nanoseconds {@code unscaled} takes here, at least 1 */
    long scaledNanos(Duration unscaled) {
        double nanos = unscaled.getSeconds() * NANOS_PER_SECOND + unscaled.getNano();
        return Math.max(1, Math.round(nanos / scale));
    }

    /** @return the value of a {@code Retry-After} header: whole real seconds, rounded up, at least 1 */
    static long retryAfterSeconds(long waitNanos) {
        return Math.max(1, (long) Math.ceil(waitNanos / NANOS_PER_SECOND));
    }
}
