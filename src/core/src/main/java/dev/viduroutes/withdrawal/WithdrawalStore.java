package dev.viduroutes.withdrawal;

import java.sql.SQLException;
import java.util.List;

/** Where withdrawals are kept, for all processes that share the journal. */
public interface WithdrawalStore {

    /**
     * Withdraws a request, whoever has it: once this returned, what was not submitted is never.
     *
     * @param discard whether the video of a task that runs is left unfetched
     * @throws SQLException if that can't be recorded; nothing is promised then
     */
    WithdrawalResult withdraw(String requestId, boolean discard) throws SQLException;

    /** @return the requests of this process that were withdrawn while they wait to be submitted */
    List<WithdrawnRequest> waiting() throws SQLException;

    /** The request is settled, or was put back: what a person asked for before counts no more. */
    void forget(String requestId) throws SQLException;
}
