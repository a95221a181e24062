package dev.viduroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Whether the sums of a journal are those of its entries, to the millionth. */
final class LedgerCheck {

    private static final String LAST = " FROM vidu_charge c WHERE entry = (SELECT MAX(entry) FROM vidu_charge e"
            + " WHERE e.request_id = c.request_id AND e.charge = c.charge)";

    private LedgerCheck() {}

    static void assertSumsAreThoseOfEntries(Database database) throws SQLException {
        Set<String> costs = new TreeSet<>();
        Set<String> spent = new TreeSet<>();
        TreeMap<String, Long> expectedSpent = new TreeMap<>();
        TreeMap<String, long[]> expectedCosts = new TreeMap<>();
        database.query(row -> add(expectedCosts, expectedSpent, row), "SELECT *" + LAST);
        database.query(
                row -> costs.add(cost(row) + " " + row.getLong("submits") + " " + row.getLong("seconds") + " "
                        + row.getLong("amount")),
                "SELECT * FROM vidu_cost WHERE submits <> 0 OR seconds <> 0 OR amount <> 0");
        database.query(
                row -> spent.add(sum(row, row.getString("period"), row.getString("project"), row.getString("currency"))
                        + " " + row.getLong("amount")),
                "SELECT * FROM vidu_spending WHERE amount <> 0");
        assertThat(costs)
                .as("vidu_cost: day, account, project, mode, currency, state, submits, seconds, amount")
                .isEqualTo(expected(expectedCosts));
        expectedSpent.values().removeIf(amount -> amount == 0);
        Set<String> sums = new TreeSet<>();
        expectedSpent.forEach((name, amount) -> sums.add(name + " " + amount));
        assertThat(spent)
                .as("vidu_spending: account, period, project, unit, amount")
                .isEqualTo(sums);
    }

    private static Set<String> expected(TreeMap<String, long[]> costs) {
        Set<String> all = new TreeSet<>();
        costs.forEach((name, sums) -> all.add(name + " " + sums[0] + " " + sums[1] + " " + sums[2]));
        return all;
    }

    private static boolean add(TreeMap<String, long[]> costs, TreeMap<String, Long> spent, ResultSet row)
            throws SQLException {
        long seconds = row.getLong("seconds");
        long amount = seconds * row.getLong("price") + row.getLong("adjustment");
        long[] sums = costs.computeIfAbsent(cost(row), name -> new long[3]);
        sums[0]++;
        sums[1] += seconds;
        sums[2] += amount;
        if (Set.of("RELEASED", "REFUNDED").contains(row.getString("state"))) {
            return false;
        }
        add(spent, row, "", seconds);
        if (!row.getString("currency").isEmpty()) {
            add(spent, row, row.getString("currency"), amount);
        }
        return true;
    }

    private static void add(TreeMap<String, Long> spent, ResultSet row, String unit, long amount) throws SQLException {
        String day = row.getString("day");
        spent.merge(sum(row, day.substring(0, 7), "", unit), amount, Long::sum);
        spent.merge(sum(row, day, "", unit), amount, Long::sum);
        if (!row.getString("project").isEmpty()) {
            spent.merge(sum(row, day, row.getString("project"), unit), amount, Long::sum);
        }
    }

    private static String cost(ResultSet row) throws SQLException {
        return String.join(
                "/",
                row.getString("day"),
                row.getString("account"),
                row.getString("project"),
                row.getString("mode"),
                row.getString("currency"),
                row.getString("state"));
    }

    private static String sum(ResultSet row, String period, String project, String unit) throws SQLException {
        return String.join("/", row.getString("account"), period, project, unit);
    }
}
