package dev.viduroutes.pace;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is learned from being refused (429) although the budget allowed the call: somebody else uses the key. A refused
 * status call halves the budget, which recovers step by step in calm windows; a refused submit may also mean that all
 * of the account's tasks are taken, so it holds back submits alone. What the server asks for (Retry-After) is kept.
 *
 * <p>Not safe for use by several threads; {@link Turns} takes care of that.
 */
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.budget");
    /** Calls that were under way together are refused together, which is one lesson. */
    private static final int LESSONS_PER_WINDOW = 4;

    private final RequestBudget budget;
    private final long windowNanos;
    private final Backoff backoff;
    private final TimeMeter time;
    private long nobodyUntil;
    private long noSubmitUntil;
    private long learnedAt;
    private int refusedSubmits;

    Refusals(RequestBudget budget, Backoff backoff, TimeMeter time) {
        this.budget = budget;
        this.backoff = backoff;
        this.windowNanos = budget.shape().window().toNanos();
        this.time = time;
        long now = time.currentTimeNanos();
        nobodyUntil = now;
        noSubmitUntil = now;
        learnedAt = now - windowNanos;
    }

    void poll(Duration asked) {
        long now = time.currentTimeNanos();
        nobodyUntil = later(nobodyUntil, now + asked.toNanos());
        if (now - learnedAt >= windowNanos / LESSONS_PER_WINDOW) {
            learnedAt = now;
            budget.halve();
            LOG.warn(
                    "call=poll status=429 share={} pause={}s: somebody else uses the key, or the limit is set too high",
                    budget.share(),
                    asked.toSeconds());
        }
    }

    void submit(Duration asked) {
        Duration pause = backoff.after(refusedSubmits, asked);
        if (noSubmitForNanos() <= 0) {
            refusedSubmits++;
            noSubmitUntil = time.currentTimeNanos() + pause.toNanos();
            LOG.warn("call=submit status=429 pause={}ms: submits wait", pause.toMillis());
        } else {
            noSubmitUntil = later(noSubmitUntil, time.currentTimeNanos() + asked.toNanos());
        }
    }

    void submitAccepted() {
        refusedSubmits = 0;
    }

    /** A window without a refusal gives back a part of the budget. To be called often. */
    void forget() {
        long now = time.currentTimeNanos();
        if (budget.share() < 1 && now - learnedAt >= windowNanos) {
            learnedAt = now;
            budget.recover();
        }
    }

    /** @return how long no call may leave, in nanoseconds; 0 or less if calls may */
    long nobodyForNanos() {
        return nobodyUntil - time.currentTimeNanos();
    }

    /** @return how long no submit may leave, in nanoseconds; 0 or less if submits may */
    long noSubmitForNanos() {
        return noSubmitUntil - time.currentTimeNanos();
    }

    private static long later(long one, long other) {
        return other - one > 0 ? other : one;
    }
}
