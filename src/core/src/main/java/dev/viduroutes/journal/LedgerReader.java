package dev.viduroutes.journal;

import dev.viduroutes.host.HostBeans;
import dev.viduroutes.settings.CapSettings;
import dev.viduroutes.settings.Settings;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the ledger of charges, beside processes that write it: on a connection of its own, which changes nothing, migrates nothing
 * and holds nobody up. Not thread-safe.
 */
public final class LedgerReader implements AutoCloseable {

    /** More would be no report, and must fill no memory: names of projects come with requests. */
    static final int MOST_SUMS = 100_000;

    /** Of a charge only its last entry counts. */
    private static final String ALL_LAST = " FROM vidu_charge c WHERE NOT EXISTS (SELECT 1 FROM vidu_charge l"
            + " WHERE l.request_id = c.request_id AND l.charge = c.charge AND l.entry > c.entry)";

    /** While a task is under way its charge has no id yet, but its request has. */
    private static final String TASK_ID = "CASE state WHEN 'RESERVED' THEN COALESCE((SELECT t.task_id FROM vidu_task t"
            + " WHERE t.request_id = c.request_id AND t.submits = c.submit), '') ELSE task_id END AS known_task_id";

    private static final String UNDER_WAY = "CASE WHEN state = 'RESERVED' AND EXISTS (SELECT 1 FROM vidu_task t"
            + " WHERE t.request_id = c.request_id AND t.state NOT IN ('STORED', 'FAILED')) THEN 1 ELSE 0 END AS under_way";

    private static final int FETCHED = 1_000;

    private final Connection connection;
    /** Of a question, in seconds; 0 if it may take its time. */
    private final int longest;

    private final boolean bounded;

    LedgerReader(Connection connection) {
        this.connection = connection;
        this.longest = 0;
        this.bounded = false;
    }

    private LedgerReader(Connection connection, Duration longest) throws SQLException {
        this.connection = connection;
        this.longest = Math.toIntExact(longest.toSeconds());
        this.bounded = Dialect.of(connection) == Dialect.SQLITE;
        if (bounded) {
            long deadline = System.nanoTime() + longest.toNanos();
            SqliteDeadline.set(connection, () -> deadline);
        }
    }

    /**
     * Opens the journal of the settings, or what the host has for it.
     *
     * @throws SQLException if there is none, or one of before there was a ledger; the message names the setting
     */
    public static LedgerReader open(Settings settings, HostBeans host) throws SQLException {
        return new LedgerReader(ReadOnlyConnection.open(settings, host));
    }

    /**
     * Like {@link #open}, for who looks at it again and again, and may hold nobody up: it gives up after two seconds.
     *
     * @throws SQLException the same
     */
    public static LedgerReader openBriefly(Settings settings, HostBeans host) throws SQLException {
        ReadOnlyConnection.Needs needs = ReadOnlyJournal.NEEDS;
        return within(ReadOnlyConnection.open(settings, host, needs), ReadOnlyJournal.LONGEST);
    }

    static LedgerReader within(Connection connection, Duration longest) throws SQLException {
        try {
            return new LedgerReader(connection, longest);
        } catch (SQLException unusable) {
            connection.close();
            throw unusable;
        }
    }

    /**
     * @param first day of those that are asked for, in {@code vidu.cap.zone}
     * @param last the same; it belongs to them
     * @param account whose charges are asked for; empty for all
     * @return in no order
     * @throws SQLException if the journal can't be asked, or there are more than {@value #MOST_SUMS} sums
     */
    public List<ChargeSum> sums(LocalDate first, LocalDate last, ChargeGroup by, String account) throws SQLException {
        String sql =
                "SELECT " + by.column() + " AS name, currency, state, SUM(submits) AS submits, SUM(seconds) AS seconds,"
                        + " SUM(amount) AS millionths FROM vidu_cost WHERE day BETWEEN ? AND ? AND (? = '' OR account = ?)"
                        + " GROUP BY " + by.column() + ", currency, state HAVING SUM(submits) > 0 LIMIT "
                        + (MOST_SUMS + 1);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, first.toString());
            statement.setString(2, last.toString());
            statement.setString(3, account);
            statement.setString(4, account);
            statement.setQueryTimeout(longest);
            try (ResultSet rows = statement.executeQuery()) {
                return sums(rows, by);
            }
        }
    }

    private static List<ChargeSum> sums(ResultSet rows, ChargeGroup by) throws SQLException {
        List<ChargeSum> sums = new ArrayList<>();
        while (rows.next()) {
            if (sums.size() == MOST_SUMS) {
                throw new SQLException("there are more than " + MOST_SUMS + " sums by " + by.column()
                        + "; ask for fewer days, or by another group");
            }
            sums.add(new ChargeSum(
                    rows.getString("name"),
                    rows.getString("currency"),
                    rows.getString("state"),
                    rows.getLong("submits"),
                    rows.getLong("seconds"),
                    BigDecimal.valueOf(rows.getLong("millionths"), CapSettings.MILLIONTHS)));
        }
        return sums;
    }

    /** Hears of charges. */
    public interface ChargeListener {
        void found(ChargeEntry charge) throws SQLException;
    }

    /**
     * Tells all charges of the journal, one after the other, in no order and in constant memory.
     *
     * @throws SQLException if the journal can't be asked
     */
    public void charges(ChargeListener listener) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT c.*, " + TASK_ID + ", " + UNDER_WAY + ALL_LAST)) {
            statement.setFetchSize(FETCHED);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    listener.found(new ChargeEntry(
                            row.getString("request_id"),
                            row.getInt("charge"),
                            row.getInt("entry"),
                            row.getString("known_task_id"),
                            row.getString("state"),
                            row.getString("account"),
                            row.getString("day"),
                            row.getInt("seconds"),
                            row.getLong("price"),
                            row.getLong("adjustment"),
                            row.getString("currency"),
                            row.getInt("under_way") == 1));
                }
            }
        }
    }

    /** @return the accounts that charges are of */
    public Set<String> accounts() throws SQLException {
        Set<String> accounts = new TreeSet<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT DISTINCT account FROM vidu_charge");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                accounts.add(row.getString("account"));
            }
        }
        return accounts;
    }

    @Override
    public void close() throws SQLException {
        if (bounded && !connection.isClosed()) {
            SqliteDeadline.clear(connection);
        }
        connection.close();
    }
}
