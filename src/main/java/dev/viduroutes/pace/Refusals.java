package dev.viduroutes.pace;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * What is learned from being refused (429) although the budget allowed the call: somebody else uses the key. A refused
 * status call halves the budget, which recovers step by step in calm windows; a refused submit may also mean that all
 * of the account's tasks are taken, so it holds back submits alone. What the server asks for (Retry-After) is kept.
 *
 * <p>Not safe for use by several threads; {@link Turns} takes care of that.
 */
final class Refusals {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    /** Calls that were under way together are refused together, which is one lesson. */
    private static final int LESSONS_PER_WINDOW = 4;

    private final RequestBudget budget;
    private final long windowNanos;
    private final TimeMeter time;
    private long nobodyUntil;
    private long noSubmitUntil;
    private long learnedAt;
    private Duration submitPause = FIRST_PAUSE;

    Refusals(RequestBudget budget, Duration window, TimeMeter time) {
        this.budget = budget;
        this.windowNanos = window.toNanos();
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
        }
    }

    void submit(Duration asked) {
        Duration pause = asked.compareTo(submitPause) > 0 ? asked : submitPause;
        noSubmitUntil = later(noSubmitUntil, time.currentTimeNanos() + pause.toNanos());
        Duration doubled = submitPause.multipliedBy(2);
        submitPause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    void submitAccepted() {
        submitPause = FIRST_PAUSE;
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
