package dev.viduroutes.live;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that is away, or shut.
 *
 * @param sentence as the log says it
 * @param since when it was noticed; empty if that is not known
 */
public record Trouble(String sentence, Optional<Instant> since) {}
