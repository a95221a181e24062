package dev.viduroutes.request;

import java.time.Duration;

/**
 * What set the present step of a task back, and when it is due again.
 *
 * @param inARow how often it brought nothing new
 * @param last why it did the last time
 * @param ofLast how often in a row it did for that very reason
 * @param trouble the same for people; empty if the last try brought something new
 * @param pause how long to wait before the next try
 * @param known the trouble that was told before this one
 */
record RetryState(int inARow, RetryReason last, int ofLast, String trouble, Duration pause, String known) {

    static final RetryState NONE = new RetryState(0, RetryReason.NONE, 0, "", Duration.ZERO, "");

    /** Of a step that begins after the pause, because of this. */
    static RetryState waiting(String trouble, Duration pause) {
        return new RetryState(0, RetryReason.NONE, 0, trouble, pause, "");
    }

    RetryState and(RetryReason next, String why, Duration nextPause) {
        return new RetryState(inARow + 1, next, of(next) + 1, why, nextPause, lastTold());
    }

    /** Of the same step, tried now: what set it back still counts. */
    RetryState tried() {
        return new RetryState(inARow, last, ofLast, "", Duration.ZERO, lastTold());
    }

    private String lastTold() {
        return trouble.isEmpty() ? known : trouble;
    }

    /** @return whether the trouble is another one than at the last try */
    boolean isNews() {
        return !trouble.equals(known);
    }

    int of(RetryReason sort) {
        return last == sort ? ofLast : 0;
    }
}
