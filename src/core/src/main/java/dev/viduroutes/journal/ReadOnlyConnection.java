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

    /**
     * What a reader asks of the journal.
     *
     * @param leastVersion of its tables
     * @param has what that version is the first of, and what to do, for people
     * @param connect how long it waits for the database, or for somebody who writes
     * @param answer a server that is cut off never answers
     */
    record Needs(int leastVersion, String has, Duration connect, Duration answer) {

        /** The first version whose ledger has all that is read of it. A report of years may take its time. */
        static final Needs OF_LEDGER = new Needs(
                21,
                "the first whose ledger can be read. A gateway of this version brings them up to date when it starts;"
                        + " what was submitted before version 13 is not counted",
                Duration.ofSeconds(5),
                Duration.ofMinutes(2));
    }

    private ReadOnlyConnection() {}

    static Connection open(Settings settings, HostBeans host) throws SQLException {
        return open(settings, host, Needs.OF_LEDGER);
    }

    static Connection open(Settings settings, HostBeans host, Needs needs) throws SQLException {
        JournalSettings journal = settings.journal();
        Optional<HostDatabase> given = HostDatabase.of(journal, host);
        if (given.isPresent()) {
            return checked(HostConnection.from(given.get().source().getConnection(), needs.answer()), needs);
        }
        if (ConnectionPool.isSqlite(journal.url())) {
            SqliteNativeLibrary.load(settings.places().tmp());
        }
        return open(journal.url(), journal.user(), journal.password(), needs);
    }

    static Connection open(String url, String user, String password) throws SQLException {
        return open(url, user, password, Needs.OF_LEDGER);
    }

    /** @throws SQLException naming the setting */
    static Connection open(String url, String user, String password, Needs needs) throws SQLException {
        try {
            return checked(
                    ConnectionPool.isSqlite(url) ? sqlite(url, needs) : postgresql(url, user, password, needs), needs);
        } catch (IOException | SQLException unusable) {
            throw ConnectionPool.unusable(url, unusable);
        }
    }

    static Connection sqlite(String url, Needs needs) throws SQLException, IOException {
        Path file = ConnectionPool.file(url);
        if (!Files.exists(file)) {
            throw new IOException("there is no such file: no gateway has used it yet, or another one is meant");
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(Math.toIntExact(needs.connect().toMillis()));
        return DriverManager.getConnection(url, config.toProperties());
    }

    static Connection postgresql(String url, String user, String password, Needs needs) throws SQLException {
        Properties properties = new Properties();
        if (!user.isEmpty()) {
            properties.setProperty("user", user);
        }
        if (!password.isEmpty()) {
            properties.setProperty("password", password);
        }
        properties.setProperty("connectTimeout", Long.toString(needs.connect().toSeconds()));
        properties.setProperty("socketTimeout", Long.toString(needs.answer().toSeconds()));
        properties.setProperty("ApplicationName", "vidu-routes");
        properties.setProperty("readOnly", "true");
        // Else single statements may write all the same.
        properties.setProperty("readOnlyMode", "always");
        return DriverManager.getConnection(url, properties);
    }

    private static Connection checked(Connection connection, Needs needs) throws SQLException {
        try {
            Dialect dialect = Dialect.of(connection);
            SchemaMigration.checkReadable(connection, needs.leastVersion(), needs.has());
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
