package dev.viduroutes.journal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves a charge, of which an entry was just added, from the sums of the entry before to its own: {@code vidu_cost} for reports,
 * {@code vidu_spending} for caps. Each is part of the transaction that adds the entry. Rows are written in the same order by all, so that
 * no two processes wait for each other: costs by their states, then spending.
 */
final class ChargeSums {

    private static final String COUNTED = "state NOT IN ('RELEASED', 'REFUNDED')";
    private static final String AMOUNT = "seconds * price + adjustment";

    private final List<Object> values = new ArrayList<>();
    /** The last two entries, with the sign by which they count; its values are these, once. */
    private final String moved;

    private ChargeSums(String requestId, String charge, Object... which) {
        moved = "(SELECT c.*, CASE c.entry WHEN n.latest THEN 1 ELSE -1 END AS sign FROM vidu_charge c"
                + " JOIN (SELECT MAX(e.entry) AS latest FROM vidu_charge e WHERE e.request_id = ? AND e.charge = "
                + charge
                + ") n ON c.entry >= n.latest - 1 WHERE c.request_id = ? AND c.charge = " + charge + ")";
        for (int times = 0; times < 2; times++) {
            values.add(requestId);
            values.addAll(List.of(which));
        }
    }

    /** Of the charge of a request that was made last. */
    static ChargeSums ofLast(String requestId) {
        return new ChargeSums(requestId, "(SELECT MAX(m.charge) FROM vidu_charge m WHERE m.request_id = ?)", requestId);
    }

    /** Of the last charge of that submit. */
    static ChargeSums ofSubmit(String requestId, int submit) {
        return new ChargeSums(
                requestId,
                "(SELECT MAX(m.charge) FROM vidu_charge m WHERE m.request_id = ? AND m.submit = ?)",
                requestId,
                submit);
    }

    static ChargeSums of(String requestId, int charge) {
        return new ChargeSums(requestId, "?", charge);
    }

    /** To be called first, whatever the entry says. */
    void moveCost(SqlExecutor step) throws SQLException {
        step.update(
                "INSERT INTO vidu_cost (day, account, project, mode, currency, state, submits, seconds, amount)"
                        + " SELECT day, account, project, mode, currency, state, SUM(sign), SUM(sign * seconds),"
                        + " SUM(sign * (" + AMOUNT + ")) FROM " + moved + " AS moved"
                        + " GROUP BY day, account, project, mode, currency, state ORDER BY state"
                        + " ON CONFLICT (day, account, project, mode, currency, state) DO UPDATE SET"
                        + " submits = vidu_cost.submits + excluded.submits, seconds = vidu_cost.seconds + excluded.seconds,"
                        + " amount = vidu_cost.amount + excluded.amount",
                values.toArray());
    }

    /** To be called if one of the two entries counts against caps, and the other does not, or they are of different sums. */
    void moveSpending(SqlExecutor step) throws SQLException {
        for (String unit : List.of("''", "currency")) {
            String amount = unit.equals("''") ? "seconds" : "(" + AMOUNT + ")";
            String priced = unit.equals("''") ? "" : " AND currency <> ''";
            moveSpending(step, "substr(day, 1, 7)", "''", unit, amount, priced);
            moveSpending(step, "day", "''", unit, amount, priced);
            moveSpending(step, "day", "project", unit, amount, priced + " AND project <> ''");
        }
    }

    /**
     * What was given back, or was never charged, may be in the last answer about the balance already: no more is left by it until the
     * next answer.
     */
    void keepBalance(SqlExecutor step) throws SQLException {
        String moves = "(SELECT COALESCE(SUM(sign * (" + AMOUNT + ")), 0) FROM " + moved + " AS moved WHERE " + COUNTED
                + " AND currency = 'USD' AND substr(day, 1, 7) >= ";
        List<Object> all = new ArrayList<>(values);
        for (int times = 0; times < 3; times++) {
            all.addAll(values);
        }
        step.update(
                "UPDATE vidu_balance SET base = base - CAST(" + moves + "since) AS BIGINT),"
                        + " asked_base = asked_base - CAST(" + moves + "asked_since) AS BIGINT)"
                        + " WHERE account IN (SELECT account FROM " + moved + " AS moved) AND " + moves + "'') < 0",
                all.toArray());
    }

    private void moveSpending(SqlExecutor step, String period, String project, String unit, String amount, String more)
            throws SQLException {
        step.update(
                "INSERT INTO vidu_spending (account, period, project, currency, amount) SELECT account, " + period
                        + ", "
                        + project + ", " + unit + ", SUM(sign * " + amount + ") FROM " + moved + " AS moved WHERE "
                        + COUNTED + more + " GROUP BY account, day, project, currency HAVING SUM(sign * " + amount
                        + ") <> 0 ON CONFLICT (account, period, project, currency)"
                        + " DO UPDATE SET amount = vidu_spending.amount + excluded.amount",
                values.toArray());
    }
}
