package dev.viduroutes.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.viduroutes.costs.CostQuery;
import dev.viduroutes.costs.CostReport;
import dev.viduroutes.host.HostBeans;
import dev.viduroutes.journal.ChargeGroup;
import dev.viduroutes.journal.ChargeTable;
import dev.viduroutes.journal.Claim;
import dev.viduroutes.journal.Journal;
import dev.viduroutes.journal.LedgerReader;
import dev.viduroutes.journal.Recorder;
import dev.viduroutes.request.Request;
import dev.viduroutes.request.Source;
import dev.viduroutes.request.Task;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.spending.SpendingGate;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;

/** What caps and reports of costs take when the journal has a million charges: of a year, and all of this month. */
public final class MoneyBench {

    private static final int WARM_UP = 100;
    private static final int MEASURED = 500;
    private static final int REPORTS = 11;

    /** One entry that reserves and one that settles, of twenty projects and four modes; one in ten is doubtful. */
    private static final String CHARGES =
            "INSERT INTO vidu_charge (request_id, charge, entry, submit, state, account, project, mode,"
                    + " day, seconds, price, currency, task_id, written_at) SELECT 'request-' || n, 1, %d, 1, %s, 'default',"
                    + " 'project-' || (n %% 20), 'mode-' || (n %% 4), %s, 5, 120000, 'USD', 'task-' || n, 0 FROM (%s) numbers";

    private static final String SUMS = "INSERT INTO vidu_spending (account, period, project, currency, amount)"
            + " SELECT account, %s AS period, %s AS project, %s AS currency, SUM(%s) FROM vidu_charge WHERE entry = 2"
            + " GROUP BY 1, 2, 3, 4";

    /** As each entry adds to them. */
    private static final String COSTS =
            "INSERT INTO vidu_cost (day, account, project, mode, currency, state, submits, seconds, amount)"
                    + " SELECT day, account, project, mode, currency, state, COUNT(*), SUM(seconds), SUM(seconds * price)"
                    + " FROM vidu_charge WHERE entry = 2 GROUP BY day, account, project, mode, currency, state";

    private final Report report;
    private final int charges = Integer.getInteger("vidu.bench.charges", 1_000_000);
    private final List<String> cases =
            List.of(System.getProperty("vidu.bench.cases", "all").split(","));
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    private MoneyBench(Report report) {
        this.report = report;
    }

    public static void main(String[] arguments) throws Exception {
        try {
            new MoneyBench(new Report("money")).run();
        } catch (Exception failure) {
            failure.printStackTrace();
            System.exit(1);
        }
        System.exit(0);
    }

    private void run() throws Exception {
        try (Jitter machine = new Jitter();
                RemoteSandbox sandbox = new RemoteSandbox(new Workload(1, Duration.ofSeconds(1), 0, 1_000, 60, 10, 1));
                Scratch folder = new Scratch("money");
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .start()) {
            for (int days : new int[] {365, 1}) {
                Path file = folder.folder().resolve("journal-" + days + ".db");
                measure("sqlite", settings(sandbox, "jdbc:sqlite:" + file), days);
                String database = "of" + days;
                try (Connection connection = postgres.getPostgresDatabase().getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("CREATE DATABASE " + database);
                }
                measure("postgresql", settings(sandbox, postgres.getJdbcUrl("postgres", database)), days);
            }
            report.line(machine.text(), machine.values());
        }
    }

    private void measure(String engine, Map<String, String> settings, int days) throws Exception {
        if (!cases.contains("all") && !cases.contains(engine)) {
            return;
        }
        String name = engine + ", " + charges + " charges of " + (days == 1 ? "today" : days + " days");
        // Its first start makes the tables.
        new Gateway(settings).close();
        fill(engine, settings.get("vidu.journal.url"), days);
        try (Gateway gateway = new Gateway(settings)) {
            Settings read = gateway.bean("viduSettings", Settings.class);
            ChargeTable table = gateway.bean("viduChargeTable", ChargeTable.class);
            print(
                    name + ", look at what is spent",
                    times(MEASURED, i -> table.spent(today.toString(), today.toString(), true)));
            reserve(name, gateway);
            for (ChargeGroup by : List.of(ChargeGroup.DAY, ChargeGroup.PROJECT)) {
                print(name + ", costs of a month by " + by.column(), times(REPORTS, i -> costs(read, by)));
            }
        }
    }

    private static Map<String, String> settings(RemoteSandbox sandbox, String url) {
        Map<String, String> settings = new HashMap<>(sandbox.settings());
        settings.put("vidu.journal.url", url);
        settings.put("vidu.price.*.*", "0.12");
        settings.put("vidu.price.currency", "USD");
        settings.put("vidu.cap.request", "16s");
        settings.put("vidu.cap.day", "100000000");
        settings.put("vidu.cap.month", "100000000");
        settings.put("vidu.cap.project.*.day", "100000000");
        settings.put("vidu.cap.clock", "journal");
        return settings;
    }

    private void fill(String engine, String url, int days) throws SQLException {
        boolean sqlite = engine.equals("sqlite");
        String numbers = sqlite
                ? "WITH RECURSIVE count(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM count WHERE n < " + (charges - 1)
                        + ") SELECT n FROM count"
                : "SELECT generate_series(0, " + (charges - 1) + ") AS n";
        // As they came, the oldest first.
        String ago = "((" + (charges - 1) + " - n) * " + days + " / " + charges + ")";
        String day = sqlite
                ? "date('" + today + "', '-' || " + ago + " || ' days')"
                : "to_char(date '" + today + "' - " + ago + ", 'YYYY-MM-DD')";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(String.format(Locale.ROOT, CHARGES, 1, "'RESERVED'", day, numbers));
            statement.execute(String.format(
                    Locale.ROOT, CHARGES, 2, "CASE n % 10 WHEN 0 THEN 'DOUBTFUL' ELSE 'CHARGED' END", day, numbers));
            statement.execute(COSTS);
            for (String period : List.of("day", "substr(day, 1, 7)")) {
                for (String project : period.equals("day") ? List.of("''", "project") : List.of("''")) {
                    statement.execute(String.format(Locale.ROOT, SUMS, period, project, "''", "seconds"));
                    statement.execute(String.format(Locale.ROOT, SUMS, period, project, "'USD'", "seconds * price"));
                }
            }
            if (!sqlite) {
                // As its own upkeep does within minutes.
                statement.execute("VACUUM ANALYZE");
            }
        }
    }

    private record Times(long[] nanos, long processorNanos) {}

    private interface Step {
        void run(int i) throws Exception;
    }

    /** @return how long each took, and the processor time of this thread for all of them */
    private static Times times(int measured, Step step) throws Exception {
        int warmUp = measured == MEASURED ? WARM_UP : 1;
        long[] nanos = new long[measured];
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long processor = 0;
        for (int i = -warmUp; i < measured; i++) {
            processor = i == 0 ? threads.getCurrentThreadCpuTime() : processor;
            long start = System.nanoTime();
            step.run(i);
            if (i >= 0) {
                nanos[i] = System.nanoTime() - start;
            }
        }
        return new Times(nanos, (threads.getCurrentThreadCpuTime() - processor) / measured);
    }

    /** The record of an intent with its four caps, and beside it the next step, which is a record like it without any money. */
    private void reserve(String name, Gateway gateway) throws Exception {
        Recorder recorder = gateway.bean("viduRecorder", Recorder.class);
        Journal journal = gateway.bean("viduJournal", Journal.class);
        SpendingGate gate = gateway.bean("viduSpendingGate", SpendingGate.class);
        Task[] tasks = new Task[WARM_UP + MEASURED];
        for (int i = 0; i < tasks.length; i++) {
            tasks[i] = ((Claim.Granted) journal.claim(admitted("bench-" + i))).task();
        }
        print(name + ", look of the gate", times(MEASURED, i -> gate.check(tasks[i + WARM_UP])));
        print(name + ", intent and its reservation", times(MEASURED, i -> {
            tasks[i + WARM_UP] = recorder.record(tasks[i + WARM_UP].submitting());
        }));
        print(name + ", a step without money", times(MEASURED, i -> {
            Task task = tasks[i + WARM_UP];
            recorder.record(task.accepted("task-" + task.request().id(), Instant.now()));
        }));
    }

    private static Task admitted(String id) {
        var body = JsonNodeFactory.instance.objectNode();
        body.putObject("input")
                .put("mode", "text-to-video")
                .put("prompt", "a fox")
                .put("duration", 5);
        return new Task(new Request(
                id,
                Source.ofFile(id + ".json", 1),
                body,
                body,
                Map.of("project", "project-7"),
                "vidu-q3",
                "text-to-video",
                Instant.now(),
                true,
                false,
                List.of()));
    }

    private void costs(Settings settings, ChargeGroup by) throws SQLException {
        try (DefaultCamelContext nothing = new DefaultCamelContext();
                LedgerReader ledger = LedgerReader.open(settings, new HostBeans(nothing))) {
            CostReport costs = CostReport.of(ledger, new CostQuery(today.minusDays(29), today, by));
            if (costs.totals().size() != 1) {
                throw new IllegalStateException(
                        "the costs have " + costs.totals().size() + " totals");
            }
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void print(String what, Times times) throws IOException {
        long[] nanos = times.nanos();
        Arrays.sort(nanos);
        double median = nanos[nanos.length / 2] / 1e6;
        double worst = nanos[nanos.length - 1] / 1e6;
        double processor = times.processorNanos() / 1e6;
        report.line(
                String.format(
                        Locale.ROOT,
                        "%s: median %.2f ms, worst of %d %.2f ms, processor time %.2f ms each",
                        what,
                        median,
                        nanos.length,
                        worst,
                        processor),
                Map.of("case", what, "medianMillis", median, "worstMillis", worst, "processorMillis", processor));
    }
}
