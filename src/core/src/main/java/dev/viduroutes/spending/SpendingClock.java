package dev.viduroutes.spending;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.money.Quote;
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
 * Tells the day in which money counts: the API's, as the header {@code Date} of its answers had it last, else that of the journal's
 * clock. While they differ, what counts in either day, or between, counts against a cap: a clock that is wrong, be it ahead or behind,
 * leaves no day more than its cap. Thread-safe.
 */
public final class SpendingClock {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.spending");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** A submit that leaves later may arrive on the next day: {@code Date} leaves out parts of a second, and a call takes its time. */
    private static final Duration END_OF_DAY = Duration.ofSeconds(5);
    /** In seconds, while nobody knows what day it is. */
    private static final int FIRST_ASKED_EVERY = 15;
    /** In seconds, while the clocks tell different days, be it for a moment at midnight. */
    private static final int ASKED_EVERY = 60;
    /** In vain, before it is told. */
    private static final int WORTH_TELLING = 4;
    /** A proxy may have kept an answer; what so many say in a row is so. */
    private static final int BELIEVED = 3;

    private final InstantSource journal;
    private final LongSupplier nanos;
    private final CapSettings caps;
    /** Of the caps some are for days or months. */
    private final boolean ofDays;
    /** Besides, the API is asked what day it is. */
    private final boolean asksApi;

    private boolean witnessed;
    private boolean dateless;
    /** The API's time when the monotonic clock was at 0. */
    private Instant start = Instant.EPOCH;
    /** By how much the journal's clock was ahead of the API's when that was heard last. */
    private Duration ahead = Duration.ZERO;
    /** Answers in a row that said that it is earlier. */
    private int earlier;

    private boolean told;
    private int seconds = ASKED_EVERY;
    private int asked;

    /** @param journal the time that the processes that share the journal have in common */
    public SpendingClock(Settings settings, InstantSource journal) {
        this(settings.caps(), journal, System::nanoTime);
    }

    /** @param nanos monotonic clock, for example System::nanoTime */
    SpendingClock(CapSettings caps, InstantSource journal, LongSupplier nanos) {
        this.caps = caps;
        this.journal = journal;
        this.nanos = nanos;
        ofDays = caps.caps().stream().anyMatch(cap -> cap.period() != Period.REQUEST);
        asksApi = ofDays && caps.asksApi();
    }

    /**
     * Days as {@code 2026-11-30}.
     *
     * @param counting in which a submit counts
     * @param since the first one whose spending counts, too: the same, or that of a clock which is behind
     */
    record Today(String counting, String since) {}

    synchronized Today today() {
        Instant own = journal.instant();
        Instant now = witnessed ? api() : own;
        return new Today(day(now), day(own.isBefore(now) ? own : now));
    }

    /** @return the day in which a submit counts now, as {@code 2026-11-30} */
    public String day() {
        return today().counting();
    }

    private String day(Instant now) {
        return LocalDate.ofInstant(now, caps.zone()).toString();
    }

    private synchronized Instant now() {
        return witnessed ? api() : journal.instant();
    }

    private Instant api() {
        return start.plusNanos(nanos.getAsLong());
    }

    /** @return whether a submit had better wait for the next day, since it may arrive then, and count here in this one */
    boolean isDayEnding() {
        Instant now = now();
        return ofDays && !day(now).equals(day(now.plus(END_OF_DAY)));
    }

    /** @return whether a submit may leave on what was reserved: it is the same day, and will be when it arrives */
    public boolean isDayOf(Quote reserved) {
        return !ofDays || isKnown() && reserved.day().equals(today().counting()) && !isDayEnding();
    }

    /**
     * @return whether the day can be told: not before the API's first answer, nor after a clock was set, or the machine slept, until the
     *     next one
     */
    synchronized boolean isKnown() {
        return !asksApi || dateless || witnessed && isNear(ahead, aheadNow());
    }

    private Duration aheadNow() {
        return Duration.between(api(), journal.instant());
    }

    private static boolean isNear(Duration one, Duration other) {
        return one.minus(other).abs().compareTo(MINUTE) <= 0;
    }

    /** @param date header of an answer of the API; null if it has none */
    public synchronized void heard(String date) {
        if (!asksApi) {
            return;
        }
        try {
            Instant now = DateTimeFormatter.RFC_1123_DATE_TIME.parse(String.valueOf(date), Instant::from);
            heard(now.minusNanos(nanos.getAsLong()));
        } catch (DateTimeException | ArithmeticException none) {
            withoutDate(date);
        }
    }

    private void heard(Instant began) {
        earlier = witnessed && began.isBefore(start.minus(MINUTE)) ? earlier + 1 : 0;
        if (earlier > 0 && earlier < BELIEVED) {
            return;
        }
        // An answer that took its time makes it no earlier.
        start = !witnessed || earlier == BELIEVED || began.isAfter(start) ? began : start;
        witnessed = true;
        earlier = 0;
        ahead = aheadNow();
        tell();
    }

    private void withoutDate(String date) {
        if (witnessed || dateless) {
            return;
        }
        dateless = true;
        LOG.warn(
                "clock: the API's answers tell no time (Date: {}), so days of caps are told by the journal's clock alone",
                SanitizedText.of(String.valueOf(date), 100));
    }

    private void tell() {
        boolean differ = ahead.abs().compareTo(MINUTE) > 0;
        if (differ && !told) {
            LOG.warn(
                    "clock={} is {} s {} the API's; days and months of caps are told by the API's, and what was spent in the days of"
                            + " either counts (vidu.cap.clock)",
                    journal.instant(),
                    ahead.abs().toSeconds(),
                    ahead.isNegative() ? "behind" : "ahead of");
        }
        told = differ;
    }

    /**
     * To be called every second.
     *
     * @return whether to ask the API for anything, now: its time is not known, or the journal's clock tells another day
     */
    public synchronized boolean isToBeAsked() {
        seconds = Math.min(seconds + 1, ASKED_EVERY);
        if (isKnown()) {
            asked = 0;
            return seconds == ASKED_EVERY && differ() && ask();
        }
        return seconds >= FIRST_ASKED_EVERY && ask();
    }

    private boolean differ() {
        return witnessed && !day(journal.instant()).equals(day(api()));
    }

    private boolean ask() {
        seconds = 0;
        asked++;
        if (asked == WORTH_TELLING && !isKnown()) {
            LOG.warn(
                    "clock: the API does not answer, so nobody knows what day it is; requests that count against a cap of a day or a"
                            + " month wait until it does (vidu.cap.clock)");
        }
        return true;
    }
}
