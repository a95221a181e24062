package dev.viduroutes.live;

import dev.viduroutes.journal.ReadOnlyJournal;
import dev.viduroutes.money.CapRaise;
import dev.viduroutes.money.Money;
import dev.viduroutes.pause.Pause;
import dev.viduroutes.polling.TaskKind;
import dev.viduroutes.request.TaskState;
import dev.viduroutes.settings.AccountSettings;
import dev.viduroutes.settings.BalanceSettings;
import dev.viduroutes.settings.CapSettings;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.spending.RaisedCaps;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Looks into the journal for how it is now: a few short questions, each by an index, and none of them for more rows than there are tasks. */
final class JournalNowReader {

    private static final int MOST_TASKS = 2_000;
    private static final int LOOKED_AT = 100;
    private static final String MODERATION = "moderation";
    private static final String FOR_A_PERSON =
            "WHERE state = 'FAILED' AND batch = '' AND code NOT IN ('CANCELLED', 'DISCARDED')";

    private final ReadOnlyJournal journal;
    private final Settings settings;
    private final InstantSource clock;
    private final Supplier<LocalDate> today;

    /** @param today the day whose spending counts */
    JournalNowReader(ReadOnlyJournal journal, Settings settings, InstantSource clock, Supplier<LocalDate> today) {
        this.today = today;
        this.journal = journal;
        this.settings = settings;
        this.clock = clock;
    }

    /** @param worker process whose own requests that wait are not among the oldest, since it knows them better; none if it is no process */
    JournalNow read(String worker) throws SQLException {
        Instant at = clock.instant();
        // Without an answer to this none is to be expected: the caller gets what was known before.
        Map<String, Map<String, Integer>> slots = slots();
        Parts parts = new Parts();
        return new JournalNow(
                at,
                slots,
                parts.read("tasks of other processes", this::tasks, List.of()),
                parts.read("what waits", this::waiting, List.of()),
                parts.read(
                        "what is to be stored",
                        () -> count("SELECT COUNT(*) FROM vidu_task WHERE state = 'SUCCEEDED'"),
                        0L),
                parts.read("the oldest that waits", () -> oldest(worker), Optional.empty()),
                parts.read("balances", this::balances, Map.of()),
                parts.read("holds", this::held, Map.of()),
                parts.read("pauses", this::pauses, List.of()),
                parts.read("what is spent", this::spent, SpentNow.UNKNOWN),
                parts.read(
                        "dead letters",
                        () -> OptionalLong.of(count("SELECT COUNT(*) FROM vidu_task " + failed())),
                        OptionalLong.empty()),
                parts.read("what may have cost money", this::perhapsPaid, OptionalLong.empty()),
                parts.late);
    }

    private interface Question<T> {
        T ask() throws SQLException;
    }

    /** What is late is left out; after two of them nothing more is asked, so that nobody waits for all. */
    private static final class Parts {

        private static final int MOST_LATE = 2;

        private final List<String> late = new ArrayList<>();

        <T> T read(String what, Question<T> question, T otherwise) throws SQLException {
            if (late.size() < MOST_LATE) {
                try {
                    return question.ask();
                } catch (SQLTimeoutException slow) {
                    // Told among what is not known.
                }
            }
            late.add(what);
            return otherwise;
        }
    }

    private long count(String sql) throws SQLException {
        return journal.query(row -> row.getLong(1), sql).get(0);
    }

    private String failed() throws SQLException {
        return (journal.isSqlite() ? "INDEXED BY vidu_task_failed " : "") + FOR_A_PERSON;
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
        LocalDate day = today.get();
        String dayPeriod = day.toString();
        String month = dayPeriod.substring(0, dayPeriod.lastIndexOf('-'));
        List<Sum> sums = journal.query(
                row -> new Sum(
                        row.getString("account"),
                        row.getString("period"),
                        row.getString("project"),
                        row.getString("currency"),
                        row.getLong("amount")),
                "SELECT account, period, project, currency, amount FROM vidu_spending WHERE period IN (?, ?)",
                dayPeriod,
                month);
        Map<String, Long> ofToday = new HashMap<>();
        sums.stream()
                .filter(sum -> sum.period().equals(dayPeriod) && sum.project().isEmpty())
                .forEach(sum -> ofToday.merge(sum.currency(), sum.amount(), Long::sum));
        List<Money> money = ofToday.entrySet().stream()
                .filter(sum -> !sum.getKey().isEmpty())
                .map(sum -> money(sum.getValue(), sum.getKey()))
                .toList();
        RaisedCaps raised = raised(dayPeriod, month);
        List<CapNow> caps = new ArrayList<>();
        settings.caps().caps().stream()
                .filter(cap -> cap.period() != CapSettings.Period.REQUEST && cap.amount() != CapSettings.UNLIMITED)
                .forEach(cap ->
                        caps.add(cap(cap, cap.period() == CapSettings.Period.DAY ? dayPeriod : month, sums, raised)));
        return new SpentNow(dayPeriod, ofToday.getOrDefault("", 0L), money, storedSince(day), caps);
    }

    /** Of each cap, period and project the last. */
    private RaisedCaps raised(String day, String month) throws SQLException {
        Map<List<String>, CapRaise> last = new HashMap<>();
        journal.query(
                row -> last.put(
                        List.of(row.getString("cap"), row.getString("period"), row.getString("project")), raise(row)),
                "SELECT cap, period, project, currency, amount, raised_by, raised_at FROM vidu_cap_raise"
                        + " WHERE period IN (?, ?) ORDER BY entry",
                day,
                month);
        return new RaisedCaps(List.copyOf(last.values()));
    }

    private static CapRaise raise(ResultSet row) throws SQLException {
        return new CapRaise(
                row.getString("cap"),
                row.getString("period"),
                row.getString("project"),
                row.getString("currency"),
                row.getLong("amount"),
                row.getString("raised_by"),
                instant(row, "raised_at"));
    }

    private long storedSince(LocalDate day) throws SQLException {
        long begin = day.atStartOfDay(settings.caps().zone()).toInstant().toEpochMilli();
        return journal.query(
                        row -> row.getLong(1),
                        "SELECT COUNT(*) FROM vidu_task WHERE state = 'STORED' AND updated_at >= ?",
                        begin)
                .get(0);
    }

    /** Of a cap of each project the one that has least left counts, of those that have none of their own. */
    private CapNow cap(CapSettings.Limit cap, String period, List<Sum> sums, RaisedCaps raised) {
        Map<String, Long> byProject = new HashMap<>();
        sums.stream()
                .filter(sum -> sum.period().equals(period) && sum.currency().equals(cap.currency()))
                .filter(sum -> cap.account().isEmpty() || sum.account().equals(cap.account()))
                .filter(sum -> isOf(cap, sum.project()))
                .forEach(sum -> byProject.merge(sum.project(), sum.amount(), Long::sum));
        String project = byProject.keySet().stream()
                .min(Comparator.comparing(one -> raised.of(cap, period, one).amount() - byProject.get(one)))
                .orElse("");
        return new CapNow(
                cap.key(),
                cap.account(),
                cap.project(),
                period,
                cap.currency().isEmpty() ? "s" : cap.currency(),
                amount(cap, byProject.getOrDefault(project, 0L)),
                amount(cap, raised.of(cap, period, project).amount()));
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

    /** Whether a failure was billed stands in its outcome alone; the latest failures are read first. */
    private OptionalLong perhapsPaid() throws SQLException {
        return OptionalLong.of(journal
                .query(
                        row -> row.getString("outcome"),
                        "SELECT outcome FROM vidu_task WHERE request_id IN (SELECT request_id FROM vidu_task "
                                + failed() + " ORDER BY updated_at DESC LIMIT " + LOOKED_AT + ")")
                .stream()
                .filter(outcome -> !outcome.contains("\"billing\":\"none\""))
                .count());
    }

    private static Money money(long micros, String currency) {
        return new Money(BigDecimal.valueOf(micros, CapSettings.MILLIONTHS), currency);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }
}
