package dev.viduroutes.batch;

/**
 * What became of a row.
 *
 * @param seconds of video that the API billed for it, as far as that is known
 * @param told its number, id, code and message, for the outcome of the batch
 */
record RowEnd(boolean stored, long seconds, FailedRow told) {}
