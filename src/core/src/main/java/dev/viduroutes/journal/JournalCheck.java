package dev.viduroutes.journal;

import dev.viduroutes.check.CheckResult;
import dev.viduroutes.settings.AddressRedactor;
import dev.viduroutes.settings.JournalSettings;
import dev.viduroutes.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Tells whether the journal could be used, and changes nothing of it: what the gateway would make or bring up to date stays as it is. */
public final class JournalCheck {

    /** Any version will do, since a start brings it up to date. */
    private static final ReadOnlyConnection.Needs NEEDS =
            new ReadOnlyConnection.Needs(0, "", Duration.ofSeconds(3), Duration.ofSeconds(8));

    private JournalCheck() {}

    /** @throws SQLException if it can't be used; the message names the setting and what to do */
    public static CheckResult check(Settings settings) throws SQLException {
        JournalSettings journal = settings.journal();
        if (journal.hostsBean().isPresent()) {
            return CheckResult.skipped("vidu.journal.url is " + journal.url() + ", which only its host has");
        }
        String shown = AddressRedactor.withoutSecrets(journal.url());
        try {
            return ConnectionPool.isSqlite(journal.url()) ? sqlite(settings, shown) : postgresql(journal, shown);
        } catch (IOException | SQLException unusable) {
            throw ConnectionPool.unusable(journal.url(), unusable);
        }
    }

    private static CheckResult sqlite(Settings settings, String shown) throws IOException, SQLException {
        Path file = ConnectionPool.file(settings.journal().url()).toAbsolutePath();
        SqliteNativeLibrary.load(nearest(settings.places().tmp()));
        if (!Files.exists(file)) {
            return absent(file, shown);
        }
        SqliteFileCheck.look(file);
        if (!Files.isWritable(file) || !Files.isWritable(file.getParent())) {
            return CheckResult.failed("vidu.journal.url is " + shown + " (" + file
                    + "); this process must be able to write the" + " file and its folder");
        }
        try (Connection connection =
                ReadOnlyConnection.sqlite(settings.journal().url(), NEEDS)) {
            SqliteFileCheck.checkAlone(connection);
            return judged(connection, file.toString());
        }
    }

    private static CheckResult absent(Path file, String shown) {
        Path folder = nearest(file.getParent());
        return Files.isDirectory(folder) && Files.isWritable(folder)
                ? CheckResult.ok(file + " is not there yet: the first start makes it")
                : CheckResult.failed("vidu.journal.url is " + shown + " (" + file
                        + "); it is not there, and this process can't" + " make it in " + folder);
    }

    /** @return the folder, or the nearest above it that is there */
    private static Path nearest(Path folder) {
        Path found = folder.toAbsolutePath();
        while (found.getParent() != null && !Files.exists(found)) {
            found = found.getParent();
        }
        return found;
    }

    private static CheckResult postgresql(JournalSettings journal, String shown) throws SQLException {
        try (Connection connection =
                ReadOnlyConnection.postgresql(journal.url(), journal.user(), journal.password(), NEEDS)) {
            Dialect.of(connection).check(connection);
            if (!isWritable(connection)) {
                throw new SQLException(
                        "the server only reads, or the user may not create tables in schema " + connection.getSchema()
                                + "; name the server that is written to, and GRANT USAGE, CREATE ON SCHEMA");
            }
            return judged(connection, shown);
        }
    }

    private static boolean isWritable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT NOT pg_is_in_recovery() AND has_schema_privilege(current_schema(), 'CREATE')")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static CheckResult judged(Connection connection, String place) throws SQLException {
        return CheckResult.ok(place + ": " + SchemaMigration.outlook(connection));
    }
}
