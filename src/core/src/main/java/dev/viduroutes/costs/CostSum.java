package dev.viduroutes.costs;

import dev.viduroutes.money.Money;
import java.math.BigDecimal;

/**
 * Submits that came to the same end.
 *
 * @param seconds of video
 * @param amount exact; 0 without prices
 */
public record CostSum(long submits, long seconds, BigDecimal amount) {

    static final CostSum NONE = new CostSum(0, 0, BigDecimal.ZERO);

    public CostSum {
        amount = new Money(amount, "").amount();
    }

    CostSum plus(CostSum other) {
        return new CostSum(submits + other.submits, seconds + other.seconds, amount.add(other.amount));
    }
}
