package dev.viduroutes.sandbox;

import java.math.BigDecimal;

/** Money in millionths of a dollar. */
final class Micros {

    private static final int DIGITS = 6;
    private static final int CENTS = 2;
    private static final double PER_USD = 1_000_000;

    private Micros() {}

    static long of(double usd) {
        return Math.round(usd * PER_USD);
    }

    static double usd(long micros) {
        return micros / PER_USD;
    }

    /** @return the same in USD, exactly: with two digits behind the point, or more if it needs them */
    static BigDecimal exactly(long micros) {
        BigDecimal shortest = BigDecimal.valueOf(micros, DIGITS).stripTrailingZeros();
        return shortest.setScale(Math.max(CENTS, shortest.scale()));
    }
}
