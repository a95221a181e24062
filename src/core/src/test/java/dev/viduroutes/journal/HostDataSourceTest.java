package dev.viduroutes.journal;

import static dev.viduroutes.fault.Promptly.promptly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Connections of a host's, lent and given back. */
@Timeout(30)
class HostDataSourceTest {

    private static final Duration TIMEOUT = Duration.ofMillis(500);

    @TempDir
    private Path folder;

    private SQLiteDataSource sqlite(SQLiteConfig.JournalMode mode, SQLiteConfig.SynchronousMode synchronous) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(mode);
        config.setSynchronous(synchronous);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + folder.resolve("host.db"));
        return source;
    }

    private static String pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA " + name)) {
            return row.getString(1);
        }
    }

    @Test
    void everySettingIsAsItWasWhenTheConnectionIsGivenBack() throws SQLException {
        SQLiteDataSource source = sqlite(SQLiteConfig.JournalMode.WAL, SQLiteConfig.SynchronousMode.OFF);
        try (Connection physical = source.getConnection();
                HostDataSource lent = new HostDataSource(new SingleConnectionDataSource(physical, true), TIMEOUT)) {
            physical.setAutoCommit(false);

            try (Connection connection = lent.getConnection()) {
                assertThat(connection.getAutoCommit()).isTrue();
                assertThat(pragma(connection, "synchronous")).as("FULL").isEqualTo("2");
            }

            assertThat(physical.getAutoCommit()).isFalse();
            assertThat(pragma(physical, "synchronous")).as("OFF").isEqualTo("0");
        }
    }

    @Test
    void whatIsNotCommittedIsUndoneAndNotCommittedByGivingItBack() throws SQLException {
        SQLiteDataSource source = sqlite(SQLiteConfig.JournalMode.WAL, SQLiteConfig.SynchronousMode.FULL);
        try (Connection physical = source.getConnection();
                HostDataSource lent = new HostDataSource(new SingleConnectionDataSource(physical, true), TIMEOUT)) {
            physical.createStatement().executeUpdate("CREATE TABLE t (x)");
            try (Connection connection = lent.getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.executeUpdate("INSERT INTO t VALUES (1)");
            }

            try (ResultSet row = physical.createStatement().executeQuery("SELECT COUNT(*) FROM t")) {
                assertThat(row.getInt(1)).isZero();
            }
        }
    }

    @Test
    void aPoolThatHasNoConnectionIsAnErrorInTimeAndGetsBackWhatComesLate() {
        CountDownLatch later = new CountDownLatch(1);
        Collection<Connection> given = new ConcurrentLinkedQueue<>();
        SQLiteDataSource source = sqlite(SQLiteConfig.JournalMode.WAL, SQLiteConfig.SynchronousMode.FULL);
        try (HostDataSource lent = new HostDataSource(
                new AbstractDataSource() {
                    @Override
                    public Connection getConnection() throws SQLException {
                        try {
                            later.await();
                        } catch (InterruptedException stopped) {
                            throw new SQLException(stopped);
                        }
                        Connection connection = source.getConnection();
                        given.add(connection);
                        return connection;
                    }

                    @Override
                    public Connection getConnection(String user, String password) throws SQLException {
                        return getConnection();
                    }
                },
                TIMEOUT)) {
            promptly(() -> assertThatThrownBy(lent::getConnection).hasMessage("no connection came within 500 ms"));

            later.countDown();
            await().until(() -> !given.isEmpty() && given.iterator().next().isClosed());
        }
    }

    @Test
    void aDatabaseThatACrashMayEmptyIsRefused() {
        SQLiteDataSource memory = new SQLiteDataSource();
        memory.setUrl("jdbc:sqlite::memory:");

        assertThatThrownBy(() -> Database.of("reports", memory, TIMEOUT))
                .isInstanceOf(SQLException.class)
                .hasMessageStartingWith("the DataSource reports can't be used for the journal: it is a SQLite that a"
                        + " crash may empty");
        assertThatThrownBy(() -> Database.of(
                        "reports", sqlite(SQLiteConfig.JournalMode.OFF, SQLiteConfig.SynchronousMode.FULL), TIMEOUT))
                .hasMessageContaining("journal_mode off");
    }

    @Test
    void aFileOfTheHostsIsUsedAndKeepsItsJournalMode() throws SQLException {
        SQLiteDataSource source = sqlite(SQLiteConfig.JournalMode.DELETE, SQLiteConfig.SynchronousMode.NORMAL);
        try (Database database = Database.of("reports", source, TIMEOUT)) {
            assertThat(database.query(row -> row.getInt(1), "PRAGMA synchronous"))
                    .containsExactly(2);
        }
        try (Connection connection = source.getConnection()) {
            assertThat(pragma(connection, "journal_mode")).isEqualTo("delete");
            assertThat(pragma(connection, "synchronous")).isEqualTo("1");
        }
    }
}
