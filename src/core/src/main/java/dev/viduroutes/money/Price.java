package dev.viduroutes.money;

import dev.viduroutes.settings.CapSettings;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What a second of video costs.
 *
 * @param perSecond 0 or more
 * @param currency code of ISO 4217
 */
public record Price(BigDecimal perSecond, String currency) {

    /** Contract: the longest video, which a request that names no duration may become. */
    public static final int MOST_SECONDS = 16;

    /** @return what so many seconds cost */
    public BigDecimal of(long seconds) {
        return Money.tidy(perSecond.multiply(BigDecimal.valueOf(seconds)));
    }

    /** @return the price of a second in millionths of the currency */
    public long micros() {
        return perSecond.movePointRight(CapSettings.MILLIONTHS).longValueExact();
    }

    /** @return what a request may cost at most that asks for so many seconds; 0 if it leaves them to the API */
    public BigDecimal quote(int asked) {
        return of(asked == 0 ? MOST_SECONDS : asked);
    }

    /**
     * @param charged seconds that were charged for certain
     * @param doubts what each task may have cost that may have been charged in addition
     */
    public Cost cost(int charged, List<BigDecimal> doubts) {
        Optional<BigDecimal> doubtful = doubts.stream().reduce(BigDecimal::add).map(Money::tidy);
        CostState state = doubtful.isPresent() ? CostState.DOUBTFUL : charged > 0 ? CostState.CHARGED : CostState.NONE;
        return new Cost(of(charged), currency, charged, Money.tidy(perSecond), state, doubtful);
    }
}
