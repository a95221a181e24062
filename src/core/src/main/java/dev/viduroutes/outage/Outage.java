package dev.viduroutes.outage;

import java.time.Duration;

/**
 * Something is away.
 *
 * @param sentence as the log says it
 * @param lasts for how long by now
 */
public record Outage(String sentence, Duration lasts) {}
