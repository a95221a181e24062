package dev.viduroutes.limits;

import java.time.Duration;

/**
 * How to spread calls so that no rolling window, as the API's server sees it, holds more than the limit, though each
 * call may reach it late.
 *
 * <p>Proof: a bucket of this capacity lets at most capacity + rate × t calls leave within any time t. Calls that reach
 * the server within less than a window left within less than window + jitter. In that time the bucket lets fewer than
 * capacity + refill = limit + 1 calls leave, since it fills by refill in just that time. So there are at most limit.
 *
 * @param capacity calls that may leave at once after a rest
 * @param refill calls that come back within window and jitter, evenly
 * @param window in which the API counts calls
 * @param jitter how much later than another a call may arrive
 * @param kept calls that polls leave in the bucket, so that a submit need not wait for the next to come back
 */
public record TokenBucketParameters(int capacity, int refill, Duration window, Duration jitter, int kept) {

    /** A call may be a sixtieth of the window later than another: 1 s in a minute. */
    private static final int JITTER_PART = 60;
    /** Timers and networks don't become better with shorter windows. */
    private static final Duration LEAST_JITTER = Duration.ofMillis(200);

    private static final int MOST_JITTER_PART = 10;
    /** Below this limit the token kept for submits would cost more than it brings. */
    private static final int LARGE = 30;
    /** What comes back while a timer is late must not overflow the bucket; matters from 50 calls a second on. */
    private static final Duration LATE_TIMER = Duration.ofMillis(20);

    public static TokenBucketParameters of(int limit, Duration window) {
        int kept = limit < LARGE ? 0 : 1;
        int extra = kept + (int) (limit * LATE_TIMER.toNanos() / window.toNanos());
        return new TokenBucketParameters(1 + extra, limit - extra, window, jitter(window), kept);
    }

    public Duration period() {
        return window.plus(jitter);
    }

    private static Duration jitter(Duration window) {
        Duration most = window.dividedBy(MOST_JITTER_PART);
        Duration least = LEAST_JITTER.compareTo(most) < 0 ? LEAST_JITTER : most;
        Duration usual = window.dividedBy(JITTER_PART);
        return usual.compareTo(least) < 0 ? least : usual;
    }
}
