package dev.viduroutes.batch;

/**
 * What became of a row.
 *
 * @param seconds of video that the API billed for it, as far as that is known
 * @param told what is told of it if it is not stored
 */
record RowEnd(boolean stored, long seconds, FailedRow told) {}
