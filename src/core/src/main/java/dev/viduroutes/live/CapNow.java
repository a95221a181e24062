package dev.viduroutes.live;

import java.math.BigDecimal;

/**
 * A cap of a day or a month, and what is spent of it.
 *
 * @param key of its setting
 * @param account that it is for; empty for all together
 * @param project that it is for; empty for all together, {@code *} for each: of these the one counts that has least left, by what the cap was raised to for it
 * @param period that counts now: a day as {@code 2026-11-30}, or a month as {@code 2026-11}
 * @param unit {@code s} for seconds, else a currency
 * @param spent reserved, charged and doubtful
 */
public record CapNow(
        String key, String account, String project, String period, String unit, BigDecimal spent, BigDecimal limit) {}
