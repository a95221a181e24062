package dev.viduroutes.runner;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as people read them. */
final class Spans {

    private static final int MINUTE = 60;
    private static final int HOUR = 3_600;
    private static final int DAY = 86_400;

    private Spans() {}

    /** @return in its two largest units, such as {@code 3m20s} */
    static String of(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < MINUTE) {
            return seconds + "s";
        } else if (seconds < HOUR) {
            return seconds / MINUTE + "m" + seconds % MINUTE + "s";
        }
        return seconds < DAY
                ? seconds / HOUR + "h" + seconds / MINUTE % MINUTE + "m"
                : seconds / DAY + "d" + seconds / HOUR % 24 + "h";
    }

    static String between(Instant from, Instant to) {
        return of(Duration.between(from, to));
    }

    /** @return in UTC, without parts of a second */
    static String at(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
