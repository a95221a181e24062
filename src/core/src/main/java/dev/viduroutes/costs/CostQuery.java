package dev.viduroutes.costs;

import dev.viduroutes.journal.ChargeGroup;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Which costs are asked for. A charge counts in the day of its submit.
 *
 * @param from the first day, in {@code vidu.cap.zone}
 * @param to the last day; it belongs to them
 * @param by what they are summed up by
 * @param account whose they are; empty for all
 */
public record CostQuery(LocalDate from, LocalDate to, ChargeGroup by, String account) {

    private static final int LAST_YEAR = 9999;

    /** @throws IllegalArgumentException if the days are in the wrong order, or none that a journal has */
    public CostQuery {
        if (from.getYear() < 1 || to.getYear() > LAST_YEAR) {
            throw new IllegalArgumentException(
                    "the days are " + from + " to " + to + "; they must be of the years 1 to " + LAST_YEAR);
        } else if (to.isBefore(from)) {
            throw new IllegalArgumentException(
                    "the first day is " + from + " and the last " + to + "; the first must not come after the last");
        }
    }

    /** Of all accounts. */
    public CostQuery(LocalDate from, LocalDate to, ChargeGroup by) {
        this(from, to, by, "");
    }

    /** @return the day that it is now */
    public static LocalDate today(Clock clock, ZoneId zone) {
        return LocalDate.ofInstant(clock.instant(), zone);
    }
}
