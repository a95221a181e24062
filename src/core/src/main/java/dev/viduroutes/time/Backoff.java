package dev.viduroutes.time;

import dev.viduroutes.settings.Settings;
import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;

/** How long to wait after a step that brought nothing new: twice as long each time, with jitter. */
public final class Backoff {

    private static final int LAST_DOUBLING = 20;

    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;

    public Backoff(Settings settings) {
        this(settings.retry().firstDelay(), settings.retry().maxDelay(), new Random());
    }

    public Backoff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    /**
     * @param setbacks how often in a row it happened before; 0 or more
     * @return half to all of the doubled delay, so that requests that failed together don't return together
     */
    public Duration after(int setbacks) {
        Duration doubled = first.multipliedBy(1L << Math.min(setbacks, LAST_DOUBLING));
        long millis = Math.min(doubled.toMillis(), Math.max(longest.toMillis(), first.toMillis()));
        return Duration.ofMillis(millis / 2 + random.nextLong(millis / 2 + 1));
    }

    /** @return at least what the server asked for */
    public Duration after(int setbacks, Duration asked) {
        Duration own = after(setbacks);
        return own.compareTo(asked) >= 0 ? own : asked;
    }
}
