package dev.viduroutes.polling;

import java.time.Duration;

/**
 * How long a task took, from its acceptance to its end: known to lie between two durations, which are equal if the API
 * told it.
 *
 * @param atLeast how old the task was when it was last seen running; zero if never
 * @param atMost how old it was when it was seen to have ended; at least as long
 */
public record ObservedDuration(Duration atLeast, Duration atMost) {

    /** Longer than any task is waited for; from a damaged record it would spoil the plans for all tasks. */
    private static final Duration LONGEST_KEPT = Duration.ofDays(100);

    public ObservedDuration {
        if (atLeast.isNegative() || atMost.compareTo(atLeast) < 0) {
            throw new IllegalArgumentException(
                    "a task lasted from " + atLeast + " to " + atMost + "; it must be 0s or more, shorter one first");
        }
    }

    /** A duration that the API told. */
    public static ObservedDuration exactly(Duration duration) {
        return new ObservedDuration(duration, duration);
    }

    /** @return the told duration where this leaves it possible, the nearer bound where it does not */
    public ObservedDuration told(Duration duration) {
        if (duration.compareTo(atLeast) < 0) {
            return exactly(atLeast);
        }
        return exactly(duration.compareTo(atMost) > 0 ? atMost : duration);
    }

    /** @return how long after its end the task was seen to have ended, if it took so long; zero if that is impossible */
    public Duration late(Duration took) {
        return atMost.minus(told(took).atMost());
    }

    /** Logarithm of the middle, in milliseconds; "at least 0" is taken for an eighth of "at most". */
    double middle() {
        return (low() + high()) / 2;
    }

    /** Half of the distance between both bounds, as a difference of logarithms. */
    double halfWidth() {
        return (high() - low()) / 2;
    }

    private double low() {
        return Math.log(Math.max(Math.max(atLeast.toMillis(), atMost.toMillis() / 8.0), 1));
    }

    private double high() {
        return Math.log(Math.max(atMost.toMillis(), 1));
    }

    /** @return {@code 91250} or {@code 90000-95000}, in milliseconds */
    String encode() {
        return atLeast.equals(atMost) ? "" + atMost.toMillis() : atLeast.toMillis() + "-" + atMost.toMillis();
    }

    static ObservedDuration decode(String text) {
        String[] bounds = text.split("-", 2);
        return new ObservedDuration(millis(bounds[0]), millis(bounds[bounds.length - 1]));
    }

    private static Duration millis(String text) {
        Duration duration = Duration.ofMillis(Long.parseLong(text));
        if (duration.compareTo(LONGEST_KEPT) > 0) {
            throw new IllegalArgumentException("a task lasted " + duration + "; it must be 100 days or less");
        }
        return duration;
    }
}
