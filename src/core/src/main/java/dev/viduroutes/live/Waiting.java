package dev.viduroutes.live;

import java.util.Optional;

/**
 * Requests that wait to be submitted.
 *
 * @param count over all processes that share the journal
 * @param toStore requests whose videos are made and not stored yet, over all processes
 * @param oldest the one that was received first; empty if none waits
 */
public record Waiting(long count, long toStore, Optional<WaitingRequest> oldest) {}
