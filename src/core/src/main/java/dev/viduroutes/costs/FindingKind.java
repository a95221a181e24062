package dev.viduroutes.costs;

import java.util.Locale;

/** What comparing an invoice with the journal finds of a task. */
public enum FindingKind {
    /** Both say the same. */
    MATCHED,
    /** Both have it, with other seconds or another amount. */
    DIFFERENT,
    /** On the invoice, and of no submit of this journal. */
    UNKNOWN,
    /** Charged here, and not on the invoice. */
    MISSING,
    /** Doubtful or under way here, and billed by the invoice. */
    BILLED,
    /** Doubtful here, and not on the invoice, or given back there. */
    NOT_BILLED,
    /** A submit here without the id of a task, whose answer was lost: it may be any unknown one. */
    UNANSWERED;

    /** @return the name in reports */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return whether a person should look into it */
    boolean isMismatch() {
        return this == DIFFERENT || this == UNKNOWN || this == MISSING;
    }
}
