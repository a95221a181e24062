package dev.viduroutes.journal;

import dev.viduroutes.money.CapExceededException;
import dev.viduroutes.money.Quote;
import dev.viduroutes.money.SpendingStore;
import dev.viduroutes.request.EarlierTask;
import dev.viduroutes.request.Task;
import dev.viduroutes.settings.CapSettings.Limit;
import dev.viduroutes.settings.CapSettings.Period;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The statements on {@code vidu_charge} and {@code vidu_spending}: what submits may cost, and did. Each is part of the step that it
 * belongs to, so that no submit leaves without its quote, and no end stands without its settlement.
 */
public final class ChargeTable implements SpendingStore {

    /** There is one account. */
    private static final String ACCOUNT = "default";

    /** A year, and a month to look back on it. */
    private static final Duration KEPT = Duration.ofDays(400);

    private static final String LAST = "(SELECT MAX(submit) FROM vidu_charge WHERE request_id = ?)";
    private static final String LAST_ENTRY =
            " entry = (SELECT MAX(entry) FROM vidu_charge e WHERE e.request_id = c.request_id AND e.submit = c.submit)";

    private final Database database;
    private final InstantSource clock;

    ChargeTable(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Part of the step that records an intent.
     *
     * @throws CapExceededException if a cap leaves less; then the step is undone
     */
    static void reserve(SqlExecutor step, Task submitting, Quote quote, Instant now) throws SQLException {
        String day = quote.day(now);
        step.update(
                "INSERT INTO vidu_charge (request_id, submit, entry, state, account, project, mode, day, seconds, price,"
                        + " currency, task_id, written_at)"
                        + " SELECT ?, ?, 1 + COALESCE(MAX(entry), 0), 'RESERVED', ?, ?, ?, ?, ?, ?, ?, '', ?"
                        + " FROM vidu_charge WHERE request_id = ? AND submit = ?",
                submitting.request().id(),
                submitting.submits(),
                ACCOUNT,
                quote.project(),
                quote.mode(),
                day,
                quote.seconds(),
                quote.priceMicros(),
                quote.currency(),
                now.toEpochMilli(),
                submitting.request().id(),
                submitting.submits());
        add(step, quote, day);
        for (Limit cap : quote.caps()) {
            check(step, cap, quote, day);
        }
    }

    /** In one order, so that no two processes wait for each other. */
    private static void add(SqlExecutor step, Quote quote, String day) throws SQLException {
        for (Sum sum : sums(quote, day)) {
            step.update(
                    "INSERT INTO vidu_spending (account, period, project, currency, amount) VALUES (?, ?, ?, ?, ?)"
                            + " ON CONFLICT (account, period, project, currency)"
                            + " DO UPDATE SET amount = vidu_spending.amount + excluded.amount",
                    ACCOUNT,
                    sum.period(),
                    sum.project(),
                    sum.currency(),
                    quote.amount(sum.currency()));
        }
    }

    private static List<Sum> sums(Quote quote, String day) {
        List<Sum> sums = new ArrayList<>();
        for (String period : List.of(day.substring(0, day.lastIndexOf('-')), day)) {
            for (String project : quote.project().isEmpty() ? List.of("") : List.of("", quote.project())) {
                sums.add(new Sum(period, project, ""));
                if (!quote.currency().isEmpty()) {
                    sums.add(new Sum(period, project, quote.currency()));
                }
            }
        }
        return sums;
    }

    private static void check(SqlExecutor step, Limit cap, Quote quote, String day) throws SQLException {
        boolean holds = cap.period() == Period.REQUEST
                ? quote.amount(cap.currency()) <= cap.amount()
                : step.changesOne(
                        "UPDATE vidu_spending SET amount = amount"
                                + " WHERE account = ? AND period = ? AND project = ? AND currency = ? AND amount <= ?",
                        ACCOUNT,
                        Quote.period(cap, day),
                        cap.project().isEmpty() ? "" : quote.project(),
                        cap.currency(),
                        cap.amount());
        if (!holds) {
            throw new CapExceededException(cap);
        }
    }

    /** Part of the step that settles the last submit of a request; what is settled already stays, unless it was in doubt. */
    static void settle(SqlExecutor step, Task task, ChargeState state, Instant now) throws SQLException {
        String id = task.request().id();
        boolean settled = step.changesOne(
                "INSERT INTO vidu_charge (request_id, submit, entry, state, account, project, mode, day, seconds, price,"
                        + " currency, task_id, written_at)"
                        + " SELECT request_id, submit, entry + 1, ?, account, project, mode, day, seconds, price, currency, ?, ?"
                        + " FROM vidu_charge c WHERE request_id = ? AND submit = " + LAST + " AND" + LAST_ENTRY
                        + " AND (state = 'RESERVED' OR state = 'DOUBTFUL' AND ? = 'CHARGED')",
                state.name(),
                task.givenUp().map(EarlierTask::taskId).orElse(task.id()),
                now.toEpochMilli(),
                id,
                id,
                state.name());
        if (settled && state == ChargeState.RELEASED) {
            release(step, id);
        }
    }

    private static void release(SqlExecutor step, String id) throws SQLException {
        String charge = " FROM vidu_charge c WHERE c.request_id = ? AND c.submit = " + LAST + " AND c."
                + LAST_ENTRY.strip() + " AND c.account = vidu_spending.account";
        step.update(
                "UPDATE vidu_spending SET amount = amount - (SELECT CASE vidu_spending.currency WHEN '' THEN c.seconds"
                        + " ELSE c.seconds * c.price END" + charge + ")"
                        + " WHERE EXISTS (SELECT 1" + charge
                        + " AND vidu_spending.period IN (c.day, substr(c.day, 1, 7))"
                        + " AND vidu_spending.project IN ('', c.project) AND vidu_spending.currency IN ('', c.currency))",
                id,
                id,
                id,
                id);
    }

    /** Entries of more than a year ago; the sums stay. */
    static void deleteOld(SqlExecutor database, Instant now) throws SQLException {
        String first = LocalDate.ofInstant(now.minus(KEPT), ZoneOffset.UTC).toString();
        database.update("DELETE FROM vidu_charge WHERE day < ?", first);
    }

    @Override
    public Map<Sum, Long> spent(String day) throws SQLException {
        Map<Sum, Long> spent = new HashMap<>();
        database.query(
                row -> spent.put(
                        new Sum(row.getString("period"), row.getString("project"), row.getString("currency")),
                        row.getLong("amount")),
                "SELECT * FROM vidu_spending WHERE account = ? AND period IN (?, ?)",
                ACCOUNT,
                day,
                day.substring(0, day.lastIndexOf('-')));
        return spent;
    }

    @Override
    public Instant now() {
        return clock.instant();
    }
}
