package dev.viduroutes.live;

import java.time.Instant;

/**
 * The calls of one second.
 *
 * @param at its beginning
 * @param window the most calls that there were in a rolling window which ended in this second
 * @param refusals calls that were answered 429
 * @param waiting requests of this process that waited to be submitted at its end
 */
public record CallSecond(Instant at, int window, int submits, int polls, int others, int refusals, int waiting) {

    CallSecond and(CallSecond other) {
        return new CallSecond(
                at,
                window + other.window,
                submits + other.submits,
                polls + other.polls,
                others + other.others,
                refusals + other.refusals,
                waiting + other.waiting);
    }
}
