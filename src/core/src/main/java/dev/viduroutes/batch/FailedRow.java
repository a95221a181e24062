package dev.viduroutes.batch;

import dev.viduroutes.PublicApi;

/**
 * A row of a batch that became no video.
 *
 * @param row its number, from 1
 * @param requestId the request's idempotency key
 * @param code of its failure
 * @param message why, for a person
 */
@PublicApi
public record FailedRow(long row, String requestId, String code, String message) {}
