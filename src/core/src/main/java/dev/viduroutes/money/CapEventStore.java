package dev.viduroutes.money;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Events of caps, over all processes that share the journal: each is kept once. */
public interface CapEventStore {

    /**
     * One that is to be told.
     *
     * @param at when it was noticed
     */
    record Kept(CapEvent event, Instant at) {}

    /** Keeps an event to be told; nothing happens if it was kept before, or one of a higher share. */
    void add(CapEvent event) throws SQLException;

    /** @return one that nobody tells; for a minute nobody else gets it */
    Optional<Kept> claim() throws SQLException;

    /** It is told: nobody tells it again. */
    void told(CapEvent event) throws SQLException;
}
