package dev.viduroutes.pause;

import java.sql.SQLException;
import java.util.List;

/** Where pauses are kept, for all processes that share the journal. */
public interface PauseStore {

    /** @return all that last, by account */
    List<Pause> all() throws SQLException;

    /**
     * Once this returned no intent to submit is recorded by any process.
     *
     * @return whether they were not paused before
     */
    boolean begin(PauseOrder order) throws SQLException;

    /** @return whether they were paused before */
    boolean end(String account) throws SQLException;

    /** @return how many submits are on record whose answer is not; of all accounts if it is empty */
    long leaving(String account) throws SQLException;
}
