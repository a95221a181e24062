package dev.viduroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.fixture.PostgresServer;
import dev.viduroutes.live.NowReader;
import dev.viduroutes.overview.RequestQuery;
import dev.viduroutes.overview.RequestReader;
import dev.viduroutes.pause.PauseReport;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import dev.viduroutes.settings.TestSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The acceptance suite on a real PostgreSQL. */
class PostgresqlJournalTest {

    private static final int AT_ONCE = 8;

    private static final EmbeddedPostgres server = PostgresServer.get();
    private static final String URL = server.getJdbcUrl("postgres", PostgresServer.newDatabase());

    private static String ofServer() {
        return URL;
    }

    @RepeatedTest(3)
    void journalsThatStartAtOnceOnAnEmptyDatabaseAllFindTheTables(RepetitionInfo round) throws Exception {
        String database = "fresh" + round.getCurrentRepetition();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database);
        }
        String url = server.getJdbcUrl("postgres", database);
        CyclicBarrier connected = new CyclicBarrier(AT_ONCE);
        Callable<Void> start = () -> {
            try (Connection connection = DriverManager.getConnection(url)) {
                connected.await();
                SchemaMigration.migrate(connection);
            }
            return null;
        };
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            for (Future<Void> started : threads.invokeAll(Collections.nCopies(AT_ONCE, start))) {
                started.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aProcessWhoseClockIsAheadTakesNothingFromOneThatLives() throws SQLException {
        try (Node right = node(Clock.systemUTC());
                Node ahead = node(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10)));
                Node behind = node(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-10)))) {
            Task task = right.bring(Samples.task("clocks"), TaskState.SUBMITTING);

            assertThat(ahead.journal().claim(task)).isInstanceOf(Claim.Held.class);
            assertThat(behind.journal().claim(task)).isInstanceOf(Claim.Held.class);
            assertThat(Duration.between(
                                    ahead.journals().time().instant(),
                                    behind.journals().time().instant())
                            .abs())
                    .isLessThan(Duration.ofMinutes(1));
        }
    }

    private static Node node(Clock clock) throws SQLException {
        return new Node(Journals.open(Nodes.options(ofServer(), 10), clock));
    }

    /** An administrator gives the user a schema of its name, which by default comes before "public". */
    @Test
    void aJournalIsNotBegunAnewInASchemaThatCameBeforeItsOwn() throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE hidden");
        }
        String url = server.getJdbcUrl("postgres", "hidden");
        try (Node node = new Node(Journals.open(Nodes.options(url, 4), InstantSource.system()))) {
            node.bring(Samples.task("r"), TaskState.STORED);
        }
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA postgres");
        }

        assertThatThrownBy(() -> Journals.open(Nodes.options(url, 4), InstantSource.system()))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("its connections begin in schema postgres, and a journal is in schema public");
        try (Node node =
                new Node(Journals.open(Nodes.options(url + "&currentSchema=public", 4), InstantSource.system()))) {
            assertThat(node.row("r")).containsEntry("state", "STORED");
        }
    }

    /** As after a failover, before a name leads to the server that took over. */
    @Test
    void aServerThatOnlyReadsIsPassedOver() throws IOException, SQLException {
        try (EmbeddedPostgres reader = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("default_transaction_read_only", "on")
                        .start();
                Node node = new Node(Journals.open(
                        Nodes.options(
                                "jdbc:postgresql://localhost:%d,localhost:%d/postgres?user=postgres"
                                        .formatted(reader.getPort(), server.getPort()),
                                4),
                        InstantSource.system()))) {
            assertThat(node.bring(Samples.task("passed-over"), TaskState.STORED).epoch())
                    .isEqualTo(1);
        }
    }

    private static void sql(String... statements) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    /** The last words of a start name the address, the setting, what is wrong and what to do; never a password. */
    private static void assertRefused(String url, String user, String... words) {
        Journals.Options options = new Journals.Options(
                url, user, "geheim", Duration.ofSeconds(2), Duration.ofSeconds(60), Duration.ofDays(1), 4);
        assertThatThrownBy(() -> Journals.open(options, InstantSource.system()).close())
                .isInstanceOf(SQLException.class)
                .hasMessageStartingWith("vidu.journal.url is jdbc:postgresql:")
                .hasMessageContainingAll(words)
                .hasMessageNotContaining("geheim");
    }

    @Test
    void whatIsWrongWithTheServerOrItsUserIsNamedWithWhatToDo() throws SQLException {
        sql("CREATE ROLE nobody LOGIN", "CREATE DATABASE closed", "CREATE ROLE barred NOLOGIN");
        String url = server.getJdbcUrl("x", "closed").replaceFirst("\\?.*", "");
        try (Connection connection = DriverManager.getConnection(server.getJdbcUrl("postgres", "closed"));
                Statement statement = connection.createStatement()) {
            statement.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        }

        assertRefused("jdbc:postgresql://localhost:1/x", "a", "refused", "see host and port");
        assertRefused(url, "barred", "barred", "see vidu.journal.user and vidu.journal.password");
        assertRefused(url + "_none", "nobody", "does not exist", "create this database, or name another one");
        assertRefused(url, "nobody", "permission denied", "let the user create and change tables in its schema");
    }

    @Test
    void tablesOfALaterVersionAreRefused() throws SQLException {
        sql("CREATE DATABASE later");
        String url = server.getJdbcUrl("postgres", "later");
        new Node(Journals.open(Nodes.options(url, 4), InstantSource.system())).close();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO vidu_version SELECT 99, mchecksum, mtype, '99', mcomment, mstatus, run_on, run_by,"
                            + " run_time FROM vidu_version WHERE id = 1");
        }

        assertRefused(url, "postgres", "its tables are of version 99", "start that version or a later one");
    }

    @Nested
    class Claims extends ClaimSuite {
        @Override
        String url() {
            return ofServer();
        }
    }

    @Nested
    class Fencing extends FencingSuite {
        @Override
        String url() {
            return ofServer();
        }
    }

    @Nested
    class Callbacks extends CallbackSuite {
        @Override
        String url() {
            return ofServer();
        }
    }

    @Nested
    class Batches extends BatchTableSuite {
        @Override
        String url() {
            return ofServer();
        }
    }

    @Nested
    class Attempts extends AttemptSuite {
        @Override
        String url() {
            return ofServer();
        }
    }

    @Nested
    class PutBacks extends ReplayDecisionSuite {
        @Override
        String url() {
            return ofServer();
        }
    }

    @Nested
    class Refusals extends RefusalSuite {
        @Override
        String url() {
            return ofServer();
        }
    }

    @Nested
    class Charges extends ChargeSuite {
        @Override
        String url() {
            return ofServer();
        }
    }

    @Nested
    class Balances extends BalanceSuite {
        @Override
        String url() {
            return ofServer();
        }
    }

    @Nested
    class Ledgers extends LedgerSuite {
        @Override
        String url() {
            return ofServer();
        }
    }

    @Nested
    class Corrections extends CorrectionSuite {
        @Override
        String url() {
            return ofServer();
        }
    }

    @Nested
    class CapEvents extends CapEventSuite {
        @Override
        String url() {
            return ofServer();
        }
    }

    @Nested
    class Withdrawals extends WithdrawalSuite {
        @Override
        String url() {
            return ofServer();
        }
    }

    @Nested
    class Slots extends SlotSuite {
        @Override
        String url() {
            return ofServer();
        }
    }

    @Nested
    class Lost extends LostWritesSuite {
        @Override
        String url() {
            return ofServer();
        }
    }

    @Nested
    class Images extends ImageSuite {
        @Override
        String url() {
            return ofServer();
        }
    }

    /** With 100,000 requests and a code that one has. */
    @Test
    void whatPeopleAskIsReadByAnIndexOfTheServer() throws SQLException {
        String url = server.getJdbcUrl("postgres", PostgresServer.newDatabase());
        BigJournal.make(url, 100_000);
        List<String> statements = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ReadOnlyJournal journal = ReadOnlyJournal.of(url)) {
            statement.execute("UPDATE vidu_task SET code = 'RARE' WHERE request_id = 'shot-95'");
            statement.execute("VACUUM ANALYZE vidu_task");
            journal.watchedBy(statements::add);
            assertThat(new RequestReader(journal).deadLetters()).hasSize(8);
            new RequestReader(journal).list(RequestQuery.all(50));
            new RequestReader(journal).list(RequestQuery.all(50).ofProject("project-1"));
            new NowReader(journal, TestSettings.with(), InstantSource.system()).read();
            for (String sql : statements) {
                assertThat(plan(statement, sql)).as(sql).doesNotContain("Seq Scan on vidu_task");
            }
        }
    }

    private static String plan(Statement statement, String sql) throws SQLException {
        StringBuilder plan = new StringBuilder();
        String asked = sql.replace("LIMIT ?", "LIMIT 50").replace("?", "'1799000000000'");
        try (ResultSet row = statement.executeQuery("EXPLAIN " + asked)) {
            while (row.next()) {
                plan.append(row.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }

    @Nested
    class Requests extends RequestReaderSuite {
        @Override
        String url() {
            return ofServer();
        }
    }

    @Nested
    class Pausing extends PauseSuite {
        @Override
        String url() {
            return ofServer();
        }

        private long waiting(Statement statement) throws SQLException {
            try (ResultSet row = statement.executeQuery(
                    "SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")) {
                row.next();
                return row.getLong(1);
            }
        }

        /** It looked whether submits are paused before they were, and is on record only once others have let go of the sums. */
        @Test
        void anIntentThatBeganBeforeThePauseIsCountedThough() throws Exception {
            Node node = node();
            Task received = node.granted(Samples.task("slow"));
            try (Connection others = DriverManager.getConnection(ofServer());
                    Statement lock = others.createStatement();
                    Connection watcher = DriverManager.getConnection(ofServer());
                    Statement watch = watcher.createStatement()) {
                others.setAutoCommit(false);
                lock.execute("LOCK TABLE vidu_spending IN EXCLUSIVE MODE");
                CompletableFuture<?> intent = CompletableFuture.supplyAsync(() -> recorded(node, received));
                await().until(() -> waiting(watch) == 1);
                CompletableFuture<PauseReport> pause = CompletableFuture.supplyAsync(() -> paused(node));
                await().until(() -> waiting(watch) == 2 || pause.isDone());
                others.rollback();

                assertThat(pause.get(20, TimeUnit.SECONDS).leaving()).isEqualTo(1);
                intent.get(20, TimeUnit.SECONDS);
                assertThat(node.row("slow")).containsEntry("state", "SUBMITTING");
            }
        }
    }
}
