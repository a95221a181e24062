package dev.viduroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.fixture.PostgresServer;
import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two processes that share inbox, journal and the folder of growing reports work on batches; one of them stands still, or dies. */
class SharedBatchIT {

    private static final String KEY = "key-of-the-shared-batches";
    private static final int ROWS = 60;
    /** Its task ends when the test says so, and no batch before. */
    private static final int HELD = 3;

    @TempDir
    private Path home;

    @TempDir
    private Path objects;

    /** What the two share, and a statement that fails while one of them is within a transaction. */
    private enum Database {
        SQLITE("BEGIN IMMEDIATE"),
        POSTGRESQL("SELECT 1 / (1 - COUNT(*)) FROM (SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
                + " AND state LIKE 'idle in transaction%' LIMIT 1) within");

        private final String probe;

        Database(String probe) {
            this.probe = probe;
        }

        String url(Path home) {
            return this == SQLITE
                    ? "jdbc:sqlite:" + home.resolve("work/journal.db")
                    : PostgresServer.get().getJdbcUrl("postgres", PostgresServer.newDatabase());
        }
    }

    private String journal;
    private Sandbox sandbox;
    private SandboxS3 s3;
    private RunnerProcess first;
    private RunnerProcess second;

    @BeforeEach
    void startApi() throws IOException {
        Files.createDirectories(work("inbox"));
        sandbox = TestPrices.set(Sandbox.builder())
                .apiKey(KEY)
                .timeScale(100)
                .taskDuration(Duration.ofSeconds(60), 0.3)
                .limits(100_000, Duration.ofSeconds(60), 10)
                .start();
        s3 = SandboxS3.start(objects, "shared-videos", 0, KEY, KEY);
    }

    @AfterEach
    void stopAll() throws Exception {
        for (AutoCloseable one : new AutoCloseable[] {first, second, s3, sandbox}) {
            if (one != null) {
                one.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoStoodStillForLongerThanTheLeaseAddsNothingToTheReportThatAnotherGoesOnWith(Database database)
            throws Exception {
        journal = database.url(home);
        first = start("first");
        drop("shots");
        eventually().until(() -> told("shots") > 5);
        eventually().until(() -> first.pauseBetweenWrites(journal, database.probe));
        int told = told("shots");
        second = start("second");
        eventually().until(() -> told("shots") > told + 5);

        first.resume();

        finish("shots");
        eventually().until(() -> isDone("shots") && growing().isEmpty());
        assertThat(second.output()).contains("goes on where an earlier process left it");
        assertThat(first.output()).contains("was taken over");
        assertThat(first.isAlive()).isTrue();
        assertReport("shots");
        second.close();
        drop("next");
        finish("next");
        eventually().until(() -> isDone("next"));
        assertReport("next");
        StatementCheck.assertEqual(journal, sandbox, StatementCheck.rowOf(report("shots"), report("next")));
    }

    @ParameterizedTest
    @EnumSource
    void ofTwoBatchesEachProcessTakesOneAndWhoIsLeftEndsBoth(Database database) throws Exception {
        journal = database.url(home);
        first = start("first");
        second = start("second");
        eventually()
                .until(() ->
                        first.output().contains("started:") && second.output().contains("started:"));
        drop("one");
        drop("two");
        eventually().until(() -> told("one") > 5 && told("two") > 5);

        first.close();

        finish("one");
        finish("two");
        eventually().until(() -> isDone("one") && isDone("two") && growing().isEmpty());
        assertReport("one");
        assertReport("two");
        StatementCheck.assertEqual(journal, sandbox, StatementCheck.rowOf(report("one"), report("two")));
    }

    private RunnerProcess start(String name) throws IOException {
        Map<String, String> environment = new HashMap<>(RunnerProcess.environment(sandbox, KEY, s3));
        environment.put("VIDU_JOURNAL_LEASE", "2s");
        environment.put("VIDU_LIMITS_CONCURRENT_TASKS", "4");
        environment.put("VIDU_BATCH_CONCURRENT", "1");
        environment.put("VIDU_JOURNAL_URL", journal);
        return RunnerProcess.start(home, home.resolve(name + ".log"), environment);
    }

    private void drop(String name) throws IOException {
        String table = IntStream.rangeClosed(1, ROWS)
                .mapToObj(row -> "text-to-video," + prompt(name, row) + (row == HELD ? " sandbox:never" : "") + ",1")
                .collect(Collectors.joining("\n", "mode,prompt,duration\n", "\n"));
        Path part = Files.writeString(home.resolve(name + ".part"), table);
        Files.move(part, work("inbox").resolve(name + ".csv"));
    }

    private void finish(String name) {
        eventually().until(() -> sandbox.finish(prompt(name, HELD)) > 0);
    }

    private static String prompt(String name, int row) {
        return "[" + name + " " + row + "]";
    }

    /** @return rows that are in the growing report */
    private int told(String name) throws IOException {
        Path growing = work("batches").resolve(name + ".csv.report.csv");
        return Files.exists(growing) ? Files.readAllLines(growing).size() - 1 : 0;
    }

    private boolean isDone(String name) {
        return Files.exists(work("done").resolve(name + ".csv"));
    }

    private Path report(String name) {
        return work("done").resolve(name + ".csv.report.csv");
    }

    private List<Path> growing() throws IOException {
        try (Stream<Path> files = Files.walk(work("batches"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** Each row once, in its order; whoever killed a process in a submit can't know whether it was made. */
    private void assertReport(String name) throws IOException {
        List<String> report = Files.readAllLines(report(name));
        assertThat(report).hasSize(ROWS + 1);
        for (int row = 1; row <= ROWS; row++) {
            String line = report.get(row);
            assertThat(line)
                    .startsWith(row + ",text-to-video," + prompt(name, row))
                    .contains(",1,");
            assertThat(line).containsAnyOf(",STORED,,,", ",FAILED,SUBMIT_UNCERTAIN,");
            int tasks = sandbox.ledger().tasksFor(prompt(name, row)).size();
            assertThat(tasks).as(line).isBetween(line.contains("STORED") ? 1 : 0, 1);
        }
    }

    private Path work(String folder) {
        return home.resolve("work").resolve(folder);
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(50));
    }
}
