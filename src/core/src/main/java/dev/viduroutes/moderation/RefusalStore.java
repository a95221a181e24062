package dev.viduroutes.moderation;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Where refusals are kept, so that they outlive the process and count over all. What throws may be called again. */
public interface RefusalStore {

    /** @return what counts now */
    ModerationStatus status(Duration window) throws SQLException;

    /**
     * Holds submits back in all processes, if there are as many refusals within the window as this.
     *
     * @return whether this call did
     */
    boolean hold(int limit, Duration window) throws SQLException;

    /** @return what was released by this call; empty if nothing is held back */
    Optional<LiftedHold> release() throws SQLException;

    /** @return how many refusals count no more by this call, of those within the window, if there are as many as this */
    int forget(int limit, Duration window) throws SQLException;
}
