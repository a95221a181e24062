package dev.viduroutes.moderation;

import java.time.Instant;

/**
 * A submit that the API refused for its content, at once or once its task had failed.
 *
 * @param requestId of the request
 * @param code why, as in its dead letter
 * @param at when that was recorded
 */
public record ContentRefusal(String requestId, String code, Instant at) {}
