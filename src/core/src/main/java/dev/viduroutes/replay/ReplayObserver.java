package dev.viduroutes.replay;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/** Sees what a replay plans, before it does it. */
interface ReplayObserver {

    /** Lets everything pass. */
    ReplayObserver NONE = new ReplayObserver() {};

    /** @return why this must not be done; empty if it may be */
    default Optional<String> objection(DeadLetter deadLetter, ReplayPlan plan) throws SQLException, IOException {
        return Optional.empty();
    }

    /** What was decided of a dead letter at last. */
    default void decided(DeadLetter deadLetter, ReplayPlan plan) throws Exception {}
}
