package dev.viduroutes.pace;

import dev.viduroutes.settings.Settings;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;

/**
 * The calls that the account may make: never more than the limit in any rolling window, measured at the server.
 *
 * <p>A bucket that holds {@code burst} places and regains one per {@code spacing} gives away at most burst + window/spacing
 * of them in a window. Timers and networks deliver some calls late and so the next ones too close behind: the spacing
 * is chosen for a window that is a thirtieth longer than the limit's. A few places in store let a submit leave at once.
 *
 * <p>Not safe for use by several threads; {@link Turns} takes care of that.
 */
final class RequestBudget {

    /** How much later a call may arrive than its predecessor, of the window: 2 s in a minute. */
    static final double JITTER = 0.034;

    private static final int CALLS_PER_PLACE_IN_STORE = 20;
    private static final int MOST_IN_STORE = 3;
    private static final int SLOWEST = 16;

    private final int limit;
    private final Duration window;
    private final int burst;
    private final Bucket bucket;
    /** The share of the limit that is used: 1, or less while another client of the same key takes its part. */
    private double share = 1;

    RequestBudget(Settings settings) {
        this(settings.limits().requests(), settings.limits().window(), TimeMeter.SYSTEM_NANOTIME);
    }

    RequestBudget(int limit, Duration window, TimeMeter time) {
        this.limit = limit;
        this.window = window;
        this.burst = Math.max(1, Math.min(MOST_IN_STORE, limit / CALLS_PER_PLACE_IN_STORE));
        this.bucket = Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(bandwidth())
                .build();
    }

    /** @return places that a rest fills up; 1 for small limits */
    int burst() {
        return burst;
    }

    /**
     * Takes the next place, now or later. It can't be given back.
     *
     * @return how long to wait before the call, in nanoseconds; 0 if it may leave now
     */
    long reserveNanos() {
        return bucket.consumeIgnoringRateLimits(1);
    }

    /**
     * Takes a place only if that leaves some in store.
     *
     * @return 0 if it was taken; else how long until it may be tried again, in nanoseconds
     */
    long takeLeavingNanos(int inStore) {
        long wait = bucket.estimateAbilityToConsume(1L + inStore).getNanosToWaitForRefill();
        if (wait == 0) {
            bucket.tryConsume(1);
        }
        return wait;
    }

    /** The server refused a call although this budget allowed it: somebody else uses the key. Half is used from now on. */
    void halve() {
        change(Math.max(share / 2, 1.0 / SLOWEST));
    }

    /** A window passed without a refusal: an eighth of the limit is tried in addition. */
    void recover() {
        if (share < 1) {
            change(Math.min(1, share + 0.125));
        }
    }

    /** @return the share of the limit that is used, up to 1 */
    double share() {
        return share;
    }

    private void change(double newShare) {
        share = newShare;
        BucketConfiguration changed =
                BucketConfiguration.builder().addLimit(bandwidth()).build();
        bucket.replaceConfiguration(changed, TokensInheritanceStrategy.AS_IS);
    }

    private Bandwidth bandwidth() {
        double spacing = window.toNanos() * (1 + JITTER) / (limit - burst + 1) / share;
        return Bandwidth.builder()
                .capacity(burst)
                .refillGreedy(1, Duration.ofNanos((long) Math.ceil(spacing)))
                .build();
    }
}
