package dev.viduroutes.journal;

import static dev.viduroutes.embedding.LeftThreads.assertLeavesNothing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The journal in a file: on disk once committed, and in good order when the disk, or another process, is not. */
@Timeout(60)
class SqliteFileCheckTest {

    @TempDir
    private Path folder;

    private final List<Node> nodes = new ArrayList<>();

    @AfterEach
    void closeNodes() {
        nodes.forEach(Node::close);
    }

    private synchronized Node node() throws SQLException {
        Node node = open(Duration.ofMillis(500));
        nodes.add(node);
        return node;
    }

    private Node open(Duration timeout) throws SQLException {
        return new Node(Journals.open(
                new Journals.Options(url(), "", "", timeout, Duration.ofMinutes(1), Duration.ofDays(1), 4),
                InstantSource.system()));
    }

    private Path file() {
        return folder.resolve("journal.db");
    }

    private String url() {
        return "jdbc:sqlite:" + file();
    }

    private static String pragma(Node node, String name) throws SQLException {
        return node.journals()
                .database()
                .query(row -> row.getString(1), "PRAGMA " + name)
                .get(0);
    }

    @Test
    void aCommitWaitsForTheDisk() throws SQLException {
        Node node = node();
        assertThat(pragma(node, "synchronous")).as("FULL").isEqualTo("2");
        assertThat(pragma(node, "journal_mode")).isEqualTo("wal");
        assertThat(pragma(node, "busy_timeout")).isEqualTo("500");
        assertThat(pragma(node, "journal_size_limit")).isEqualTo(Integer.toString(16 << 20));
    }

    @Test
    void aFileThatIsLockedIsAnErrorInTimeAndWorksAgain() throws SQLException {
        Node node = node();
        try (Connection other = DriverManager.getConnection(url());
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            assertThatThrownBy(() -> node.journal().claim(Samples.task("r"))).isInstanceOf(SQLException.class);
            statement.execute("ROLLBACK");
        }
        assertThat(node.granted(Samples.task("r")).epoch()).isEqualTo(1);
    }

    @Test
    void whileTheFileIsRemovedOrReplacedNothingIsBegunAndWhatIsUnderWayEnds() throws SQLException, IOException {
        Node node = node();
        Task sent = node.bring(Samples.task("r"), TaskState.SUBMITTING);
        Path kept = Files.move(file(), folder.resolve("kept.db"));
        for (boolean replaced : new boolean[] {false, true}) {
            if (replaced) {
                Files.copy(kept, file());
            }
            assertThatThrownBy(() -> node.journal().claim(Samples.task("new")))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining(file() + " was removed or replaced while it is open");
        }
        Task made = node.record(Samples.running(sent)).succeeded(List.of("u"), Samples.NOW);
        node.settle(node.record(made).allStored(Samples.NOW));

        Files.move(kept, file(), StandardCopyOption.REPLACE_EXISTING);
        assertThat(node.granted(Samples.task("new")).epoch()).isEqualTo(1);
    }

    private void disturb(String sql) throws SQLException {
        try (Connection other = DriverManager.getConnection(url());
                Statement statement = other.createStatement()) {
            statement.execute(sql);
        }
    }

    private Node stoppedWithAnIdThatIsNotRecorded() throws SQLException {
        Node node = node();
        Task sent = node.bring(Samples.task("r"), TaskState.SUBMITTING);
        disturb("CREATE TRIGGER full BEFORE UPDATE ON vidu_task BEGIN SELECT RAISE(ABORT, 'full'); END");
        assertThatThrownBy(() -> node.record(Samples.running(sent))).isInstanceOf(SQLException.class);
        return node;
    }

    @Test
    void aTaskIdThatCouldNotBeRecordedIsRecordedLastThing() throws SQLException {
        Node stopping = stoppedWithAnIdThatIsNotRecorded();
        disturb("DROP TRIGGER full");

        stopping.close();

        assertThat(node().granted(Samples.task("r")).id()).isEqualTo("task-r");
    }

    @Test
    void aTaskIdThatCannotBeRecordedAtAllStandsInTheLog() throws SQLException {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger("vidu.journal");
        lines.start();
        log.addAppender(lines);
        try {
            stoppedWithAnIdThatIsNotRecorded().close();
        } finally {
            log.detachAppender(lines);
        }
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anyMatch(line -> line.startsWith("requestId=r taskId=task-r was accepted"));
    }

    @Test
    void aFullDiskIsAnErrorAndNothingIsLostWhenThereIsRoomAgain() throws SQLException {
        Node node = node();
        Task task = node.bring(Samples.task("r"), TaskState.SUCCEEDED);
        String pages = pragma(node, "page_count");
        pragma(node, "max_page_count = " + pages);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1_000; i++) {
                        node.granted(Samples.task("more-" + i));
                    }
                })
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("SQLITE_FULL");
        pragma(node, "max_page_count = 1000000");
        node.settle(task.allStored(Samples.NOW));
        assertThat(node.row("r")).containsEntry("state", "STORED");
        assertThat(pragma(node, "integrity_check")).isEqualTo("ok");
    }

    /** Opens a journal at the moment that all its like do, and uses it. */
    public static final class Starter {

        private Starter() {}

        public static void main(String[] arguments) throws SQLException, IOException {
            // What must be loaded is, so that all get there together.
            Journals.open(Nodes.options(arguments[0] + "-of-" + arguments[1], 4), InstantSource.system())
                    .close();
            System.out.println("ready");
            System.in.read();
            try (Node node = new Node(Journals.open(Nodes.options(arguments[0], 4), InstantSource.system()))) {
                node.bring(Samples.task(arguments[1]), TaskState.STORED);
            }
        }
    }

    @Test
    void processesThatStartAtOnceAllFindTheTablesAndComplainOfNothing() throws Exception {
        List<Process> starts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            starts.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Starter.class.getName(),
                            url(),
                            "p-" + i)
                    .redirectErrorStream(true)
                    .start());
        }
        for (Process start : starts) {
            assertThat(start.inputReader().readLine()).isEqualTo("ready");
        }
        for (Process start : starts) {
            start.getOutputStream().close();
        }
        for (Process start : starts) {
            assertThat(start.inputReader().lines()).isEmpty();
            assertThat(start.waitFor()).isZero();
        }
        assertThat(node().row("p-2")).containsEntry("state", "STORED");
    }

    @Test
    void journalsOfOneProcessThatStartAtOnceAllFindTheTables() throws Exception {
        List<Callable<Void>> starts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String id = "r-" + i;
            starts.add(() -> {
                try (Node node = open(Duration.ofSeconds(10))) {
                    node.bring(Samples.task(id), TaskState.STORED);
                }
                return null;
            });
        }
        ListAppender<ILoggingEvent> complaints = new ListAppender<>();
        Logger journal = (Logger) LoggerFactory.getLogger("dev.viduroutes.journal");
        complaints.start();
        journal.addAppender(complaints);
        ExecutorService threads = Executors.newFixedThreadPool(starts.size());
        try {
            for (Future<Void> start : threads.invokeAll(starts)) {
                start.get();
            }
        } finally {
            threads.shutdownNow();
            journal.detachAppender(complaints);
        }
        assertThat(complaints.list).isEmpty();
        assertThat(node().row("r-3")).containsEntry("state", "STORED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:sqlite:/proc/journal.db",
                "jdbc:sqlite:/proc/version/journal.db",
                "jdbc:sqlite:/proc/version"
            })
    void aPlaceThatCannotBeWrittenIsNamed(String url) {
        Journals.Options options =
                new Journals.Options(url, "", "", Duration.ofMillis(300), Duration.ofMinutes(1), Duration.ofDays(1), 4);

        assertThatThrownBy(() -> Journals.open(options, InstantSource.system()))
                .isInstanceOf(SQLException.class)
                .hasMessageStartingWith("vidu.journal.url is " + url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:sqlite:", "jdbc:sqlite::memory:", "jdbc:h2:mem:x", "journal.db"})
    void anUrlThatNamesNoDatabaseOfUseIsRefused(String url) {
        assertThatThrownBy(() -> Journals.open(Nodes.options(url, 1), InstantSource.system()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("vidu.journal.url is " + url + "; it must");
    }

    @Test
    void noPasswordIsInAMessage() {
        for (String url : List.of(
                "jdbc:mysql://me:geheim@h/x",
                "jdbc:postgresql://localhost:1/x?password=geheim",
                "jdbc:postgresql://localhost:port/x?user=a&password=geheim",
                "jdbc:postgresql://a:geheim@localhost:1/x")) {
            assertThatThrownBy(() -> Journals.open(Nodes.options(url, 1), InstantSource.system()))
                    .hasMessageStartingWith("vidu.journal.url is jdbc:")
                    .hasMessageNotContaining("geheim");
        }
    }

    /** The last words of a start name the file, the setting, what is wrong and what to do. */
    private void assertRefused(String what, String remedy) {
        assertThatThrownBy(() -> open(Duration.ofMillis(300)).close())
                .isInstanceOf(SQLException.class)
                .hasMessageStartingWith("vidu.journal.url is " + url() + " (" + file().toAbsolutePath() + "); ")
                .hasMessageContaining(what)
                .hasMessageContaining(remedy);
    }

    @Test
    void aFileThatIsNoDatabaseIsNamedWithWhatToDo() throws IOException {
        Files.writeString(file(), "{\"this\": \"is a request\"}".repeat(100));

        assertRefused("file is not a database", "put the journal back from a copy, or name another file");
    }

    @Test
    void aFileThatIsTooShortForADatabaseIsNotBegunAnew() throws IOException {
        Files.writeString(file(), "S");

        assertRefused("it is no SQLite database: it has 1 bytes", "put the journal back from a copy");
        assertThat(file()).hasContent("S");
    }

    @Test
    void anotherProgramsDatabaseIsNamedAndLeftAsItIs() throws SQLException {
        run("CREATE TABLE photos (id INTEGER)");

        assertRefused("it is another program's database, and no journal: it has the tables photos", "name a file that");
        run("CREATE TABLE vidu_task (id INTEGER)");
        assertRefused("it has a table vidu_task and none that says of which version it is", "put the journal back");
    }

    @Test
    void aFileThatMayOnlyBeReadIsNamedAtTheStart() throws SQLException {
        open(Duration.ofMillis(500)).close();
        String readOnly = "jdbc:sqlite:file:" + file() + "?mode=ro";

        assertThatThrownBy(() -> Journals.open(Nodes.options(readOnly, 1), InstantSource.system()))
                .isInstanceOf(SQLException.class)
                .hasMessageStartingWith("vidu.journal.url is jdbc:sqlite:file:" + file())
                .hasMessageContaining("[SQLITE_READONLY]")
                .hasMessageContaining("this process must be able to write the file");
    }

    private void run(String sql) throws SQLException {
        try (Connection other = DriverManager.getConnection(url());
                Statement statement = other.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aFolderInItsPlaceIsNamedWithWhatToDo() throws IOException {
        Files.createDirectory(file());

        assertRefused("it is a folder", "it must name a file, such as " + file().resolve("journal.db"));
    }

    @Test
    void aFileThatWasCutOffIsNamedWithWhatToDo() throws SQLException, IOException {
        open(Duration.ofMillis(500)).close();
        try (FileChannel journal = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            journal.truncate(journal.size() / 2);
        }

        assertRefused("it is cut off: it has " + Files.size(file()) + " bytes of", "put back the last copy");
        try (FileChannel journal = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            journal.truncate(0);
        }
        Files.writeString(folder.resolve("journal.db-wal"), "x");
        assertRefused("it is empty, although journal.db-wal beside it is not", "put back the copy");
    }

    @Test
    void aDamagedFileIsNamedWithWhatToDo() throws SQLException, IOException {
        open(Duration.ofMillis(500)).close();
        byte[] bytes = Files.readAllBytes(file());
        // The tables' list, behind the header.
        Arrays.fill(bytes, 100, 4096, (byte) 0xA5);
        Files.write(file(), bytes);

        assertRefused("malformed", "the file is damaged; stop, keep it as it is");
    }

    @Test
    void aFileThatAnotherProgramHoldsIsNamedWithWhatToDoAndNoThreadIsLeft() throws Exception {
        open(Duration.ofMillis(500)).close();
        try (Connection other = DriverManager.getConnection(url());
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA locking_mode = EXCLUSIVE");
            statement.execute("BEGIN EXCLUSIVE");

            assertLeavesNothing(
                    () -> assertRefused("SQLITE_BUSY", "another program has locked the file for long; end it"));
        }
    }

    @Test
    void aFileThatFailsWhileItIsUsedIsToldWithTheSettingAndWhatToDo() throws SQLException {
        Node node = node();
        pragma(node, "max_page_count = " + pragma(node, "page_count"));
        try (LogTrap log = LogTrap.of("vidu.journal", Level.INFO)) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1_000; i++) {
                            node.granted(Samples.task("more-" + i));
                        }
                    })
                    .isInstanceOf(SQLException.class);
            assertThat(log.text())
                    .contains("journal=" + url() + " unavailable: ")
                    .contains("(vidu.journal.url: its disk is full; make room there)");
        }
    }

    @Test
    void theFileIsUsedAgainForWhatIsPruned() throws SQLException, IOException {
        Node node = node();
        long first = fillAndPrune(node, 1);
        long second = fillAndPrune(node, 2);
        assertThat(second).isLessThanOrEqualTo(first);
        assertThat(Files.size(folder.resolve("journal.db-wal"))).isLessThanOrEqualTo(16 << 20);
    }

    private long fillAndPrune(Node node, int round) throws SQLException, IOException {
        node.journals()
                .database()
                .update(
                        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
                                + " INSERT INTO vidu_task (request_id, fingerprint, arrival, state, epoch, owner,"
                                + " lease_until, model, task_id, submits, failed_tasks, renewals, received_at,"
                                + " accepted_at, ended_at, updated_at, uncertain_since, doubt, outcome) SELECT 'r-' || ? || '-' || i, hex(randomblob(32)), '', 'STORED',"
                                + " 1, 'o', 0, 'vidu-q3', 't-' || i, 1, 0, 0, 0, 0, 0, 0, 0, '', hex(randomblob(400)) FROM n",
                        round);
        node.journal().prune(Duration.ofDays(1));
        assertThat(pragma(node, "page_count")).isGreaterThan("1000");
        assertThat(node.row("r-" + round + "-1")).isEmpty();
        pragma(node, "wal_checkpoint(TRUNCATE)");
        return Files.size(file());
    }

    @Test
    void theWriteAheadLogIsEmptiedAsItGrows() throws SQLException, IOException {
        Node node = node();
        Task task = node.granted(Samples.task("r"));
        node.journals().database().update("PRAGMA synchronous = OFF");
        long largest = 0;
        for (int i = 0; i < 5_000; i++) {
            node.record(task);
            largest = Math.max(largest, Files.size(folder.resolve("journal.db-wal")));
        }
        assertThat(largest).isBetween(100_000L, 6_000_000L);
    }

    @Test
    void atAStopAJournalThatDoesNotAnswerIsWaitedForOnceAndNotForEachRequest() throws Exception {
        Node node = open(Duration.ofMillis(1_200));
        nodes.add(node);
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement lock = other.createStatement()) {
            lock.execute("BEGIN EXCLUSIVE");
            node.journals().beforeWaitsEnd(new DefaultCamelContext());
            assertThatThrownBy(() -> node.journal().heartbeat()).isInstanceOf(SQLException.class);

            assertThatThrownBy(() -> node.journal().heartbeat())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("the gateway stops");

            lock.execute("ROLLBACK");
        }
    }

    /** It is worth another wait: only this process knows it. */
    @Test
    void theIdOfAPaidTaskIsToldLastThingAtAStopThoughTheJournalDidNotAnswer() throws Exception {
        Node node = open(Duration.ofMillis(1_200));
        Task task = node.bring(Samples.task("r"), TaskState.SUBMITTING);
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement lock = other.createStatement()) {
            lock.execute("BEGIN EXCLUSIVE");
            node.journals().beforeWaitsEnd(new DefaultCamelContext());
            assertThatThrownBy(() -> node.record(Samples.running(task))).isInstanceOf(SQLException.class);
            lock.execute("ROLLBACK");
        }

        node.close();

        assertThat(node().row("r")).containsEntry("task_id", "task-r");
    }
}
