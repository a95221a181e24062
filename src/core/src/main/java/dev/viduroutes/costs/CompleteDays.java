package dev.viduroutes.costs;

import java.time.LocalDate;

/**
 * The days that an invoice has all tasks of, as a person said.
 *
 * @param today when it is compared
 */
record CompleteDays(LocalDate from, LocalDate to, LocalDate today) {

    /** What ends late, or is booked late, is billed by then. */
    private static final int LATEST_BILL_DAYS = 2;

    /** @return whether the day is neither the first nor the last: the vendor's may begin and end at other hours */
    boolean isWithin(LocalDate day) {
        return day.isAfter(from) && day.isBefore(to);
    }

    /** @return whether nothing more of that day will be billed */
    boolean isOver(LocalDate day) {
        return !day.plusDays(LATEST_BILL_DAYS).isAfter(today);
    }
}
