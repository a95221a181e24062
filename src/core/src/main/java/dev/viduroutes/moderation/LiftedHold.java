package dev.viduroutes.moderation;

import java.time.Instant;
import java.util.List;

/**
 * A hold of submits that a person has lifted, with the refusals that caused it.
 *
 * @param heldSince since when they held submits back
 * @param refusals all of them, the first first
 */
public record LiftedHold(Instant heldSince, List<ContentRefusal> refusals) {

    public LiftedHold {
        refusals = List.copyOf(refusals);
    }
}
