package dev.viduroutes.sandbox;

import java.util.OptionalLong;

/**
 * The limit on requests: 60 per 60 s by default, over a rolling window.
 *
 * <p>A refused request takes no place in the window: a client that waits for {@code Retry-After} is let in. The ledger
 * counts refused requests among the arrivals all the same, so that a client that knocks too often is seen.
 */
final class RequestLimit {

    private final int limit;
    private final ScaledClock clock;
    private final RollingWindow counted;
    private final RollingWindow arrivals;

    RequestLimit(int limit, long windowNanos, ScaledClock clock) {
        this.limit = limit;
        this.clock = clock;
        this.counted = new RollingWindow(windowNanos);
        this.arrivals = new RollingWindow(windowNanos);
    }

    /** Notes a call to the API, whatever its answer will be. */
    synchronized void arrived() {
        arrivals.add(clock.nanos());
    }

    /** @return empty if the request is let in (and counted); else the nanoseconds until a place is free */
    synchronized OptionalLong tryCount() {
        long now = clock.nanos();
        if (counted.size(now) >= limit) {
            return OptionalLong.of(counted.nanosUntilOldestLeaves(now));
        }
        counted.add(now);
        return OptionalLong.empty();
    }

    synchronized int largestCounted() {
        return counted.largest();
    }

    synchronized int largestArrivals() {
        return arrivals.largest();
    }
}
