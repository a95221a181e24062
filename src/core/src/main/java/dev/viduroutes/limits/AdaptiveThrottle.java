package dev.viduroutes.limits;

import dev.viduroutes.time.Backoff;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slows down when calls are refused (429) although the budget allowed them: somebody else uses the key. A refused
 * status call halves the budget, which recovers step by step in calm windows; a refused submit may also mean that all
 * of the account's tasks are taken, so it holds back submits alone. What the server asks for (Retry-After) is kept.
 *
 * <p>Not safe for use by several threads; {@link CallScheduler} takes care of that.
 */
final class AdaptiveThrottle {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.budget");
    /** Calls that were under way together are refused together, which counts once. */
    private static final int CUTS_PER_WINDOW = 4;

    private final RequestBudget budget;
    private final long windowNanos;
    private final Backoff backoff;
    private final TimeMeter time;
    private long pausedUntil;
    private long submitsPausedUntil;
    private long changedAt;
    private int refusedSubmits;

    AdaptiveThrottle(RequestBudget budget, Backoff backoff, TimeMeter time) {
        this.budget = budget;
        this.backoff = backoff;
        this.windowNanos = budget.parameters().window().toNanos();
        this.time = time;
        long now = time.currentTimeNanos();
        pausedUntil = now;
        submitsPausedUntil = now;
        changedAt = now - windowNanos;
    }

    /** @param asked how long the server asked to wait; zero if it did not say */
    void refused(CallKind kind, Duration asked) {
        if (kind == CallKind.SUBMIT) {
            submitRefused(asked);
        } else {
            pollRefused(asked);
        }
    }

    private void pollRefused(Duration asked) {
        long now = time.currentTimeNanos();
        pausedUntil = later(pausedUntil, now + asked.toNanos());
        if (now - changedAt >= windowNanos / CUTS_PER_WINDOW) {
            changedAt = now;
            budget.halve();
            LOG.warn(
                    "call=poll status=429{} share={} pause={}s: somebody else uses the key, or the limit is set too high",
                    budget.which(),
                    budget.share(),
                    asked.toSeconds());
        }
    }

    private void submitRefused(Duration asked) {
        Duration pause = backoff.after(refusedSubmits, asked);
        if (submitPauseNanos() <= 0) {
            refusedSubmits++;
            submitsPausedUntil = time.currentTimeNanos() + pause.toNanos();
            LOG.warn("call=submit status=429{} pause={}ms: submits wait", budget.which(), pause.toMillis());
        } else {
            submitsPausedUntil = later(submitsPausedUntil, time.currentTimeNanos() + asked.toNanos());
        }
    }

    void submitAccepted() {
        refusedSubmits = 0;
    }

    /** A window without a refusal gives back a part of the budget. To be called often. */
    void recover() {
        long now = time.currentTimeNanos();
        if (budget.share() < 1 && now - changedAt >= windowNanos) {
            changedAt = now;
            budget.recover();
        }
    }

    /** @return how long no call may leave, in nanoseconds; 0 or less if calls may */
    long pauseNanos() {
        return pausedUntil - time.currentTimeNanos();
    }

    /** @return how long no submit may leave, in nanoseconds; 0 or less if submits may */
    long submitPauseNanos() {
        return submitsPausedUntil - time.currentTimeNanos();
    }

    /** @return whether submits, or all calls, wait */
    boolean isPausing() {
        return pauseNanos() > 0 || submitPauseNanos() > 0;
    }

    private static long later(long one, long other) {
        return other - one > 0 ? other : one;
    }
}
