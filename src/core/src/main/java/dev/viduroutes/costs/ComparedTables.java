package dev.viduroutes.costs;

import dev.viduroutes.journal.ChargeEntry;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The tables in which an invoice and the journal meet. Numbers are billionths. Not thread-safe. */
final class ComparedTables {

    private static final String MIXED = "several";
    private static final int MOST_CANDIDATES = 3;
    private static final int BATCH = 1_000;

    private final Connection connection;
    private final PreparedStatement addLine;
    private final PreparedStatement addCharge;
    private final PreparedStatement addUnanswered;
    private final PreparedStatement candidates;
    private int waiting;

    ComparedTables(Connection connection) throws SQLException {
        this.connection = connection;
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE invoice (task TEXT PRIMARY KEY, day TEXT, seconds INTEGER, amount INTEGER,"
                    + " currency TEXT, back INTEGER, incomplete INTEGER) WITHOUT ROWID");
            statement.execute("CREATE TABLE charge (task TEXT PRIMARY KEY, request TEXT, day TEXT, state TEXT,"
                    + " seconds INTEGER, amount INTEGER, currency TEXT, asked INTEGER, charge INTEGER, entry INTEGER,"
                    + " account TEXT, own_seconds INTEGER, price INTEGER, own_amount INTEGER, under_way INTEGER,"
                    + " submits INTEGER) WITHOUT ROWID");
            statement.execute(
                    "CREATE TABLE unanswered (request TEXT, day TEXT, seconds INTEGER, amount INTEGER, currency TEXT)");
            statement.execute("CREATE INDEX unanswered_by_seconds ON unanswered (seconds)");
        }
        addLine = connection.prepareStatement(
                "INSERT INTO invoice VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (task) DO UPDATE SET"
                        + " day = MIN(day, excluded.day), seconds = seconds + excluded.seconds, amount = amount + excluded.amount,"
                        + " back = MAX(back, excluded.back), incomplete = MAX(incomplete, excluded.incomplete), currency = CASE WHEN currency = excluded.currency THEN currency ELSE '"
                        + MIXED + "' END");
        // A task has one submit; if it had several, all of them would count. CHARGED is the first of the states by
        // name.
        addCharge = connection.prepareStatement(
                "INSERT INTO charge VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT (task) DO UPDATE"
                        + " SET state = MIN(state, excluded.state), seconds = seconds + excluded.seconds,"
                        + " amount = amount + excluded.amount, asked = MAX(asked, excluded.asked), submits = submits + 1");
        addUnanswered = connection.prepareStatement("INSERT INTO unanswered VALUES (?, ?, ?, ?, ?)");
        candidates = connection.prepareStatement("SELECT request FROM unanswered WHERE seconds = ?"
                + " AND (? = '' OR day BETWEEN date(?, '-1 day') AND date(?, '+1 day')) ORDER BY day, request LIMIT "
                + MOST_CANDIDATES);
    }

    void add(InvoiceLine line) throws SQLException {
        add(
                addLine,
                line.taskId(),
                line.day(),
                line.seconds(),
                line.amount(),
                line.currency(),
                line.seconds() < 0 || line.amount() < 0 ? 1 : 0,
                line.isIncomplete() ? 1 : 0);
    }

    /** @param asked whether it must be on the invoice if it was charged */
    void add(ChargeEntry charge, boolean asked) throws SQLException {
        boolean counts = ComparedCharge.counts(charge.state());
        long billed = Math.multiplyExact(1_000L, charge.seconds() * charge.priceMicros() + charge.adjustmentMicros());
        long seconds = counts ? Math.multiplyExact(charge.seconds(), 1_000_000_000L) : 0;
        long amount = counts ? billed : 0;
        if (!charge.taskId().isEmpty()) {
            add(
                    addCharge,
                    charge.taskId(),
                    charge.requestId(),
                    charge.day(),
                    charge.state(),
                    seconds,
                    amount,
                    charge.currency(),
                    asked ? 1 : 0,
                    charge.charge(),
                    charge.entry(),
                    charge.account(),
                    charge.seconds(),
                    charge.priceMicros() * 1_000L,
                    billed,
                    charge.isUnderWay() ? 1 : 0);
        } else if (asked && counts) {
            add(addUnanswered, charge.requestId(), charge.day(), seconds, amount, charge.currency());
        }
    }

    private void add(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.addBatch();
        if (++waiting % BATCH == 0) {
            flush();
        }
    }

    /** Nothing more is added. */
    void flush() throws SQLException {
        addLine.executeBatch();
        addCharge.executeBatch();
        addUnanswered.executeBatch();
        connection.commit();
    }

    /** @throws InvoiceException if a sum is more than can be kept exactly */
    void check() throws SQLException, InvoiceException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT task FROM invoice WHERE typeof(seconds) <> 'integer'"
                        + " OR typeof(amount) <> 'integer' LIMIT 1")) {
            if (row.next()) {
                throw new InvoiceException("the lines of one of its tasks come to more than can be counted");
            }
        }
    }

    /** What is made of each row; {@code i_…} is of the invoice, {@code c_…} of the journal, and NULL where it has none. */
    interface Row {
        void found(ResultSet row) throws IOException, SQLException;
    }

    /** Tasks of the invoice first, then those that only the journal has, then submits without a task. */
    void forEach(Row row) throws IOException, SQLException {
        String columns = "SELECT i.task AS i_task, i.day AS i_day, i.seconds AS i_seconds, i.amount AS i_amount,"
                + " i.currency AS i_currency, i.back AS i_back, i.incomplete AS i_incomplete, c.task AS c_task, c.request AS c_request, c.day AS c_day, c.state AS c_state,"
                + " c.seconds AS c_seconds, c.amount AS c_amount, c.currency AS c_currency,"
                + " c.charge AS c_charge, c.entry AS c_entry, c.account AS c_account, c.own_seconds AS c_own_seconds,"
                + " c.price AS c_price, c.own_amount AS c_own_amount, c.under_way AS c_under_way, c.submits AS c_submits";
        query(row, columns + " FROM invoice i LEFT JOIN charge c ON c.task = i.task ORDER BY i.task");
        query(
                row,
                columns + " FROM charge c LEFT JOIN invoice i ON i.task = c.task WHERE i.task IS NULL AND c.asked = 1"
                        + " AND c.state IN ('CHARGED', 'DOUBTFUL') ORDER BY c.task");
        query(
                row,
                "SELECT NULL AS i_task, NULL AS i_day, '' AS c_task, request AS c_request, day AS c_day, 'UNANSWERED' AS c_state,"
                        + " seconds AS c_seconds, amount AS c_amount, currency AS c_currency FROM unanswered ORDER BY day, request");
    }

    private void query(Row row, String sql) throws IOException, SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                row.found(rows);
            }
        }
    }

    /** @return requests with a submit without an answer that the task may be of: as long, and within a day of it */
    List<String> candidates(long seconds, String day) throws SQLException {
        candidates.setLong(1, seconds);
        for (int i = 2; i <= 4; i++) {
            candidates.setString(i, day);
        }
        List<String> found = new ArrayList<>();
        try (ResultSet rows = candidates.executeQuery()) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
