package dev.viduroutes.pace;

/**
 * The right to make one call to the API, now. It grows old: what is sent much later than it was allowed may arrive
 * together with what was allowed later.
 *
 * @param kind what it was given for
 * @param givenNanos the instant that the place in the budget is for, on the clock of {@link System#nanoTime()}
 */
public record Turn(CallListener.Kind kind, long givenNanos) {}
