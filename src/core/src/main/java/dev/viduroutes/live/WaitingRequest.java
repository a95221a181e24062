package dev.viduroutes.live;

import java.time.Instant;

/**
 * A request that waits to be submitted.
 *
 * @param source how it came, such as {@code file}
 * @param sourceName the name that it had there
 * @param since when it was received
 * @param why for a person; empty if another process knows
 */
public record WaitingRequest(
        String requestId, String project, String source, String sourceName, Instant since, String why) {}
