package dev.viduroutes.journal;

import dev.viduroutes.money.BalanceStore;
import dev.viduroutes.money.CapExceededException;
import dev.viduroutes.money.Quote;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The statements on {@code vidu_balance}. What was reserved since the balance was asked is the difference of what is spent now and was
 * spent then, so that no submit is looked at one by one.
 */
public final class BalanceTable implements BalanceStore {

    private static final Duration INTERVAL = Duration.ofMinutes(1);
    /** Sums of the months before this many days change no more. */
    private static final int SUMMED_DAYS = 35;

    private static final String SPENT =
            "(SELECT COALESCE(SUM(s.amount), 0) FROM vidu_spending s WHERE s.account = vidu_balance.account"
                    + " AND s.project = '' AND s.currency = 'USD' AND LENGTH(s.period) = 7 AND s.period >= ";
    /** Of submits whose tasks may run: nobody knows whether the API charges at the beginning or at the end. */
    private static final String OPEN = "(SELECT COALESCE(SUM(c.seconds * c.price), 0) FROM vidu_task t"
            + " JOIN vidu_charge c ON c.request_id = t.request_id"
            + " WHERE t.state IN ('SUBMITTING', 'UNCERTAIN', 'RUNNING', 'SUCCEEDED') AND c.state = 'RESERVED'"
            + " AND c.account = vidu_balance.account AND c.currency = 'USD' AND NOT EXISTS (SELECT 1 FROM vidu_charge l"
            + " WHERE l.request_id = c.request_id AND l.charge = c.charge AND l.entry > c.entry))";

    private final Database database;
    private final InstantSource clock;

    BalanceTable(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Part of the step that reserves what a submit may cost, which is spent by now.
     *
     * @throws CapExceededException if the balance is not known, or less would be left of it; then the step is undone
     */
    static void check(SqlExecutor step, Quote quote, Instant now) throws SQLException {
        if (quote.floor() == Quote.NO_FLOOR) {
            return;
        }
        boolean leaves = step.changesOne(
                "UPDATE vidu_balance SET account = account WHERE account = ? AND answered_at > ?"
                        + " AND amount - base - " + SPENT + "vidu_balance.since) >= ?",
                quote.account(),
                now.minus(LONGEST_KNOWN).toEpochMilli(),
                quote.floor());
        if (!leaves) {
            throw CapExceededException.ofBalance();
        }
    }

    /** What is reserved is read in the statement itself, before the question: whatever the answer knows, it is counted. */
    @Override
    public Optional<Instant> ask(String account) throws SQLException {
        database.update(
                "INSERT INTO vidu_balance (account, asked_at, asked_base, asked_since, answered_at, amount, base, since)"
                        + " VALUES (?, 0, 0, '', 0, 0, 0, '') ON CONFLICT (account) DO NOTHING",
                account);
        Instant now = Instant.ofEpochMilli(clock.millis());
        String since = LocalDate.ofInstant(now, ZoneOffset.UTC)
                .minusDays(SUMMED_DAYS)
                .toString()
                .substring(0, 7);
        boolean asks = database.changesOne(
                "UPDATE vidu_balance SET asked_at = ?, asked_since = ?, asked_base = CAST(" + OPEN + " - " + SPENT
                        + "?) AS BIGINT) WHERE account = ? AND (asked_at <= ? OR asked_at > ?)",
                now.toEpochMilli(),
                since,
                since,
                account,
                now.minus(INTERVAL).toEpochMilli(),
                now.toEpochMilli());
        return asks ? Optional.of(now) : Optional.empty();
    }

    @Override
    public void answered(String account, Instant askedAt, long micros) throws SQLException {
        database.update(
                "UPDATE vidu_balance SET answered_at = asked_at, amount = ?, base = asked_base, since = asked_since"
                        + " WHERE account = ? AND asked_at = ?",
                micros,
                account,
                askedAt.toEpochMilli());
    }

    @Override
    public Optional<Balance> balance(String account) throws SQLException {
        List<Balance> found = database.query(
                BalanceTable::balance,
                "SELECT amount, answered_at, CAST(base + " + SPENT + "vidu_balance.since) AS BIGINT) AS committed"
                        + " FROM vidu_balance WHERE account = ? AND answered_at > 0",
                account);
        return found.stream().findFirst();
    }

    private static Balance balance(ResultSet row) throws SQLException {
        return new Balance(
                row.getLong("amount"), row.getLong("committed"), Instant.ofEpochMilli(row.getLong("answered_at")));
    }

    @Override
    public Instant time() {
        return clock.instant();
    }
}
