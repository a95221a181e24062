package dev.viduroutes.moderation;

import java.time.Instant;
import java.util.List;

/**
 * Refusals that a person has seen to, and that count no more.
 *
 * @param heldSince since when they held submits back
 * @param refusals all of them, the first first
 */
public record Released(Instant heldSince, List<ContentRefusal> refusals) {

    public Released {
        refusals = List.copyOf(refusals);
    }
}
