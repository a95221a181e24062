package dev.viduroutes.spending;

import java.math.BigDecimal;

/**
 * What a cap, or the floor of a balance, would do to requests that are not submitted yet.
 *
 * @param setting that limits them
 * @param account whose floor it is, or whose cap; empty for all
 * @param project that the cap is for; empty for all
 * @param period that it counts in, as {@code 2026-11-30} or {@code 2026-11}; empty for a cap of a request, and for a floor
 * @param left before them, in the unit; of a floor what is above it
 * @param limit the cap, or the floor
 * @param unit a currency, or {@code s} for seconds of video
 * @param known whether that is known; of a balance it may not be
 * @param waiting how many would wait for it
 * @param refused how many would be refused with {@code CAP_EXCEEDED}
 */
public record CapForecast(
        String setting,
        String account,
        String project,
        String period,
        BigDecimal left,
        BigDecimal limit,
        String unit,
        boolean known,
        long waiting,
        long refused) {}
