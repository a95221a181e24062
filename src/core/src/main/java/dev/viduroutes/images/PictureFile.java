package dev.viduroutes.images;

/**
 * A picture that lies beside its request.
 *
 * @param sha256 of what the request got; empty if it got nothing of it
 * @param urgent whether its request came by the folder of urgent ones
 */
public record PictureFile(String name, String sha256, boolean urgent) {}
