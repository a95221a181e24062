package dev.viduroutes.pace;

/**
 * The right to make one call to the API, now. It grows old: what is sent much later than it was allowed may arrive
 * together with what was allowed later.
 *
 * @param isSubmit whether it was given for a submit
 * @param givenNanos when, on the clock of {@link System#nanoTime()}
 */
public record Turn(boolean isSubmit, long givenNanos) {}
