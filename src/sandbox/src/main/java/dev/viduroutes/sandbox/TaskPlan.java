package dev.viduroutes.sandbox;

import java.util.Optional;

/**
 * What will become of a task, decided when it is accepted.
 *
 * @param durationNanos real nanoseconds until it ends, or {@link ScaledClock#NEVER}
 * @param failCode the code it fails with; empty if it succeeds
 * @param resultCount how many files it makes, 0 to 99
 * @param minBytes the size its files are padded to, 0 for none
 * @param resultUrl the result URL to report instead of its own
 * @param badResultJson whether resultJson can't be parsed
 * @param callback how its end is reported, if it wants that at all
 */
record TaskPlan(
        long durationNanos,
        Optional<String> failCode,
        int resultCount,
        long minBytes,
        Optional<String> resultUrl,
        boolean badResultJson,
        CallbackStyle callback) {

    /** Ways to report the end of a task. */
    enum CallbackStyle {
        ONCE,
        TWICE,
        /** Before the answer to the POST. */
        EARLY,
        /** A minute after the end. */
        LATE,
        /** Lost on the way. */
        NONE
    }

    /** @return the same, but that it succeeds, after this time */
    TaskPlan succeedingAfter(long nanos) {
        return new TaskPlan(nanos, Optional.empty(), resultCount, minBytes, resultUrl, badResultJson, callback);
    }

    boolean makesFiles() {
        return durationNanos != ScaledClock.NEVER
                && failCode.isEmpty()
                && resultCount > 0
                && resultUrl.isEmpty()
                && !badResultJson;
    }
}
