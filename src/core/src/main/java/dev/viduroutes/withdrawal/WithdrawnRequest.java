package dev.viduroutes.withdrawal;

/**
 * A request that was withdrawn.
 *
 * @param epoch which owner of it was told
 */
public record WithdrawnRequest(String requestId, long epoch) {}
