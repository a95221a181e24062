package dev.viduroutes.journal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.viduroutes.pace.BudgetStore;
import io.github.bucket4j.Bucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.FlywayException;

/**
 * The journal's database. A statement is a transaction of its own, so that SQLite's one writer is never held up, unless
 * two must stand or fall together; what returned is on disk.
 */
final class Database implements AutoCloseable {

    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final String WAL_FILE_LIMIT = Integer.toString(16 << 20);
    private static final int POSTGRESQL_CONNECTIONS = 8;
    private static final long SHORTEST_TIMEOUT_MILLIS = 250;

    /** Reads one value from each row. */
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Statements of one transaction. */
    interface Updates {
        /** @return how many rows it changed */
        int update(String sql, Object... values) throws SQLException;
    }

    /** What stands or falls together; it is undone if it answers false or throws. */
    interface Step {
        boolean make(Updates statements) throws SQLException;
    }

    private final HikariDataSource pool;

    /** @throws SQLException if the database can't be opened; the message names the setting */
    Database(String url, String user, String password, Duration connectTimeout) throws SQLException {
        try {
            pool = new HikariDataSource(config(url, user, password, connectTimeout));
        } catch (IOException | PoolInitializationException failed) {
            throw unusable(url, failed);
        }
        try {
            if (url.startsWith(SQLITE)) {
                Schema.migrateFile(pool, file(url));
            } else {
                Schema.migrate(pool);
            }
        } catch (IOException | FlywayException failed) {
            pool.close();
            throw unusable(url, failed);
        }
    }

    private static HikariConfig config(String url, String user, String password, Duration connectTimeout)
            throws IOException {
        HikariConfig config = new HikariConfig();
        config.setPoolName("vidu-journal");
        config.setJdbcUrl(url);
        config.setUsername(user.isEmpty() ? null : user);
        config.setPassword(password.isEmpty() ? null : password);
        long timeoutMillis = Math.max(SHORTEST_TIMEOUT_MILLIS, connectTimeout.toMillis());
        config.setConnectionTimeout(timeoutMillis);
        config.setValidationTimeout(Math.max(SHORTEST_TIMEOUT_MILLIS, timeoutMillis / 2));
        if (url.startsWith(SQLITE)) {
            forSqlite(config, file(url), timeoutMillis);
        } else if (url.startsWith(POSTGRESQL)) {
            forPostgresql(config, timeoutMillis);
        } else {
            throw new IllegalArgumentException(
                    "vidu.journal.url is " + shown(url) + "; it must start with " + SQLITE + " or " + POSTGRESQL);
        }
        return config;
    }

    /**
     * WAL lets readers read while one writes; FULL makes a commit wait for the disk. One connection: threads of this
     * process then take turns in line, where two would poll for the lock.
     */
    private static void forSqlite(HikariConfig config, Path file, long timeoutMillis) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        config.setMaximumPoolSize(1);
        config.setMaxLifetime(0);
        config.addDataSourceProperty("journal_mode", "WAL");
        config.addDataSourceProperty("synchronous", "FULL");
        config.addDataSourceProperty("busy_timeout", Long.toString(timeoutMillis));
        config.addDataSourceProperty("journal_size_limit", WAL_FILE_LIMIT);
    }

    /** A server that is cut off never answers: without a time-out of its own, a statement would wait forever. */
    private static void forPostgresql(HikariConfig config, long timeoutMillis) {
        String seconds = Long.toString(Math.max(1, (timeoutMillis + 999) / 1_000));
        config.setMaximumPoolSize(POSTGRESQL_CONNECTIONS);
        config.setMinimumIdle(1);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.addDataSourceProperty("connectTimeout", seconds);
        config.addDataSourceProperty("socketTimeout", seconds);
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("ApplicationName", "vidu-routes");
    }

    private static Path file(String url) {
        String name = url.substring(SQLITE.length()).replaceFirst("\\?.*", "").replaceFirst("^file:", "");
        if (name.isEmpty() || name.startsWith(":")) {
            throw new IllegalArgumentException(
                    "vidu.journal.url is " + url + "; it must name a file, since memory forgets what was paid");
        }
        return Path.of(name);
    }

    private static SQLException unusable(String url, Exception cause) {
        return new SQLException(
                "vidu.journal.url is " + shown(url) + "; this database can't be opened: " + cause.getMessage(), cause);
    }

    /** What follows may hold a password. */
    private static String shown(String url) {
        return url.replaceFirst("\\?.*", "?…").replaceFirst("//[^/]*@", "//…@");
    }

    /** @return the budget of calls: shared where processes on several machines may use the database */
    BudgetStore budget() {
        return pool.getJdbcUrl().startsWith(POSTGRESQL)
                ? new SharedBudget(pool, Duration.ofMillis(pool.getConnectionTimeout()))
                : configuration -> Bucket.builder()
                        .withNanosecondPrecision()
                        .addLimit(configuration.getBandwidths()[0])
                        .build();
    }

    /** @return how many rows it changed */
    int update(String sql, Object... values) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return update(connection, sql, values);
        }
    }

    private static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    /**
     * Runs a few statements as one transaction. The first must be a write: one that begins by reading is refused by SQLite
     * if somebody else writes in between.
     *
     * @return whether it was made
     */
    boolean together(Step step) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            // The pool rolls back what is not committed, and sets this back.
            connection.setAutoCommit(false);
            boolean made = step.make((sql, values) -> update(connection, sql, values));
            if (made) {
                connection.commit();
            }
            return made;
        }
    }

    <T> List<T> query(Reader<T> reader, String sql, Object... values) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = prepared(connection, sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(reader.read(rows));
            }
            return found;
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i] instanceof String text ? storable(text) : values[i]);
            }
            return statement;
        } catch (SQLException failed) {
            statement.close();
            throw failed;
        }
    }

    /** @return the text without what PostgreSQL refuses and SQLite garbles: NUL, and halves of characters */
    static String storable(String text) {
        boolean plain = text.chars().allMatch(unit -> unit != 0 && !Character.isSurrogate((char) unit));
        return plain
                ? text
                : text.codePoints()
                        .map(point -> point == 0 || point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    boolean isClosed() {
        return pool.isClosed();
    }

    @Override
    public void close() {
        pool.close();
    }
}
