package dev.viduroutes.limits;

import dev.viduroutes.request.Request;

/**
 * The line that a request waits in. Those of one lane are served in the order in which they came; lanes take turns.
 *
 * @param batch id of the batch that it is a row of; empty for all that come singly
 */
public record Lane(boolean urgent, String batch, String project) {

    public static Lane of(Request request) {
        return new Lane(request.source().urgent(), request.source().batch(), request.project());
    }
}
