package dev.viduroutes.limits;

import dev.viduroutes.settings.AccountSettings;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;

/**
 * The calls that an account may make: never more than the limit in any rolling window, measured at the server. See
 * {@link TokenBucketParameters} for why.
 *
 * <p>Not safe for use by several threads; {@link CallScheduler} takes care of that.
 */
public final class RequestBudget {

    private static final int SLOWEST = 256;
    private static final double LARGEST_STEP = 0.125;
    private static final double LARGEST_FACTOR = 1.5;

    private final String which;
    private final TokenBucketParameters parameters;
    private final Bucket bucket;
    /** The share of the limit that is used: 1, or less while another client of the same key takes its part. */
    private double share = 1;
    /** The share that the bucket is configured for; the bucket may be away when the share changes. */
    private double configured = 1;

    /** @throws RuntimeException if the store can't be reached */
    RequestBudget(AccountSettings account, BudgetStore store) {
        this(account.name(), account.limits().requests(), account.limits().window(), store);
    }

    RequestBudget(int limit, Duration window, BudgetStore store) {
        this(AccountSettings.DEFAULT, limit, window, store);
    }

    private RequestBudget(String account, int limit, Duration window, BudgetStore store) {
        this.which = AccountSettings.logged(account);
        this.parameters = TokenBucketParameters.of(limit, window);
        this.bucket = store.bucket(account, configuration());
    }

    /** @return what the log says of whose it is; empty if there is one only */
    String which() {
        return which;
    }

    TokenBucketParameters parameters() {
        return parameters;
    }

    /**
     * Takes the next token, now or for later.
     *
     * @return how long to wait before the call, in nanoseconds; 0 if it may leave now
     */
    long reserveNanos() {
        return bucket().consumeIgnoringRateLimits(1);
    }

    /** Gives back a token that no call used; what does not fit into a full bucket is gone. */
    void giveBack() {
        bucket().addTokens(1);
    }

    /**
     * Takes a token for a poll, unless it is to be kept for a submit.
     *
     * @return 0 if it was taken; else how long until it may be tried again, in nanoseconds
     */
    long takeForPollNanos() {
        long wait = bucket().estimateAbilityToConsume(1L + parameters.kept()).getNanosToWaitForRefill();
        // Another process may be faster in between.
        return wait > 0 ? wait : bucket.tryConsumeAndReturnRemaining(1).getNanosToWaitForRefill();
    }

    /** The server refused a call although this budget allowed it: somebody else uses the key. Half is used from now on. */
    void halve() {
        share = Math.max(share / 2, 1.0 / SLOWEST);
    }

    /** A window passed without a refusal: half as much again is tried, up to an eighth of the limit. */
    void recover() {
        share = Math.min(1, Math.min(share * LARGEST_FACTOR, share + LARGEST_STEP));
    }

    /** @return the share of the limit that is used, up to 1 */
    double share() {
        return share;
    }

    private Bucket bucket() {
        if (configured != share) {
            bucket.replaceConfiguration(configuration(), TokensInheritanceStrategy.AS_IS);
            configured = share;
        }
        return bucket;
    }

    private BucketConfiguration configuration() {
        // Rounded up, so that no rounding adds a call to a window.
        double spacingNanos = Math.ceil(parameters.period().toNanos() / (parameters.refill() * share));
        Bandwidth bandwidth = Bandwidth.builder()
                .capacity(parameters.capacity())
                .refillGreedy(1, Duration.ofNanos((long) spacingNanos))
                // An earlier process may have called up to the limit until just now.
                .initialTokens(0)
                .build();
        return BucketConfiguration.builder().addLimit(bandwidth).build();
    }
}
