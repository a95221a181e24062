package dev.viduroutes.money;

import dev.viduroutes.PublicApi;
import java.math.BigDecimal;

/**
 * An amount of money.
 *
 * @param amount exact; with two digits behind the point, or more if it needs them
 * @param currency code of ISO 4217
 */
@PublicApi
public record Money(BigDecimal amount, String currency) {

    /** Cents, where there are no smaller parts. */
    private static final int LEAST_DIGITS = 2;

    public Money {
        amount = tidy(amount);
    }

    /** @return the same amount, with as many digits as a person expects */
    static BigDecimal tidy(BigDecimal amount) {
        BigDecimal shortest = amount.stripTrailingZeros();
        return shortest.setScale(Math.max(LEAST_DIGITS, shortest.scale()));
    }

    /** @return for example {@code 0.60 USD} */
    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency;
    }
}
