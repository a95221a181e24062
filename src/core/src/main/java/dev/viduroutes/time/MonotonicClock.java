package dev.viduroutes.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Time that never goes back. Were a clock set back by an hour, nobody would ask about a running task for an hour, and its
 * video would be gone by then; so it is counted on from where it was until the process ends. Thread-safe.
 */
public final class MonotonicClock implements InstantSource {

    private static final Logger LOG = LoggerFactory.getLogger("vidu");
    /** Less than this is how clocks are kept right, and nobody's concern. */
    private static final Duration WORTH_TELLING = Duration.ofSeconds(1);

    private final InstantSource clock;
    private Duration ahead = Duration.ZERO;
    private Instant latest = Instant.MIN;

    public MonotonicClock(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Instant instant() {
        Instant now = clock.instant().plus(ahead);
        if (now.isBefore(latest)) {
            Duration back = Duration.between(now, latest);
            ahead = ahead.plus(back);
            now = latest;
            if (back.compareTo(WORTH_TELLING) >= 0) {
                LOG.warn(
                        "clock={} was set back by {} s; times go on from {} in this process",
                        clock.instant(),
                        back.toSeconds(),
                        now);
            }
        }
        latest = now;
        return now;
    }
}
