package dev.viduroutes.money;

import dev.viduroutes.settings.CapSettings;
import dev.viduroutes.settings.CapSettings.Limit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What a submit may cost at most, which is set aside before it leaves.
 *
 * @param account that pays it
 * @param isOneOfSeveral whether others may pay other submits at the same moment
 * @param project empty for none
 * @param seconds of video, 1 or more
 * @param priceMicros of a second, in millionths of the currency
 * @param currency empty without prices
 * @param isAssumed whether the request leaves to the API what it will cost, so that these are the dearest that it may make of it
 * @param caps that it counts against
 * @param day in which it counts, as {@code 2026-11-30}
 * @param since the first day of those whose spending counts against its caps: the same, or an earlier one if clocks differ
 * @param floor what must be left of the balance, in millionths of a USD; {@link #NO_FLOOR} if nothing must
 */
public record Quote(
        String account,
        boolean isOneOfSeveral,
        String project,
        String mode,
        int seconds,
        long priceMicros,
        String currency,
        boolean isAssumed,
        List<Limit> caps,
        String day,
        String since,
        long floor) {

    /** Nothing must be left of the balance. */
    public static final long NO_FLOOR = Long.MIN_VALUE;

    public Quote {
        caps = List.copyOf(caps);
    }

    /** A submit whose account need have nothing left. */
    public Quote(
            String account,
            boolean isOneOfSeveral,
            String project,
            String mode,
            int seconds,
            long priceMicros,
            String currency,
            boolean isAssumed,
            List<Limit> caps,
            String day,
            String since) {
        this(
                account,
                isOneOfSeveral,
                project,
                mode,
                seconds,
                priceMicros,
                currency,
                isAssumed,
                caps,
                day,
                since,
                NO_FLOOR);
    }

    /** @return the same, with what must be left of the account's balance */
    public Quote withFloor(long micros) {
        return new Quote(
                account,
                isOneOfSeveral,
                project,
                mode,
                seconds,
                priceMicros,
                currency,
                isAssumed,
                caps,
                day,
                since,
                micros);
    }

    /** @return what it adds to sums of that currency; of seconds, if that is empty */
    public long amount(String of) {
        return of.isEmpty() ? seconds : seconds * priceMicros;
    }

    /** @return the price of a second; empty without prices */
    public Optional<Price> price() {
        return currency.isEmpty()
                ? Optional.empty()
                : Optional.of(new Price(BigDecimal.valueOf(priceMicros, CapSettings.MILLIONTHS), currency));
    }

    /** @return the month of its day, as {@code 2026-11} */
    public String month() {
        return monthOf(day);
    }

    /** @return the period of that day in which the cap counts, as the journal names it */
    public static String period(Limit cap, String day) {
        return cap.period() == CapSettings.Period.MONTH ? monthOf(day) : day;
    }

    /** @return its month, as {@code 2026-11} */
    public static String monthOf(String day) {
        return day.substring(0, day.lastIndexOf('-'));
    }
}
