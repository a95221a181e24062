package dev.viduroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.sandbox.Ledger;
import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.Statement;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Whether what a journal holds of money is what the sandbox's statement says, to the millionth: once all is settled, each task that
 * was paid for is charged or in doubt there, nothing else is charged, and the sums are those of the charges.
 */
final class StatementCheck {

    private static final int MILLIONTHS = 6;
    private static final String CHARGED = "CHARGED";
    private static final String DOUBTFUL = "DOUBTFUL";

    /** The last entry of a charge. */
    private record Charge(
            String requestId,
            String state,
            String account,
            String project,
            String mode,
            String day,
            int seconds,
            long micros,
            String currency,
            String taskId) {

        boolean counts() {
            return !state.equals("RELEASED") && !state.equals("REFUNDED");
        }

        /** What is on a statement, too. */
        String terms() {
            BigDecimal price = BigDecimal.valueOf(micros, MILLIONTHS);
            BigDecimal amount = price.multiply(BigDecimal.valueOf(seconds));
            return StatementCheck.terms(account, mode, seconds, price, amount, currency);
        }
    }

    private final String journal;
    private final Sandbox sandbox;
    private final BiPredicate<String, String> isOf;
    private final Predicate<String> prompts;

    private StatementCheck(
            String journal, Sandbox sandbox, BiPredicate<String, String> isOf, Predicate<String> prompts) {
        this.journal = journal;
        this.sandbox = sandbox;
        this.isOf = isOf;
        this.prompts = prompts;
    }

    /** @param journal URL of its database */
    static void assertEqual(String journal, Sandbox sandbox) throws SQLException {
        assertEqual(journal, sandbox, (prompt, requestId) -> true);
    }

    /** @param isOf whether a prompt may be that of a request with this id */
    static void assertEqual(String journal, Sandbox sandbox, BiPredicate<String, String> isOf) throws SQLException {
        new StatementCheck(journal, sandbox, isOf, prompt -> true).check();
    }

    /** @param prompts which prompts came to this journal, of several whose requests one account made */
    static void assertEqualFor(String journal, Sandbox sandbox, Predicate<String> prompts) throws SQLException {
        new StatementCheck(journal, sandbox, (prompt, requestId) -> true, prompts).check();
    }

    /** @return whether a row of these reports has both the prompt and the id */
    static BiPredicate<String, String> rowOf(Path... reports) throws IOException {
        List<String> rows = new ArrayList<>();
        for (Path report : reports) {
            rows.addAll(Files.readAllLines(report));
        }
        return (prompt, requestId) ->
                rows.stream().anyMatch(row -> row.contains("," + prompt + ",") && row.contains("," + requestId + ","));
    }

    private void check() throws SQLException {
        List<Charge> charges = charges();
        Map<String, String> asked =
                sandbox.ledger().tasks().stream().collect(Collectors.toMap(Ledger.Task::taskId, Ledger.Task::prompt));
        List<Statement.Line> lines = sandbox.statement().lines().stream()
                .filter(line -> prompts.test(asked.get(line.taskId())))
                .toList();
        Map<String, Statement.Line> paid = lines.stream()
                .filter(line -> line.kind() == Statement.Kind.CHARGE)
                .collect(Collectors.toMap(Statement.Line::taskId, line -> line));
        Set<String> refunded = lines.stream()
                .filter(line -> line.kind() == Statement.Kind.REFUND)
                .map(Statement.Line::taskId)
                .collect(Collectors.toSet());
        assertThat(charges)
                .as("reserved, though all is settled")
                .noneMatch(charge -> charge.state().equals("RESERVED"));
        Set<String> known = assertEachIsOnTheStatement(charges, paid, refunded);
        List<Statement.Line> lost = paid.values().stream()
                .filter(line -> !known.contains(line.taskId()))
                .toList();
        assertEachIsInDoubt(lost, charges, asked);
        assertThat(sums()).as("sums by account, period, project, unit").isEqualTo(sums(charges));
        assertThat(costs())
                .as("sums by day, account, project, mode, currency, state")
                .isEqualTo(costs(charges));
        System.out.println("statement: tasks=" + paid.size() + " refunds=" + refunded.size() + " unanswered="
                + lost.size() + " total=" + sandbox.statement().total() + "; journal: " + states(charges));
    }

    /** @return the tasks that the journal knows */
    private static Set<String> assertEachIsOnTheStatement(
            List<Charge> charges, Map<String, Statement.Line> paid, Set<String> refunded) {
        Set<String> known = new HashSet<>();
        for (Charge charge : charges) {
            assertThat(charge.taskId().isEmpty() && charge.state().equals(CHARGED))
                    .as("charged without a task: %s", charge)
                    .isFalse();
            if (!charge.taskId().isEmpty()) {
                assertThat(paid).as("statement, for %s", charge).containsKey(charge.taskId());
                assertThat(terms(paid.get(charge.taskId()))).as("%s", charge).isEqualTo(charge.terms());
                assertThat(charge.counts())
                        .as("released, and paid for: %s", charge)
                        .isTrue();
                assertThat(charge.state().equals(CHARGED) && refunded.contains(charge.taskId()))
                        .as("charged, and given back: %s", charge)
                        .isFalse();
                assertThat(known.add(charge.taskId())).as("once: %s", charge).isTrue();
            }
        }
        return known;
    }

    /** Of a submit without an answer the journal knows no task; each such doubt stands for one at most. */
    private void assertEachIsInDoubt(List<Statement.Line> lost, List<Charge> charges, Map<String, String> asked) {
        List<Charge> doubts = new ArrayList<>(charges.stream()
                .filter(charge ->
                        charge.state().equals(DOUBTFUL) && charge.taskId().isEmpty())
                .toList());
        for (Statement.Line line : lost) {
            Charge doubt = doubts.stream()
                    .filter(charge -> charge.terms().equals(terms(line)))
                    .filter(charge -> isOf.test(asked.get(line.taskId()), charge.requestId()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("the journal has no doubt that explains " + line));
            doubts.remove(doubt);
        }
    }

    private static String terms(Statement.Line line) {
        return terms(line.account(), line.mode(), line.seconds(), line.price(), line.amount(), line.currency());
    }

    private static String terms(
            String account, String mode, int seconds, BigDecimal price, BigDecimal amount, String currency) {
        return String.join(
                " ",
                account,
                mode,
                seconds + "s",
                price.setScale(MILLIONTHS).toString(),
                amount.setScale(MILLIONTHS).toString(),
                currency);
    }

    private static Map<String, Long> states(List<Charge> charges) {
        return charges.stream().collect(Collectors.groupingBy(Charge::state, Collectors.counting()));
    }

    private static Map<String, Long> sums(List<Charge> charges) {
        Map<String, Long> sums = new HashMap<>();
        charges.stream().filter(Charge::counts).forEach(charge -> {
            add(sums, charge, "", charge.seconds());
            add(sums, charge, charge.currency(), charge.seconds() * charge.micros());
        });
        return sums;
    }

    private static void add(Map<String, Long> sums, Charge charge, String unit, long amount) {
        String month = charge.day().substring(0, charge.day().lastIndexOf('-'));
        sums.merge(key(charge.account(), month, "", unit), amount, Long::sum);
        sums.merge(key(charge.account(), charge.day(), "", unit), amount, Long::sum);
        if (!charge.project().isEmpty()) {
            sums.merge(key(charge.account(), charge.day(), charge.project(), unit), amount, Long::sum);
        }
    }

    private static Map<String, String> costs(List<Charge> charges) {
        Map<String, List<Charge>> groups = charges.stream()
                .collect(Collectors.groupingBy(charge -> String.join(
                        "/",
                        charge.day(),
                        charge.account(),
                        charge.project(),
                        charge.mode(),
                        charge.currency(),
                        charge.state())));
        Map<String, String> costs = new HashMap<>();
        groups.forEach((group, all) -> costs.put(
                group,
                all.size() + " " + all.stream().mapToLong(Charge::seconds).sum() + " "
                        + all.stream()
                                .mapToLong(charge -> charge.seconds() * charge.micros())
                                .sum()));
        return costs;
    }

    private Map<String, String> costs() throws SQLException {
        Map<String, String> costs = new HashMap<>();
        query(
                "SELECT * FROM vidu_cost WHERE submits <> 0",
                row -> costs.put(
                        String.join(
                                "/",
                                row.getString("day"),
                                row.getString("account"),
                                row.getString("project"),
                                row.getString("mode"),
                                row.getString("currency"),
                                row.getString("state")),
                        row.getLong("submits") + " " + row.getLong("seconds") + " " + row.getLong("amount")));
        return costs;
    }

    private static String key(String account, String period, String project, String unit) {
        return String.join("/", account, period, project, unit);
    }

    private Map<String, Long> sums() throws SQLException {
        Map<String, Long> sums = new HashMap<>();
        query(
                "SELECT * FROM vidu_spending WHERE amount <> 0",
                row -> sums.put(
                        key(
                                row.getString("account"),
                                row.getString("period"),
                                row.getString("project"),
                                row.getString("currency")),
                        row.getLong("amount")));
        return sums;
    }

    private List<Charge> charges() throws SQLException {
        List<Charge> charges = new ArrayList<>();
        query(
                "SELECT * FROM vidu_charge c WHERE entry = (SELECT MAX(entry) FROM vidu_charge e"
                        + " WHERE e.request_id = c.request_id AND e.charge = c.charge)",
                row -> charges.add(new Charge(
                        row.getString("request_id"),
                        row.getString("state"),
                        row.getString("account"),
                        row.getString("project"),
                        row.getString("mode"),
                        row.getString("day"),
                        row.getInt("seconds"),
                        row.getLong("price"),
                        row.getString("currency"),
                        row.getString("task_id"))));
        return charges;
    }

    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private void query(String sql, Row each) throws SQLException {
        try (Connection connection = DriverManager.getConnection(journal);
                java.sql.Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                each.read(rows);
            }
        }
    }
}
