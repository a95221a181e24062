package dev.viduroutes.journal;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * The days, or months, whose spending counts in one of them: those since a clock that is behind, and later ones, since what counts there
 * was spent already, while a clock was ahead.
 *
 * @param one in which is spent, as {@code 2026-11-30} or {@code 2026-11}
 * @param first the same, or an earlier one
 * @param last the latest; what a clock that is years ahead left behind holds nobody up for years
 */
record Periods(String one, String first, String last) {

    private static final int DAYS_AHEAD = 40;
    private static final int MONTHS_AHEAD = 2;
    private static final int LENGTH_OF_MONTH = "2026-11".length();

    static Periods of(String one, String first) {
        return new Periods(
                one,
                first,
                isMonth(one)
                        ? YearMonth.parse(one).plusMonths(MONTHS_AHEAD).toString()
                        : LocalDate.parse(one).plusDays(DAYS_AHEAD).toString());
    }

    private static boolean isMonth(String period) {
        return period.length() == LENGTH_OF_MONTH;
    }

    /** @return what comes after the period, and after its days if it is a month, and before the next one */
    String endOfOne() {
        return isMonth(one) ? one + "-99" : one;
    }
}
