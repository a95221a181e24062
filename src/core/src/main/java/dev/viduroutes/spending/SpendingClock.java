package dev.viduroutes.spending;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.settings.CapSettings;
import dev.viduroutes.settings.CapSettings.Period;
import dev.viduroutes.settings.Settings;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the day in which money counts. A clock that was set would open a day, and its caps, before the time, or once more. So the day
 * is that of the API's clock, as the header {@code Date} of its answers had it last; if the journal's is behind, what was spent since
 * its day counts, too, as nobody knows which of them is right. Thread-safe.
 */
public final class SpendingClock {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.spending");
    private static final Duration WORTH_TELLING = Duration.ofMinutes(1);
    /** In seconds. */
    private static final int FIRST_ASKED_EVERY = 15;

    /** In seconds: while the journal's clock is a day ahead, be it for a moment at midnight. */
    private static final int ASKED_EVERY = 60;

    private final InstantSource journal;
    private final LongSupplier nanos;
    private final CapSettings caps;
    /** Of the caps some are for days or months, and the API is asked what day it is. */
    private final boolean needed;

    /** The API's time when the monotonic clock was at 0. */
    private Instant start = Instant.MIN;

    private boolean dateless;
    private boolean told;
    private int seconds = ASKED_EVERY;

    /** @param journal the time that the processes that share the journal have in common */
    public SpendingClock(Settings settings, InstantSource journal) {
        this(settings.caps(), journal, System::nanoTime);
    }

    /** @param nanos monotonic clock, for example System::nanoTime */
    SpendingClock(CapSettings caps, InstantSource journal, LongSupplier nanos) {
        this.caps = caps;
        this.journal = journal;
        this.nanos = nanos;
        needed = caps.asksApi() && caps.caps().stream().anyMatch(cap -> cap.period() != Period.REQUEST);
    }

    /**
     * Days as {@code 2026-11-30}.
     *
     * @param counting in which counts what is spent now
     * @param since the day from which on what was spent counts against caps, no later
     */
    record Today(String counting, String since) {}

    synchronized Today today() {
        String own = day(journal.instant());
        String counting = isWitnessed() ? day(api()) : own;
        return new Today(counting, own.compareTo(counting) < 0 ? own : counting);
    }

    private String day(Instant now) {
        return LocalDate.ofInstant(now, caps.zone()).toString();
    }

    private boolean isWitnessed() {
        return needed && !start.equals(Instant.MIN);
    }

    private Instant api() {
        return start.plusNanos(nanos.getAsLong());
    }

    /** @return whether the day can be told: before the API's first answer it can't */
    synchronized boolean isKnown() {
        return !needed || dateless || isWitnessed();
    }

    /** @param date header of an answer of the API; null if it has none */
    public synchronized void heard(String date) {
        if (!needed) {
            return;
        }
        try {
            Instant now = DateTimeFormatter.RFC_1123_DATE_TIME.parse(String.valueOf(date), Instant::from);
            Instant began = now.minusNanos(nanos.getAsLong());
            // Some answers take their time, and a proxy may have kept one.
            start = began.isAfter(start) ? began : start;
            tell();
        } catch (DateTimeException | ArithmeticException none) {
            withoutDate(date);
        }
    }

    private void withoutDate(String date) {
        if (isKnown()) {
            return;
        }
        dateless = true;
        LOG.warn(
                "clock: the API's answers tell no time (Date: {}), so days of caps are told by the journal's clock alone",
                SanitizedText.of(String.valueOf(date), 100));
    }

    private void tell() {
        Duration ahead = Duration.between(api(), journal.instant());
        boolean differs = ahead.abs().compareTo(WORTH_TELLING) > 0;
        if (differs && !told) {
            LOG.warn(
                    "clock={} is {} s {} the API's; no day of caps begins before both say so (vidu.cap.clock)",
                    journal.instant(),
                    ahead.abs().toSeconds(),
                    ahead.isNegative() ? "behind" : "ahead of");
        }
        told = differs;
    }

    /**
     * To be called every second.
     *
     * @return whether to ask the API for anything, now: its time is not known, or the journal's clock says that the next day has begun
     */
    public synchronized boolean isToBeAsked() {
        seconds = Math.min(seconds + 1, ASKED_EVERY);
        boolean asks = isKnown() ? isAheadOfApi() && seconds == ASKED_EVERY : seconds >= FIRST_ASKED_EVERY;
        if (asks) {
            seconds = 0;
        }
        return asks;
    }

    private boolean isAheadOfApi() {
        return day(journal.instant()).compareTo(today().counting()) > 0;
    }
}
