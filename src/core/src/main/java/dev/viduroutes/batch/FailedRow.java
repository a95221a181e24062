package dev.viduroutes.batch;

/**
 * A row of a batch that became no video.
 *
 * @param row its number, from 1
 * @param requestId the request's idempotency key
 * @param code of its failure
 * @param message why, for a person
 */
record FailedRow(long row, String requestId, String code, String message) {}
