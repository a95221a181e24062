package dev.viduroutes.journal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.viduroutes.outage.ErrorText;
import dev.viduroutes.settings.AddressRedactor;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.apache.camel.util.ObjectHelper;

/** Connections to a database that is named by its URL. */
final class ConnectionPool {

    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final String WAL_FILE_LIMIT = Integer.toString(16 << 20);
    private static final int POSTGRESQL_CONNECTIONS = 8;
    private static final long SHORTEST_TIMEOUT_MILLIS = 250;

    private static final Pattern USER_IN_ADDRESS = Pattern.compile("//([^/]+)@");

    private ConnectionPool() {}

    /** @throws SQLException if the database can't be opened; the message names the setting */
    static HikariDataSource open(String url, String user, String password, Duration timeout) throws SQLException {
        try {
            return open(url, config(url, user, password, timeout));
        } catch (IOException failed) {
            throw unusable(url, failed);
        }
    }

    /** Of an address that no driver accepts it says so with another exception than of a database that is not there. */
    private static HikariDataSource open(String url, HikariConfig config) throws SQLException {
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException failed) {
            throw unusable(url, failed);
        }
    }

    /** A server's database may be shared; a file is the journal's alone. */
    static void checkAlone(String url, DataSource pool) throws SQLException {
        if (isSqlite(url)) {
            try (Connection connection = pool.getConnection()) {
                SqliteFileCheck.checkAlone(connection);
            }
        }
    }

    static boolean isSqlite(String url) {
        return url.startsWith(SQLITE);
    }

    private static HikariConfig config(String url, String user, String password, Duration timeout) throws IOException {
        HikariConfig config = new HikariConfig();
        config.setPoolName("vidu-journal");
        config.setJdbcUrl(url);
        long timeoutMillis = Math.max(SHORTEST_TIMEOUT_MILLIS, timeout.toMillis());
        config.setConnectionTimeout(timeoutMillis);
        config.setValidationTimeout(Math.max(SHORTEST_TIMEOUT_MILLIS, timeoutMillis / 2));
        if (isSqlite(url)) {
            forSqlite(config, file(url), timeoutMillis);
        } else if (url.startsWith(POSTGRESQL)) {
            config.setUsername(user.isEmpty() ? null : user);
            config.setPassword(password.isEmpty() ? null : password);
            forPostgresql(config, timeoutMillis);
        } else {
            throw new IllegalArgumentException("vidu.journal.url is " + AddressRedactor.withoutSecrets(url)
                    + "; it must start with " + SQLITE + " or " + POSTGRESQL);
        }
        return config;
    }

    /**
     * SQLite has neither users nor passwords; its driver would write one into the log.
     *
     * <p>WAL lets readers read while one writes; FULL makes a commit wait for the disk. One connection: threads of this
     * process then take turns in line, where two would poll for the lock.
     */
    private static void forSqlite(HikariConfig config, Path file, long timeoutMillis) throws IOException {
        SqliteFileCheck.prepare(file);
        config.setMaximumPoolSize(1);
        config.setMaxLifetime(0);
        // Two processes that open a new file at once: SQLite tells one that it is busy, and does not wait as it does
        // later.
        config.setInitializationFailTimeout(timeoutMillis);
        config.addDataSourceProperty("journal_mode", "WAL");
        config.addDataSourceProperty("synchronous", "FULL");
        // A transaction that begins by reading is refused when it wants to write after somebody else did.
        config.addDataSourceProperty("transaction_mode", "IMMEDIATE");
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
        // After a failover, several hosts or a name may still lead to one that only reads: kept, each write would fail.
        config.addDataSourceProperty("targetServerType", "primary");
        config.addDataSourceProperty("ApplicationName", "vidu-routes");
    }

    static Path file(String url) {
        String name = url.substring(SQLITE.length()).replaceFirst("\\?.*", "").replaceFirst("^file:", "");
        if (name.isEmpty() || name.startsWith(":")) {
            throw new IllegalArgumentException(
                    "vidu.journal.url is " + url + "; it must name a file, since memory forgets what was paid");
        }
        return Path.of(name);
    }

    static SQLException unusable(String url, Exception cause) {
        String where = url.startsWith(SQLITE) ? " (" + file(url).toAbsolutePath() + ")" : "";
        return new SQLException(
                "vidu.journal.url is " + AddressRedactor.withoutSecrets(url) + where
                        + "; this database can't be opened: " + told(url, cause),
                cause);
    }

    /** A driver may quote the whole address, or take a user and password in it for a part of the host's name. */
    private static String told(String url, Exception cause) {
        Throwable innermost =
                ObjectHelper.createExceptionIterable(cause).iterator().next();
        boolean said = innermost.getMessage() != null
                && (innermost instanceof SQLException || innermost.getClass() == IOException.class);
        String why = said ? innermost.getMessage() : ErrorText.ofRootCause(cause);
        String remedy = DatabaseErrorAdvice.of(cause);
        String hidden = why.replace(url, AddressRedactor.withoutSecrets(url));
        Matcher user = USER_IN_ADDRESS.matcher(url);
        return ErrorText.withoutSecrets(user.find() ? hidden.replace(user.group(1), "…") : hidden)
                + (remedy.isEmpty() ? "" : ": " + remedy);
    }
}
