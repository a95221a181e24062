package dev.viduroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.sandbox.Ledger;
import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes share a journal and a folder; the first stands still for longer than its lease, as in a swapping or a
 * migrated machine, and then goes on with everything that it believes.
 */
class PausedProcessIT {

    private static final String KEY = "key-of-the-pause-test";

    @TempDir
    private Path home;

    @TempDir
    private Path objects;

    private Sandbox sandbox;
    private SandboxS3 s3;
    private RunnerProcess first;
    private RunnerProcess second;
    private boolean resubmit;

    @BeforeEach
    void startApi() throws IOException {
        Files.createDirectories(work("inbox"));
        sandbox = TestPrices.set(Sandbox.builder())
                .apiKey(KEY)
                .timeScale(200)
                .taskDuration(Duration.ofSeconds(60), 0.3)
                .limits(100_000, Duration.ofSeconds(60), 10)
                .start();
        s3 = SandboxS3.start(objects, "pause-videos", 0, KEY, KEY);
    }

    @AfterEach
    void stopAll() throws Exception {
        for (AutoCloseable one : new AutoCloseable[] {first, second, s3, sandbox}) {
            if (one != null) {
                one.close();
            }
        }
    }

    @Test
    void whatAProcessDidNotFinishBeforeItsLeaseEndedIsFinishedByAnotherAndPaidOnce() throws Exception {
        List<String> names = List.of("one", "two", "three", "four", "five", "six");
        for (String name : names) {
            drop(name, "sandbox:slow=600s");
        }
        first = start("first", "1s");
        eventually().until(() -> allOf(names, task -> task.polls() > 0));
        eventually().until(() -> first.pauseBetweenWrites("jdbc:sqlite:" + work("journal.db"), "BEGIN IMMEDIATE"));
        second = start("second", "1s");
        eventually().until(() -> allOf(names, task -> Files.exists(report(task.prompt()))));
        assertThat(first.isPaused()).isTrue();

        first.resume();

        eventually().until(() -> first.output().contains("was taken over"));
        assertTheFirstStillWorks();
        for (String name : names) {
            assertStoredAndPaidOnce(name);
        }
    }

    @Test
    void aSubmitThatWasAboutToLeaveIsNotSentByAnotherProcess() throws Exception {
        first = start("first", "1s", "-Dhalt.at=RECEIVED>SUBMITTING", "-Dhalt.by=STOP");
        drop("about", "");
        eventually().until(first::isPaused);
        second = start("second", "1s");
        eventually().until(() -> Files.exists(reason("about")));
        assertThat(sandbox.ledger().submitsFor("[about]")).isZero();

        first.resume();

        eventually().until(() -> first.output().contains("was taken over"));
        assertTheFirstStillWorks();
        assertThat(sandbox.ledger().submitsFor("[about]")).isZero();
        assertThat(json(reason("about"), "/failure/code")).isEqualTo("SUBMIT_UNCERTAIN");
        assertThat(recordsOf("about")).containsExactly("about.json", "about.json.reason.json");
    }

    @Test
    void aSubmitThatAnotherProcessMadeInsteadDoesNotLeaveASecondTime() throws Exception {
        resubmit = true;
        first = start("first", "1s", "-Dhalt.at=RECEIVED>SUBMITTING", "-Dhalt.by=STOP");
        drop("twice", "");
        eventually().until(first::isPaused);
        second = start("second", "1s");
        eventually().until(() -> Files.exists(report("twice")));

        first.resume();

        eventually().until(() -> first.output().contains("was taken over"));
        assertTheFirstStillWorks();
        assertStoredAndPaidOnce("twice");
    }

    @Test
    void aTaskIdThatComesWithinTheGraceIsTakenUpByTheOtherProcess() throws Exception {
        first = start("first", "60s", "-Dhalt.at=ANSWERED", "-Dhalt.by=STOP");
        drop("late", "");
        eventually().until(first::isPaused);
        second = start("second", "60s");
        eventually().until(() -> stateOf("late").equals("UNCERTAIN 2"));

        first.resume();

        eventually().until(() -> Files.exists(report("late")));
        eventually().until(() -> names(work("inbox")).isEmpty());
        assertTheFirstStillWorks();
        assertStoredAndPaidOnce("late");
    }

    @Test
    void aProcessThatShowsLifeKeepsItsRequestsHoweverShortTheLease() throws Exception {
        first = start("first", "1s");
        drop("long", "sandbox:slow=1500s");
        eventually().until(() -> allOf(List.of("long"), task -> task.polls() > 0));
        second = start("second", "1s");
        eventually().until(() -> second.output().contains("started:"));

        eventually().until(() -> Files.exists(report("long")));

        assertThat(stateOf("long")).isEqualTo("STORED 1");
    }

    /** Alone, it takes a new request to its end, and the money of all of them is accounted for. */
    private void assertTheFirstStillWorks() throws Exception {
        second.close();
        drop("new", "");
        eventually()
                .until(() -> Files.exists(report("new")) && names(work("inbox")).isEmpty());
        assertThat(first.isAlive()).isTrue();
        assertStoredAndPaidOnce("new");
        StatementCheck.assertEqual(
                "jdbc:sqlite:" + work("journal.db"),
                sandbox,
                (prompt, id) -> nameOf(prompt).equals(id));
    }

    private void assertStoredAndPaidOnce(String name) throws IOException {
        assertThat(sandbox.ledger().submitsFor("[" + name + "]")).as(name).isEqualTo(1);
        List<Ledger.Task> tasks = sandbox.ledger().tasksFor("[" + name + "]");
        assertThat(tasks).as(name).hasSize(1);
        assertThat(json(report(name), "/state")).isEqualTo("STORED");
        assertThat(json(report(name), "/task_id")).isEqualTo(tasks.get(0).taskId());
        assertThat(recordsOf(name)).containsExactly(name + ".json", name + ".json.outcome.json");
    }

    private boolean allOf(List<String> names, Predicate<Ledger.Task> reached) {
        Ledger ledger = sandbox.ledger();
        return names.stream()
                .allMatch(name -> ledger.tasksFor("[" + name + "]").stream().anyMatch(reached));
    }

    private RunnerProcess start(String name, String grace, String... faults) throws IOException {
        Map<String, String> environment = new HashMap<>(RunnerProcess.environment(sandbox, KEY, s3));
        environment.put("VIDU_JOURNAL_LEASE", "2s");
        environment.put("VIDU_SUBMIT_GRACE", grace);
        environment.put("VIDU_SUBMIT_UNCERTAIN", resubmit ? "resubmit" : "dead-letter");
        return RunnerProcess.start(home, home.resolve(name + ".log"), environment, faults);
    }

    private void drop(String name, String triggers) throws IOException {
        String document = """
                {"request_id": "%1$s", "input": {"mode": "text-to-video", "prompt": "[%1$s] %2$s", "duration": 1}}""".formatted(name, triggers);
        Path written = Files.writeString(work("inbox").resolve(name + ".part"), document);
        Files.move(written, work("inbox").resolve(name + ".json"));
    }

    private Path report(String nameOrPrompt) {
        return work("done").resolve(nameOf(nameOrPrompt) + ".json.outcome.json");
    }

    private Path reason(String name) {
        return work("dead-letter").resolve(name + ".json.reason.json");
    }

    private static String nameOf(String nameOrPrompt) {
        return nameOrPrompt.replaceFirst("^\\[(\\w+)].*", "$1");
    }

    private Path work(String folder) {
        return home.resolve("work").resolve(folder);
    }

    /** Everything that lies in the folders under a request's name: a second report would stand beside the first. */
    private List<String> recordsOf(String name) throws IOException {
        return Stream.concat(names(work("done")).stream(), names(work("dead-letter")).stream())
                .filter(found -> found.startsWith(name + ".json"))
                .toList();
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("urgent"))
                    .sorted()
                    .toList();
        }
    }

    /** @return state and epoch */
    private String stateOf(String requestId) throws SQLException {
        String url = "jdbc:sqlite:" + work("journal.db");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT state, epoch FROM vidu_task WHERE request_id = '" + requestId + "'")) {
            return row.next() ? row.getString(1) + " " + row.getLong(2) : "";
        }
    }

    private static String json(Path file, String pointer) throws IOException {
        return new ObjectMapper().readTree(file.toFile()).at(pointer).asText();
    }

    private static ConditionFactory eventually() {
        return await().pollInterval(Duration.ofMillis(50));
    }
}
