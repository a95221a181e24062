package dev.viduroutes.batch;

import java.math.BigDecimal;

/**
 * What became of a row.
 *
 * @param seconds of video that the API billed for it, as far as that is known
 * @param cost of it, as far as that is known; 0 if there are no prices
 * @param doubtful what may be charged in addition
 * @param told its number, id, code and message, for the outcome of the batch
 */
record RowEnd(boolean stored, long seconds, BigDecimal cost, BigDecimal doubtful, FailedRow told) {}
