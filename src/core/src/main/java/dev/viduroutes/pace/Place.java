package dev.viduroutes.pace;

import io.github.bucket4j.TimeMeter;

/**
 * The place in the budget that whoever is first in line gets: reserved for now or later, and given up if nobody took it in
 * time.
 *
 * <p>Not safe for use by several threads; {@link Turns} takes care of that.
 */
final class Place {

    private final RequestBudget budget;
    private final TimeMeter time;
    private final long freshNanos;
    private boolean reserved;
    private long fromNanos;

    Place(RequestBudget budget, TimeMeter time) {
        this.budget = budget;
        this.time = time;
        // Half of the jitter that the budget allows for; the network may have the other half.
        this.freshNanos = budget.shape().jitter().toNanos() / 2;
    }

    boolean isReserved() {
        return reserved;
    }

    /** Reserves the next place, now or later. */
    void reserve() {
        fromNanos = time.currentTimeNanos() + budget.reserveNanos();
        reserved = true;
    }

    /**
     * Reserves a place for a status call, if there is one now that need not be kept for a submit.
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

    /** @return how long until the reserved place may be used, in nanoseconds; 0 or less if it may be now */
    long waitNanos() {
        return fromNanos - time.currentTimeNanos();
    }

    /** Uses the reserved place. */
    long take() {
        reserved = false;
        return fromNanos;
    }

    /** Used much later than it was reserved for, a place would add to those that came back meanwhile. */
    void giveUpIfOld() {
        if (reserved && !isFresh(fromNanos)) {
            reserved = false;
            budget.giveBack();
        }
    }

    /** @return whether a place from that time on may still be used */
    boolean isFresh(long placeNanos) {
        return time.currentTimeNanos() - placeNanos <= freshNanos;
    }
}
