package dev.viduroutes.journal;

import java.math.BigDecimal;

/**
 * Charges that have a group, a currency and a state in common.
 *
 * @param group a day as {@code 2026-11-30}, or the name of a project, an account or a mode; may be empty
 * @param currency code of ISO 4217; empty if there were no prices
 * @param state RESERVED, CHARGED, DOUBTFUL, RELEASED or REFUNDED
 * @param submits how many charges: each is a submit
 * @param amount exact; 0 without a currency
 */
public record ChargeSum(String group, String currency, String state, long submits, long seconds, BigDecimal amount) {}
