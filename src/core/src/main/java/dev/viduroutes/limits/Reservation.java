package dev.viduroutes.limits;

import io.github.bucket4j.TimeMeter;

/**
 * A token of the budget, reserved now or for later, for whichever call goes first when it may be used. Given up if no call
 * takes it in time.
 *
 * <p>Not safe for use by several threads; {@link CallScheduler} takes care of that.
 */
final class Reservation {

    private final RequestBudget budget;
    private final TimeMeter time;
    private final long freshNanos;
    private boolean reserved;
    private long fromNanos;

    Reservation(RequestBudget budget, TimeMeter time) {
        this.budget = budget;
        this.time = time;
        // Half of the jitter that the budget allows for; the network may have the other half.
        this.freshNanos = budget.parameters().jitter().toNanos() / 2;
    }

    boolean isReserved() {
        return reserved;
    }

    /** Reserves the next token, now or for later. */
    void reserve() {
        fromNanos = time.currentTimeNanos() + budget.reserveNanos();
        reserved = true;
    }

    /**
     * Reserves a token for a poll, if there is one now that need not be kept for a submit.
     *
     * @return 0 if there is; else how long until it may be tried again, in nanoseconds
     */
    long reserveForPollNanos() {
        long waitNanos = budget.takeForPollNanos();
        if (waitNanos == 0) {
            fromNanos = time.currentTimeNanos();
            reserved = true;
        }
        return waitNanos;
    }

    /** @return how long until the reserved token may be used, in nanoseconds; 0 or less if it may be now */
    long waitNanos() {
        return fromNanos - time.currentTimeNanos();
    }

    /**
     * Uses the reserved token.
     *
     * @return from when on it could be used
     */
    long take() {
        reserved = false;
        return fromNanos;
    }

    /** Used much later than it was reserved for, a token would add to those that were refilled meanwhile. */
    void giveUpIfOld() {
        if (reserved && !isFresh(fromNanos)) {
            reserved = false;
            budget.giveBack();
        }
    }

    /** @return whether a token from that time on may still be used */
    boolean isFresh(long tokenNanos) {
        return time.currentTimeNanos() - tokenNanos <= freshNanos;
    }
}
