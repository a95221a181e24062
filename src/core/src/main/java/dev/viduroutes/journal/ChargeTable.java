package dev.viduroutes.journal;

import dev.viduroutes.money.CapExceededException;
import dev.viduroutes.money.CapRaise;
import dev.viduroutes.money.Quote;
import dev.viduroutes.money.SpendingStore;
import dev.viduroutes.request.EarlierTask;
import dev.viduroutes.request.Task;
import dev.viduroutes.settings.CapSettings.Limit;
import dev.viduroutes.settings.CapSettings.Period;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The statements on {@code vidu_charge}, {@code vidu_cost} and {@code vidu_spending}: what submits may cost, and did. Each is part of the step that it
 * belongs to, so that no submit leaves without its quote, and no end stands without its settlement.
 */
public final class ChargeTable implements SpendingStore {

    /** Its rows have no amount. Each submit locks one if there are several accounts: a cap for all of them is checked by the rows of all. */
    private static final String ALL = "*";

    /** A year, and a month to look back on it. */
    private static final int KEPT_DAYS = 400;

    private static final String COLUMNS =
            "request_id, charge, entry, submit, state, account, project, mode, day, seconds, price, currency, assumed, task_id, written_at,"
                    + " adjustment";
    /** One owner works on a request, so of its charges only the last can be open. */
    private static final String LAST_ENTRY = " FROM vidu_charge c WHERE request_id = ?"
            + " AND charge = (SELECT MAX(charge) FROM vidu_charge l WHERE l.request_id = c.request_id)"
            + " AND entry = (SELECT MAX(entry) FROM vidu_charge e WHERE e.request_id = c.request_id AND e.charge = c.charge)";

    private static final String NEXT_ENTRY = "INSERT INTO vidu_charge (" + COLUMNS + ")"
            + " SELECT request_id, charge, entry + 1, submit, ?, account, project, mode, day, seconds, price, currency, assumed, ?, ?,"
            + " adjustment";

    private final Database database;

    ChargeTable(Database database) {
        this.database = database;
    }

    /**
     * Part of the step that records an intent.
     *
     * @return true, since a step goes on
     * @throws CapExceededException if a cap leaves less; then the step is undone
     */
    static boolean reserve(SqlExecutor step, Task submitting, Quote quote, Instant now) throws SQLException {
        insert(step, submitting, submitting.submits(), quote, now, "");
        if (quote.isOneOfSeveral()) {
            add(step, new Sum(ALL, quote.month(), "", ""), 0);
        }
        add(step, quote);
        for (Limit cap : quote.caps()) {
            check(step, cap, quote);
        }
        BalanceTable.check(step, quote, now);
        return true;
    }

    /** @param unless a condition, perhaps, with the values for it behind */
    private static boolean insert(
            SqlExecutor step, Task task, int submit, Quote quote, Instant now, String unless, Object... more)
            throws SQLException {
        String id = task.request().id();
        List<Object> values = new ArrayList<>(List.of(
                id,
                id,
                submit,
                quote.account(),
                quote.project(),
                quote.mode(),
                quote.day(),
                quote.seconds(),
                quote.priceMicros(),
                quote.currency(),
                quote.isAssumed() ? 1 : 0,
                now.toEpochMilli()));
        values.addAll(List.of(more));
        boolean inserted = step.changesOne(
                "INSERT INTO vidu_charge (" + COLUMNS + ")"
                        + " SELECT ?, (SELECT 1 + COALESCE(MAX(charge), 0) FROM vidu_charge WHERE request_id = ?), 1,"
                        + " ?, 'RESERVED', ?, ?, ?, ?, ?, ?, ?, ?, '', ?, 0" + unless,
                values.toArray());
        if (inserted) {
            ChargeSums.ofLast(id).moveCost(step);
        }
        return inserted;
    }

    /**
     * Part of the step that writes again what the journal lost: what a submit may cost was reserved, and no cap undoes that.
     *
     * @param taskId of the submit; empty if nobody knows whether there is a task
     */
    static void restore(SqlExecutor step, Task task, int submit, String taskId, Instant now) throws SQLException {
        Quote quote = task.history().quotes().get(submit);
        String unlessThere = " WHERE NOT EXISTS (SELECT 1 FROM vidu_charge c WHERE request_id = ? AND submit = ?"
                + " AND day = ? AND task_id IN ('', ?) AND state <> 'RELEASED' AND NOT EXISTS (SELECT 1 FROM vidu_charge l"
                + " WHERE l.request_id = c.request_id AND l.charge = c.charge AND l.entry > c.entry))";
        if (quote != null
                && insert(
                        step,
                        task,
                        submit,
                        quote,
                        now,
                        unlessThere,
                        task.request().id(),
                        submit,
                        quote.day(),
                        taskId)) {
            add(step, quote);
        }
    }

    /** Like {@link #restore}, of a task that was given up for a new one. */
    static void restoreGivenUp(SqlExecutor step, Task task, EarlierTask given, Instant now) throws SQLException {
        restore(step, task, given.submit(), given.taskId(), now);
        String id = task.request().id();
        boolean settled = step.changesOne(
                NEXT_ENTRY + " FROM vidu_charge c WHERE request_id = ? AND submit = ? AND state = 'RESERVED'"
                        + " AND NOT EXISTS (SELECT 1 FROM vidu_charge l WHERE l.request_id = c.request_id"
                        + " AND (l.charge = c.charge AND l.entry > c.entry OR l.submit = c.submit AND l.charge > c.charge))",
                ChargeState.DOUBTFUL.name(),
                given.taskId(),
                now.toEpochMilli(),
                id,
                given.submit());
        if (settled) {
            ChargeSums.ofSubmit(id, given.submit()).moveCost(step);
        }
    }

    /** In one order, so that no two processes wait for each other. */
    private static void add(SqlExecutor step, Quote quote) throws SQLException {
        for (Sum sum : sums(quote)) {
            add(step, sum, quote.amount(sum.currency()));
        }
    }

    private static void add(SqlExecutor step, Sum sum, long amount) throws SQLException {
        step.update(
                "INSERT INTO vidu_spending (account, period, project, currency, amount) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (account, period, project, currency)"
                        + " DO UPDATE SET amount = vidu_spending.amount + excluded.amount",
                sum.account(),
                sum.period(),
                sum.project(),
                sum.currency(),
                amount);
    }

    private static List<Sum> sums(Quote quote) {
        List<Sum> sums = new ArrayList<>();
        for (String unit : quote.currency().isEmpty() ? List.of("") : List.of("", quote.currency())) {
            sums.add(new Sum(quote.account(), quote.month(), "", unit));
            sums.add(new Sum(quote.account(), quote.day(), "", unit));
            if (!quote.project().isEmpty()) {
                sums.add(new Sum(quote.account(), quote.day(), quote.project(), unit));
            }
        }
        return sums;
    }

    private static void check(SqlExecutor step, Limit cap, Quote quote) throws SQLException {
        boolean holds = cap.period() == Period.REQUEST
                ? quote.amount(cap.currency()) <= cap.amount()
                : isWithin(step, cap, quote);
        if (!holds) {
            throw new CapExceededException(cap);
        }
    }

    /** A cap for all accounts is checked by the rows of all, to which nobody adds before this transaction ends. */
    private static boolean isWithin(SqlExecutor step, Limit cap, Quote quote) throws SQLException {
        String sum =
                "COALESCE((SELECT SUM(amount) FROM vidu_spending o WHERE PERIODS AND o.project = vidu_spending.project"
                        + " AND o.currency = vidu_spending.currency"
                        + (cap.account().isEmpty() ? "" : " AND o.account = vidu_spending.account") + "), 0)";
        String sameLength = " AND LENGTH(o.period) = LENGTH(vidu_spending.period)";
        Periods periods = Periods.of(Quote.period(cap, quote.day()), Quote.period(cap, quote.since()));
        String project = cap.project().isEmpty() ? "" : quote.project();
        return step.changesOne(
                "UPDATE vidu_spending SET amount = amount"
                        + " WHERE account = ? AND period = ? AND project = ? AND currency = ? AND "
                        + sum.replace("PERIODS", "o.period = vidu_spending.period") + " + "
                        + sum.replace("PERIODS", "o.period >= ? AND o.period < ?" + sameLength) + " + "
                        + sum.replace("PERIODS", "o.period > ? AND o.period <= ?" + sameLength) + " <= "
                        + CapRaiseTable.LIMIT,
                quote.account(),
                periods.one(),
                project,
                cap.currency(),
                periods.first(),
                periods.one(),
                periods.endOfOne(),
                periods.last(),
                cap.amount(),
                cap.key(),
                periods.one(),
                project,
                cap.currency());
    }

    /** Part of the step that settles the last submit of a request; what is settled already stays, unless more is known now. */
    static void settle(SqlExecutor step, Task task, ChargeState state, Instant now) throws SQLException {
        if (isSettled(step, task, state, now, "'RESERVED'") && state == ChargeState.RELEASED) {
            ChargeSums.ofLast(task.request().id()).moveSpending(step);
        } else if (state == ChargeState.CHARGED && isSettled(step, task, state, now, "'DOUBTFUL'")) {
            return;
        } else if (task.endedWell() && isSettled(step, task, state, now, "'RELEASED'")) {
            // The API had said that there was no task, and there is a video.
            ChargeSums.ofLast(task.request().id()).moveSpending(step);
        }
    }

    private static boolean isSettled(SqlExecutor step, Task task, ChargeState state, Instant now, String before)
            throws SQLException {
        boolean settled = step.changesOne(
                NEXT_ENTRY + LAST_ENTRY + " AND state = " + before,
                state.name(),
                task.givenUp().map(EarlierTask::taskId).orElse(task.id()),
                now.toEpochMilli(),
                task.request().id());
        if (settled) {
            ChargeSums.ofLast(task.request().id()).moveCost(step);
        }
        return settled;
    }

    /** @return what was reserved for the submits of a request, by their numbers: since it was put back, if it was */
    Map<Integer, Quote> quotes(String requestId) throws SQLException {
        Map<Integer, Quote> quotes = new HashMap<>();
        database.query(
                row -> quotes.put(row.getInt("submit"), quote(row)),
                "SELECT * FROM vidu_charge WHERE request_id = ? AND entry = 1 ORDER BY charge",
                requestId);
        return quotes;
    }

    private static Quote quote(ResultSet row) throws SQLException {
        return new Quote(
                row.getString("account"),
                false,
                row.getString("project"),
                row.getString("mode"),
                row.getInt("seconds"),
                row.getLong("price"),
                row.getString("currency"),
                row.getInt("assumed") == 1,
                List.of(),
                row.getString("day"),
                row.getString("day"));
    }

    /** What is older than a year, as far as money tells what day it is: a clock that is wrong takes nothing. */
    static void deleteOld(Database database, Instant now) throws SQLException {
        Optional<String> latest =
                database
                        .query(row -> row.getString("day"), "SELECT MAX(day) AS day FROM vidu_charge WHERE day <> ''")
                        .stream()
                        .filter(Objects::nonNull)
                        .findFirst();
        if (latest.isPresent()) {
            LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
            LocalDate spent = LocalDate.parse(latest.get());
            String first =
                    (spent.isBefore(today) ? spent : today).minusDays(KEPT_DAYS).toString();
            database.update("DELETE FROM vidu_charge WHERE day < ?", first);
            database.update("DELETE FROM vidu_cost WHERE day < ?", first);
            database.update("DELETE FROM vidu_spending WHERE period < ?", Quote.monthOf(first));
            CapEventTable.deleteOld(database, Quote.monthOf(first));
            CapRaiseTable.deleteOld(database, Quote.monthOf(first));
        }
    }

    @Override
    public Map<Sum, Long> spent(String day, String since, boolean ofProjects) throws SQLException {
        Map<Sum, Long> spent = new HashMap<>();
        for (Periods periods : List.of(Periods.of(day, since), Periods.of(Quote.monthOf(day), Quote.monthOf(since)))) {
            int length = periods.one().length();
            database.query(
                    row -> {
                        spent.put(sum(row, row.getString("account"), periods), row.getLong("total"));
                        return spent.merge(sum(row, "", periods), row.getLong("total"), Long::sum);
                    },
                    sumsOf(ofProjects),
                    periods.one(),
                    ALL,
                    periods.first(),
                    periods.one(),
                    length,
                    ALL,
                    periods.endOfOne(),
                    periods.last(),
                    length,
                    ALL);
        }
        return spent;
    }

    @Override
    public List<CapRaise> raises(String day) throws SQLException {
        return CapRaiseTable.raises(database, day);
    }

    private static Sum sum(ResultSet row, String account, Periods periods) throws SQLException {
        return new Sum(account, periods.one(), row.getString("project"), row.getString("currency"));
    }

    private static String sumsOf(boolean ofProjects) {
        String some = "SELECT account, project, currency, amount FROM vidu_spending WHERE PERIODS AND account <> ?"
                + (ofProjects ? "" : " AND project = ''");
        return "SELECT account, project, currency, SUM(amount) AS total FROM (" + some.replace("PERIODS", "period = ?")
                + " UNION ALL " + some.replace("PERIODS", "period >= ? AND period < ? AND LENGTH(period) = ?")
                + " UNION ALL " + some.replace("PERIODS", "period > ? AND period <= ? AND LENGTH(period) = ?")
                + ") AS counted GROUP BY account, project, currency";
    }
}
