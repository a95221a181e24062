package dev.viduroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxBuilder;
import dev.viduroutes.sandbox.SandboxS3;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * What a runner works with that is killed again and again: a home, a sandbox, an S3 server; and where it died so far.
 * {@code -Dvidu.crash.seed} repeats its chances.
 */
final class CrashScene implements AutoCloseable {

    private static final String KEY = "key-of-the-crash-test";
    private static final int HALTED = 137;
    private static final Duration LONGEST_RUN = Duration.ofMinutes(2);

    private final Path home;
    private final Sandbox sandbox;
    private final SandboxS3 s3;
    private final Random random;
    private final Map<String, String> environment;
    private final Map<String, Integer> deaths = new TreeMap<>();
    private String journal;

    /**
     * @param home where the folder {@code work} of all processes is
     * @param objects of the S3 server
     * @param concurrentTasks that the account allows
     */
    CrashScene(Path home, Path objects, int concurrentTasks) {
        this(home, objects, concurrentTasks, List.of());
    }

    /**
     * The same, with more accounts beside the one that is called default.
     *
     * @param concurrentTasks that each account allows
     */
    CrashScene(Path home, Path objects, int concurrentTasks, List<String> accounts) {
        long seed = Long.getLong("vidu.crash.seed", System.nanoTime());
        System.out.println("vidu.crash.seed=" + seed);
        this.home = home;
        journal = "jdbc:sqlite:" + work("journal.db") + "?busy_timeout=10000";
        random = new Random(seed);
        SandboxBuilder builder = TestPrices.set(Sandbox.builder());
        accounts.forEach(account -> builder.account(account, KEY + "-of-" + account));
        sandbox = builder.apiKey(KEY)
                .timeScale(200)
                .taskDuration(Duration.ofSeconds(60), 0.3)
                .limits(100_000, Duration.ofSeconds(60), concurrentTasks)
                .start();
        s3 = SandboxS3.start(objects, "crash-videos", 0, KEY, KEY);
        environment = new HashMap<>(RunnerProcess.environment(sandbox, KEY, s3));
        if (!accounts.isEmpty()) {
            environment.put("VIDU_ACCOUNTS", "default," + String.join(",", accounts));
            environment.put("VIDU_LIMITS_CONCURRENT_TASKS", Integer.toString(concurrentTasks));
            accounts.forEach(account -> environment.put(
                    "VIDU_ACCOUNT_" + account.toUpperCase(Locale.ROOT) + "_KEY", KEY + "-of-" + account));
        }
    }

    /** Sets what an operator sets for each process that is started from now on. */
    void set(Map<String, String> variables) {
        environment.putAll(variables);
    }

    Sandbox sandbox() {
        return sandbox;
    }

    SandboxS3 s3() {
        return s3;
    }

    Random random() {
        return random;
    }

    /** @return a folder or file in the folder {@code work} */
    Path work(String name) {
        return home.resolve("work").resolve(name);
    }

    /** The processes that are started from now on have their journal in this database, and not in a file. */
    void shareJournal(String url) {
        journal = url;
        environment.put("VIDU_JOURNAL_URL", url);
    }

    /** @return the first column of what the journal answers */
    List<String> query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(journal);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    void update(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(journal);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    RunnerProcess start(String... faults) throws IOException {
        return RunnerProcess.start(home, Files.createTempFile(home, "runner", ".log"), environment, faults);
    }

    /** @return what all processes said */
    String logs() throws IOException {
        StringBuilder said = new StringBuilder();
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(home, "runner*.log")) {
            for (Path log : logs) {
                said.append(Files.readString(log));
            }
        }
        return said.toString();
    }

    /** Runs until it has come to a point of {@link HaltingRunner} so many times, which is its end. */
    void haltAt(String point, int count) throws Exception {
        try (RunnerProcess runner = start("-Dhalt.at=" + point, "-Dhalt.count=" + count)) {
            assertThat(runner.waitFor(LONGEST_RUN))
                    .as("gets %d times to %s", count, point)
                    .isTrue();
            assertThat(runner.exitCode()).as("%s: %s", point, runner.output()).isEqualTo(HALTED);
        }
        died(point);
    }

    void died(String where) {
        deaths.merge(where, 1, Integer::sum);
    }

    /** @return how often it died, by place */
    Map<String, Integer> deaths() {
        return deaths;
    }

    /** @param isOf whether a prompt may be that of a request with this id */
    void assertStatement(BiPredicate<String, String> isOf) throws SQLException {
        StatementCheck.assertEqual(journal, sandbox, isOf);
    }

    @Override
    public void close() {
        s3.close();
        sandbox.close();
    }
}
