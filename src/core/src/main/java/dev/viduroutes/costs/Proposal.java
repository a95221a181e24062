package dev.viduroutes.costs;

import dev.viduroutes.journal.ChargeCorrection;
import java.util.Locale;
import java.util.Optional;

/**
 * How an invoice settles a charge.
 *
 * @param correction of the charge; empty if it says what the journal does, or can't settle it
 * @param left why it is left as it is though the two differ; empty if there is no reason to tell
 * @param isDone whether the correction stands in the journal
 */
public record Proposal(Optional<ChargeCorrection> correction, String left, boolean isDone) {

    static final Proposal NONE = new Proposal(Optional.empty(), "", false);

    static Proposal of(ChargeCorrection correction) {
        return new Proposal(Optional.of(correction), "", false);
    }

    static Proposal left(String why) {
        return new Proposal(Optional.empty(), why, false);
    }

    Proposal done() {
        return new Proposal(correction, left, true);
    }

    /** @return the state that the charge has with it, in lower case; empty without a correction */
    String state() {
        return correction.map(one -> one.state().toLowerCase(Locale.ROOT)).orElse("");
    }

    /** @return the same for a person, behind what was found; empty if nothing is to be told */
    String words() {
        if (correction.isPresent()) {
            String state = state().equals("released") ? "not billed" : state();
            return (isDone ? "; settled: " : "; to settle: ") + state;
        }
        return left.isEmpty() ? "" : "; left: " + left;
    }
}
