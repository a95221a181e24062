package dev.viduroutes.pace;

import dev.viduroutes.settings.Settings;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * How long to wait before the next call to the API, so that no rolling window ever holds more calls than the limit.
 *
 * <p>Calls are spread evenly, never in a burst: a burst at the end of one window and one at the start of the next would
 * together exceed the limit of a window that rolls. The spacing is a thirtieth wider than the limit needs, since timers
 * and networks deliver some calls late and so the next ones too close behind.
 */
public final class RequestBudget {

    private static final long SPACING_PERMILLE = 1_034;

    private final Bucket bucket;

    public RequestBudget(Settings settings) {
        this(settings.limits().requests(), settings.limits().window(), TimeMeter.SYSTEM_NANOTIME);
    }

    RequestBudget(int requests, Duration window, TimeMeter time) {
        Duration spacing = window.multipliedBy(SPACING_PERMILLE).dividedBy(1_000L * requests);
        bucket = Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(
                        Bandwidth.builder().capacity(1).refillGreedy(1, spacing).build())
                .build();
    }

    /**
     * Takes the next free place in the budget. Never blocks, and can't be given back.
     *
     * @return milliseconds to wait before the call, rounded up; zero if it may leave now
     */
    public long reserveMillis() {
        long nanos = bucket.consumeIgnoringRateLimits(1);
        return (nanos + 999_999) / 1_000_000;
    }
}
