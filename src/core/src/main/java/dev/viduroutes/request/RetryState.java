package dev.viduroutes.request;

import java.time.Duration;

/**
 * How often the present step of a task was tried in vain, why, and when it is due again.
 *
 * @param count how often in a row it brought nothing new
 * @param reason why it did the last time
 * @param countOfReason how often in a row it did for that very reason
 * @param trouble the same for people; empty if the last try brought something new
 * @param pause how long to wait before the next try
 * @param lastTrouble the trouble that was told before this one
 */
record RetryState(
        int count, RetryReason reason, int countOfReason, String trouble, Duration pause, String lastTrouble) {

    static final RetryState NONE = waiting("", Duration.ZERO);

    /** Of a step that begins after the pause, because of this. */
    static RetryState waiting(String trouble, Duration pause) {
        return new RetryState(0, RetryReason.NONE, 0, trouble, pause, "");
    }

    RetryState and(RetryReason next, String why, Duration nextPause) {
        return new RetryState(count + 1, next, count(next) + 1, why, nextPause, lastTold());
    }

    /** Of the same step, tried now: the tries in vain still count. */
    RetryState tried() {
        return new RetryState(count, reason, countOfReason, "", Duration.ZERO, lastTold());
    }

    private String lastTold() {
        return trouble.isEmpty() ? lastTrouble : trouble;
    }

    /** @return whether the trouble is another one than at the last try */
    boolean isTroubleNew() {
        return !trouble.equals(lastTrouble);
    }

    int count(RetryReason ofReason) {
        return reason == ofReason ? countOfReason : 0;
    }
}
