package dev.viduroutes.money;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What accounts hold as the API said last, over all processes that share the journal. */
public interface BalanceStore {

    /** What the API said counts for so long; a question that is not answered is asked again each minute. */
    Duration LONGEST_KNOWN = Duration.ofMinutes(10);

    /**
     * What is known of an account.
     *
     * @param micros what the API said, in millionths of a USD
     * @param committedMicros what may be charged and may not be in it: reserved for tasks that were under way when it was asked, and
     *     since
     * @param askedAt by the clock of the journal
     */
    record Balance(long micros, long committedMicros, Instant askedAt) {}

    /**
     * To be called before it is asked.
     *
     * @return when it is asked, now; empty if some process asked within the last minute
     */
    Optional<Instant> ask(String account) throws SQLException;

    /** @param askedAt as {@link #ask} answered; nothing is kept if another process asked since */
    void answered(String account, Instant askedAt, long micros) throws SQLException;

    /** @return empty before the first answer */
    Optional<Balance> balance(String account) throws SQLException;

    /** @return the time of the clock that these instants are of */
    Instant time();
}
