package dev.viduroutes.moderation;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether refusals for content hold submits back now, and which count, over all processes that share the journal.
 *
 * @param count refusals within the window, or since the window in which submits were held back
 * @param last the last of them
 * @param heldSince since when submits are held back, if they are
 */
public record ModerationStatus(int count, Optional<ContentRefusal> last, Optional<Instant> heldSince) {

    public static final ModerationStatus NONE = new ModerationStatus(0, Optional.empty(), Optional.empty());

    boolean isHeld() {
        return heldSince.isPresent();
    }
}
