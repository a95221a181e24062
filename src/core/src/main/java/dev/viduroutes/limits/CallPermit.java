package dev.viduroutes.limits;

/**
 * The right to make one call to the API, now. It expires soon: what is sent much later than it was allowed may arrive
 * together with what was allowed later.
 *
 * @param kind what it was granted for
 * @param grantedNanos from when on its token of the budget could be used, on the clock of {@link System#nanoTime()}
 */
public record CallPermit(CallKind kind, long grantedNanos) {}
