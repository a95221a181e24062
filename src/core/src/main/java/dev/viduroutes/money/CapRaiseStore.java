package dev.viduroutes.money;

import java.sql.SQLException;
import java.time.Instant;

/** Where raised caps are kept, for all processes that share the journal. */
public interface CapRaiseStore {

    /**
     * Keeps it, beside those of before; of each cap, period and project the last one counts.
     *
     * @throws SQLException if that can't be recorded; then nothing is promised
     */
    void raise(CapRaise raise) throws SQLException;

    /** @return the time of the clock that raises are kept with */
    Instant time();
}
