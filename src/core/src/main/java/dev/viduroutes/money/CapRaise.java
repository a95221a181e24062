package dev.viduroutes.money;

import java.time.Instant;

/**
 * A cap that a person raised for one period.
 *
 * @param cap key of the setting
 * @param period a day as {@code 2026-11-30}, or a month as {@code 2026-11}
 * @param project that it is raised for, of a cap of each project; empty for all that the cap is for
 * @param currency empty for seconds
 * @param amount the cap as it is then, in seconds or millionths of the currency; what the setting says counts if that is more
 * @param by who raised it
 */
public record CapRaise(
        String cap, String period, String project, String currency, long amount, String by, Instant at) {}
