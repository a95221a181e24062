package dev.viduroutes.journal;

/**
 * A charge, as its last entry has it.
 *
 * @param taskId empty if none is known
 * @param state RESERVED, CHARGED, DOUBTFUL or RELEASED
 * @param day of the submit, as {@code 2026-11-30}
 * @param priceMicros of a second, in millionths of the currency
 * @param currency empty without prices
 */
public record ChargeEntry(
        String requestId,
        String taskId,
        String state,
        String account,
        String day,
        int seconds,
        long priceMicros,
        String currency) {}
