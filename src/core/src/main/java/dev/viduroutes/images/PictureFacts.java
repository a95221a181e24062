package dev.viduroutes.images;

/**
 * What the headers of a picture say.
 *
 * @param end how many bytes belong to it
 */
record PictureFacts(long width, long height, boolean animated, long end) {}
