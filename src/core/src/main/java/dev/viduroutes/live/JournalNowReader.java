package dev.viduroutes.live;

import dev.viduroutes.journal.ReadOnlyJournal;
import dev.viduroutes.money.Money;
import dev.viduroutes.pause.Pause;
import dev.viduroutes.polling.TaskKind;
import dev.viduroutes.request.TaskState;
import dev.viduroutes.settings.AccountSettings;
import dev.viduroutes.settings.BalanceSettings;
import dev.viduroutes.settings.CapSettings;
import dev.viduroutes.settings.Settings;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks into the journal for how it is now: a few short questions, each by an index, and none of them for more rows than there are tasks. */
final class JournalNowReader {

    private static final int MOST_TASKS = 2_000;
    private static final int LOOKED_AT = 100;
    private static final String MODERATION = "moderation";
    private static final String FOR_A_PERSON =
            " FROM vidu_task WHERE state = 'FAILED' AND batch = '' AND code NOT IN ('CANCELLED', 'DISCARDED')";

    private final ReadOnlyJournal journal;
    private final Settings settings;
    private final InstantSource clock;

    JournalNowReader(ReadOnlyJournal journal, Settings settings, InstantSource clock) {
        this.journal = journal;
        this.settings = settings;
        this.clock = clock;
    }

    /** @param worker process whose own requests that wait are not among the oldest, since it knows them better; none if it is no process */
    JournalNow read(String worker) throws SQLException {
        return new JournalNow(
                clock.instant(),
                slots(),
                tasks(),
                waiting(),
                journal.query(row -> row.getLong(1), "SELECT COUNT(*) FROM vidu_task WHERE state = 'SUCCEEDED'")
                        .get(0),
                oldest(worker),
                balances(),
                held(),
                pauses(),
                spent(),
                journal.query(row -> row.getLong(1), "SELECT COUNT(*)" + FOR_A_PERSON)
                        .get(0),
                perhapsPaid());
    }

    private Map<String, Map<String, Integer>> slots() throws SQLException {
        Map<String, Map<String, Integer>> slots = new HashMap<>();
        Map<String, Integer> numbers = new HashMap<>();
        journal.query(
                row -> {
                    String account = row.getString("account");
                    String holder = row.getString("holder");
                    // Those of other accounts begin above a million; people count from 1.
                    int number = numbers.merge(account, 1, Integer::sum);
                    return holder.isEmpty()
                            ? null
                            : slots.computeIfAbsent(account, none -> new HashMap<>())
                                    .put(holder, number);
                },
                "SELECT slot, account, holder FROM vidu_slot ORDER BY slot");
        return slots;
    }

    private List<RecordedTask> tasks() throws SQLException {
        return journal.query(
                JournalNowReader::task,
                "SELECT request_id, task_id, account, project, source, source_name, model, mode, resolution, seconds,"
                        + " submits, state, received_at, accepted_at, updated_at, doubt, owner FROM vidu_task"
                        + " WHERE state IN ('SUBMITTING', 'UNCERTAIN', 'RUNNING') LIMIT " + MOST_TASKS);
    }

    private static RecordedTask task(ResultSet row) throws SQLException {
        TaskState state = TaskState.valueOf(row.getString("state"));
        return new RecordedTask(
                row.getString("request_id"),
                row.getString("task_id"),
                row.getString("account"),
                row.getString("project"),
                row.getString("source"),
                row.getString("source_name"),
                new TaskKind(
                        row.getString("model") + "/" + row.getString("mode"),
                        row.getString("resolution"),
                        row.getInt("seconds")),
                row.getString("mode"),
                row.getInt("submits"),
                state,
                instant(row, "received_at"),
                instant(row, state == TaskState.RUNNING ? "accepted_at" : "updated_at"),
                state == TaskState.UNCERTAIN ? row.getString("doubt") : "",
                row.getString("owner"));
    }

    private List<JournalNow.WaitingCount> waiting() throws SQLException {
        return journal.query(
                row -> new JournalNow.WaitingCount(
                        row.getString("owner"), row.getString("account"), row.getLong("found")),
                "SELECT owner, account, COUNT(*) AS found FROM vidu_task WHERE state = 'RECEIVED'"
                        + " GROUP BY owner, account");
    }

    private Optional<WaitingRequest> oldest(String worker) throws SQLException {
        return journal
                .query(
                        row -> new WaitingRequest(
                                row.getString("request_id"),
                                row.getString("project"),
                                row.getString("source"),
                                row.getString("source_name"),
                                instant(row, "received_at"),
                                ""),
                        "SELECT request_id, project, source, source_name, received_at FROM vidu_task WHERE request_id ="
                                + " (SELECT request_id FROM vidu_task WHERE state = 'RECEIVED' AND owner <> ?"
                                + " ORDER BY updated_at LIMIT 1)",
                        worker)
                .stream()
                .findFirst();
    }

    private Map<String, JournalNow.Balance> balances() throws SQLException {
        Map<String, JournalNow.Balance> balances = new HashMap<>();
        journal.query(
                row -> balances.put(
                        row.getString("account"),
                        new JournalNow.Balance(
                                money(row.getLong("amount"), BalanceSettings.CURRENCY), instant(row, "answered_at"))),
                "SELECT account, amount, answered_at FROM vidu_balance WHERE answered_at > 0");
        return balances;
    }

    private Map<String, Instant> held() throws SQLException {
        Map<String, Instant> held = new HashMap<>();
        journal.query(
                row -> {
                    String name = row.getString("name");
                    String account = name.equals(MODERATION)
                            ? AccountSettings.DEFAULT
                            : name.substring(Math.min(name.length(), MODERATION.length() + 1));
                    return held.put(account, instant(row, "since"));
                },
                "SELECT name, since FROM vidu_hold");
        return held;
    }

    private List<Pause> pauses() throws SQLException {
        return journal.query(
                row -> new Pause(row.getString("scope"), row.getString("paused_by"), instant(row, "since")),
                "SELECT scope, paused_by, since FROM vidu_pause ORDER BY scope");
    }

    private record Sum(String account, String period, String project, String currency, long amount) {}

    private SpentNow spent() throws SQLException {
        LocalDate day = LocalDate.ofInstant(clock.instant(), settings.caps().zone());
        String today = day.toString();
        String month = today.substring(0, today.lastIndexOf('-'));
        List<Sum> sums = journal.query(
                row -> new Sum(
                        row.getString("account"),
                        row.getString("period"),
                        row.getString("project"),
                        row.getString("currency"),
                        row.getLong("amount")),
                "SELECT account, period, project, currency, amount FROM vidu_spending WHERE period IN (?, ?)",
                today,
                month);
        Map<String, Long> ofToday = new HashMap<>();
        sums.stream()
                .filter(sum -> sum.period().equals(today) && sum.project().isEmpty())
                .forEach(sum -> ofToday.merge(sum.currency(), sum.amount(), Long::sum));
        List<Money> money = ofToday.entrySet().stream()
                .filter(sum -> !sum.getKey().isEmpty())
                .map(sum -> money(sum.getValue(), sum.getKey()))
                .toList();
        Map<String, Long> raised = raised(today, month);
        List<CapNow> caps = new ArrayList<>();
        settings.caps().caps().stream()
                .filter(cap -> cap.period() != CapSettings.Period.REQUEST && cap.amount() != CapSettings.UNLIMITED)
                .forEach(cap ->
                        caps.add(cap(cap, cap.period() == CapSettings.Period.DAY ? today : month, sums, raised)));
        return new SpentNow(today, ofToday.getOrDefault("", 0L), money, storedSince(day), caps);
    }

    /** By cap and period, what a person raised it to last; those for one project are that one's alone. */
    private Map<String, Long> raised(String today, String month) throws SQLException {
        Map<String, Long> raised = new HashMap<>();
        journal.query(
                row -> raised.put(row.getString("cap") + " " + row.getString("period"), row.getLong("amount")),
                "SELECT cap, period, amount FROM vidu_cap_raise WHERE period IN (?, ?) AND project = '' ORDER BY entry",
                today,
                month);
        return raised;
    }

    private long storedSince(LocalDate day) throws SQLException {
        long begin = day.atStartOfDay(settings.caps().zone()).toInstant().toEpochMilli();
        return journal.query(
                        row -> row.getLong(1),
                        "SELECT COUNT(*) FROM vidu_task WHERE state = 'STORED' AND updated_at >= ?",
                        begin)
                .get(0);
    }

    /** Of a cap of each project the one that spent most counts, of those that have none of their own. */
    private CapNow cap(CapSettings.Limit cap, String period, List<Sum> sums, Map<String, Long> raised) {
        Map<String, Long> byProject = new HashMap<>();
        sums.stream()
                .filter(sum -> sum.period().equals(period) && sum.currency().equals(cap.currency()))
                .filter(sum -> cap.account().isEmpty() || sum.account().equals(cap.account()))
                .filter(sum -> isOf(cap, sum.project()))
                .forEach(sum -> byProject.merge(sum.project(), sum.amount(), Long::sum));
        long spent = byProject.values().stream().mapToLong(one -> one).max().orElse(0);
        return new CapNow(
                cap.key(),
                cap.account(),
                cap.project(),
                period,
                cap.currency().isEmpty() ? "s" : cap.currency(),
                amount(cap, spent),
                amount(cap, Math.max(cap.amount(), raised.getOrDefault(cap.key() + " " + period, 0L))));
    }

    private boolean isOf(CapSettings.Limit cap, String project) {
        if (!cap.project().equals(CapSettings.EACH_PROJECT)) {
            return cap.project().equals(project);
        }
        return !project.isEmpty()
                && settings.caps().caps().stream()
                        .noneMatch(own -> own.project().equals(project));
    }

    private static BigDecimal amount(CapSettings.Limit cap, long amount) {
        return cap.currency().isEmpty()
                ? BigDecimal.valueOf(amount)
                : BigDecimal.valueOf(amount, CapSettings.MILLIONTHS);
    }

    /** Whether a failure was billed stands in its outcome alone; whoever failed last is looked at first. */
    private long perhapsPaid() throws SQLException {
        return journal
                .query(
                        row -> row.getString("outcome"),
                        "SELECT outcome" + FOR_A_PERSON + " ORDER BY updated_at DESC LIMIT " + LOOKED_AT)
                .stream()
                .filter(outcome -> !outcome.contains("\"billing\":\"none\""))
                .count();
    }

    private static Money money(long micros, String currency) {
        return new Money(BigDecimal.valueOf(micros, CapSettings.MILLIONTHS), currency);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }
}
