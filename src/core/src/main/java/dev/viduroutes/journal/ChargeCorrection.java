package dev.viduroutes.journal;

/**
 * What an invoice says of a charge: another entry of it, beside those of before.
 *
 * @param charge of the request, counted from 1
 * @param entry that it corrects, which must be the last one of the charge
 * @param taskId that the invoice names
 * @param state CHARGED, REFUNDED or RELEASED
 * @param seconds of video that are billed, or were
 * @param adjustmentMicros what it costs more than these seconds at the price of the charge, or less, in millionths of the currency
 */
public record ChargeCorrection(
        String requestId, int charge, int entry, String taskId, String state, int seconds, long adjustmentMicros) {}
