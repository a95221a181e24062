package dev.viduroutes.failure;

import dev.viduroutes.PublicApi;

/**
 * One thing that is wrong with a request.
 *
 * @param field the field, such as {@code input.duration}
 * @param found what stands there, shortened
 * @param allowed what would be right
 */
@PublicApi
public record Problem(String field, String found, String allowed) {

    @Override
    public String toString() {
        return field + " is " + found + "; " + allowed;
    }
}
