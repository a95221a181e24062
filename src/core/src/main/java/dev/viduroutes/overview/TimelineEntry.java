package dev.viduroutes.overview;

import java.time.Instant;

/**
 * Something that happened to a request.
 *
 * @param submit the submit that it is about, counted from 1; 0 for none
 * @param detail for a person, such as a code or an account; may be empty
 */
public record TimelineEntry(Instant at, TimelineStep step, int submit, String detail) {}
