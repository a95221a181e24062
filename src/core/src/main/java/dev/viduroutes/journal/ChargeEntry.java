package dev.viduroutes.journal;

/**
 * A charge, as its last entry has it.
 *
 * @param charge of the request, counted from 1
 * @param entry of the charge, counted from 1: the last one
 * @param taskId empty if none is known
 * @param state RESERVED, CHARGED, DOUBTFUL, RELEASED or REFUNDED
 * @param day of the submit, as {@code 2026-11-30}
 * @param priceMicros of a second, in millionths of the currency
 * @param adjustmentMicros what it costs more than its seconds at that price, or less, as an invoice said
 * @param currency empty without prices
 * @param isUnderWay whether it is reserved for a request that a gateway works on, or will
 */
public record ChargeEntry(
        String requestId,
        int charge,
        int entry,
        String taskId,
        String state,
        String account,
        String day,
        int seconds,
        long priceMicros,
        long adjustmentMicros,
        String currency,
        boolean isUnderWay) {}
