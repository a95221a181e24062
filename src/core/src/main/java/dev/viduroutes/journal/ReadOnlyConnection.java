package dev.viduroutes.journal;

import dev.viduroutes.host.HostBeans;
import dev.viduroutes.settings.JournalSettings;
import dev.viduroutes.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.sqlite.SQLiteConfig;

/** A read-only connection to the journal, apart from its pool, which on SQLite is a single connection. */
final class ReadOnlyConnection {

    /** The first version whose ledger has all that is read of it. */
    private static final int LEAST_VERSION = 21;

    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** A report of years may take its time; a server that is cut off never answers. */
    private static final Duration ANSWER = Duration.ofMinutes(2);

    private ReadOnlyConnection() {}

    static Connection open(Settings settings, HostBeans host) throws SQLException {
        JournalSettings journal = settings.journal();
        Optional<HostDatabase> given = HostDatabase.of(journal, host);
        if (given.isPresent()) {
            return checked(HostConnection.from(given.get().source().getConnection(), ANSWER));
        }
        if (ConnectionPool.isSqlite(journal.url())) {
            SqliteNativeLibrary.load(settings.places().tmp());
        }
        return open(journal.url(), journal.user(), journal.password());
    }

    /** @throws SQLException naming the setting */
    static Connection open(String url, String user, String password) throws SQLException {
        try {
            return checked(ConnectionPool.isSqlite(url) ? sqlite(url) : postgresql(url, user, password));
        } catch (IOException | SQLException unusable) {
            throw ConnectionPool.unusable(url, unusable);
        }
    }

    private static Connection sqlite(String url) throws SQLException, IOException {
        Path file = ConnectionPool.file(url);
        if (!Files.exists(file)) {
            throw new IOException("there is no such file: no gateway has used it yet, or another one is meant");
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(Math.toIntExact(CONNECT.toMillis()));
        return DriverManager.getConnection(url, config.toProperties());
    }

    private static Connection postgresql(String url, String user, String password) throws SQLException {
        Properties properties = new Properties();
        if (!user.isEmpty()) {
            properties.setProperty("user", user);
        }
        if (!password.isEmpty()) {
            properties.setProperty("password", password);
        }
        properties.setProperty("connectTimeout", Long.toString(CONNECT.toSeconds()));
        properties.setProperty("socketTimeout", Long.toString(ANSWER.toSeconds()));
        properties.setProperty("ApplicationName", "vidu-routes");
        properties.setProperty("readOnly", "true");
        // Else single statements may write all the same.
        properties.setProperty("readOnlyMode", "always");
        return DriverManager.getConnection(url, properties);
    }

    private static Connection checked(Connection connection) throws SQLException {
        try {
            Dialect dialect = Dialect.of(connection);
            SchemaMigration.checkReadable(connection, LEAST_VERSION);
            if (dialect == Dialect.POSTGRESQL) {
                // Else its driver reads all rows of an answer into memory.
                connection.setAutoCommit(false);
            }
            return connection;
        } catch (SQLException | RuntimeException unusable) {
            connection.close();
            throw unusable;
        }
    }
}
