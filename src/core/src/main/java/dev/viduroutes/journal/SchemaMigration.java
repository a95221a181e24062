package dev.viduroutes.journal;

import dev.viduroutes.outage.ErrorText;
import io.ebean.migration.MigrationConfig;
import io.ebean.migration.MigrationContext;
import io.ebean.migration.MigrationException;
import io.ebean.migration.MigrationRunner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Creates the journal's tables, or brings those of an earlier version up to date; one process at a time. The scripts stand
 * in an index, so that no class path is searched for them.
 */
final class SchemaMigration {

    private static final String SCRIPTS = "db/vidu";
    private static final String INDEX = "vidu";
    private static final String TASKS = "vidu_task";
    private static final String VERSIONS = "vidu_version";
    /** Where versions were recorded before {@link #VERSIONS} was. */
    private static final String OLD_VERSIONS = "vidu_schema";

    private static final Pattern LEADING_NUMBER = Pattern.compile("\\d{1,9}");

    private final Connection connection;

    private SchemaMigration(Connection connection) {
        this.connection = connection;
    }

    /**
     * @param connection in auto-commit mode, as it is afterwards; a transaction on SQLite must begin with the lock to write,
     *     so that there is one at a time
     */
    static void migrate(Connection connection) throws SQLException {
        new SchemaMigration(connection).migrate();
    }

    /**
     * Changes nothing.
     *
     * @param least version that has what is to be read
     * @param has what it is the first to have, for people
     * @throws SQLException if these are no tables that this version can read
     */
    static void checkReadable(Connection connection, int least, String has) throws SQLException {
        SchemaMigration found = new SchemaMigration(connection);
        found.checkWhole();
        found.checkVersion();
        if (!found.exists(VERSIONS) && !found.exists(OLD_VERSIONS)) {
            throw new SQLException("there is no journal in it: no gateway has used it yet, or another one is meant");
        }
        int version = found.exists(VERSIONS) ? found.versionFound() : 0;
        if (version < least) {
            throw new SQLException("its tables are of a version before " + least + ", " + has);
        }
    }

    /**
     * Changes nothing.
     *
     * @return what a start would do with the tables, for a person
     * @throws SQLException if it would not take them
     */
    static String outlook(Connection connection) throws SQLException {
        SchemaMigration found = new SchemaMigration(connection);
        found.checkWhole();
        found.checkVersion();
        if (!found.exists(VERSIONS)) {
            return found.exists(OLD_VERSIONS)
                    ? "the next start brings its tables up to date"
                    : "the first start makes its tables";
        }
        int version = found.versionFound();
        return "its tables are of version " + version
                + (version == versionKnown() ? "" : ", and the next start brings them up to " + versionKnown());
    }

    private void migrate() throws SQLException {
        checkWhole();
        checkVersion();
        MigrationConfig config = config();
        connection.setAutoCommit(false);
        try {
            new MigrationRunner(config).run(new Step(connection));
        } catch (MigrationException failed) {
            throw new SQLException("its tables can't be brought up to date: " + root(failed), failed);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private MigrationConfig config() throws SQLException {
        MigrationConfig config = new MigrationConfig();
        config.setMigrationPath(SCRIPTS);
        config.setBasePlatform(INDEX);
        config.setMetaTable(VERSIONS);
        // It begins with a statement that fails on an empty database, which ends a transaction of PostgreSQL's.
        config.setFastMode(false);
        if (!exists(VERSIONS) && exists(OLD_VERSIONS)) {
            config.setPatchInsertOn(oldVersions());
        }
        return config;
    }

    /** Without their version nobody knows what the tables are, or whose. */
    private void checkWhole() throws SQLException {
        if (exists(TASKS) && !exists(VERSIONS) && !exists(OLD_VERSIONS)) {
            throw new SQLException("it has a table " + TASKS + " and none that says of which version it is, " + VERSIONS
                    + ": it is another program's, or a part of the journal is missing; put the journal back from a copy, or"
                    + " name another database");
        }
    }

    /** What a later version wrote, this one may misread, and what it writes, that one may. */
    private void checkVersion() throws SQLException {
        int found = exists(VERSIONS) ? versionFound() : 0;
        int known = versionKnown();
        if (found > known) {
            throw new SQLException(
                    "its tables are of version " + found + ", which a later version of vidu-routes made; this"
                            + " one knows versions up to " + known
                            + ": start that version or a later one, or put back the copy that"
                            + " was made before it was first started");
        }
    }

    /** Compared as numbers; what is none is of no script of ours. */
    private int versionFound() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT mversion FROM " + VERSIONS)) {
            int latest = 0;
            while (rows.next()) {
                latest = Math.max(latest, number(String.valueOf(rows.getString(1))));
            }
            return latest;
        }
    }

    private static int number(String version) {
        Matcher digits = LEADING_NUMBER.matcher(version);
        return digits.lookingAt() ? Integer.parseInt(digits.group()) : 0;
    }

    private static int versionKnown() throws SQLException {
        try (InputStream index =
                SchemaMigration.class.getResourceAsStream("/" + SCRIPTS + "/idx_" + INDEX + ".migrations")) {
            return new String(index.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .mapToInt(line -> number(line.substring(line.indexOf('V') + 1)))
                    .max()
                    .orElse(0);
        } catch (IOException unreadable) {
            throw new SQLException("the list of its tables' versions can't be read", unreadable);
        }
    }

    private boolean exists(String table) throws SQLException {
        try (ResultSet found = connection.getMetaData().getTables(null, connection.getSchema(), table, null)) {
            return found.next();
        }
    }

    private String oldVersions() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT version FROM " + OLD_VERSIONS)) {
            StringBuilder all = new StringBuilder();
            while (rows.next()) {
                all.append(rows.getString(1)).append(',');
            }
            return all.toString();
        }
    }

    private static String root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return ErrorText.withoutSecrets(String.valueOf(cause.getMessage()));
    }

    /** What the library asks for beside the connection. */
    private record Step(Connection connection) implements MigrationContext {

        @Override
        public String migrationPath() {
            return SCRIPTS;
        }

        @Override
        public String platform() {
            return INDEX;
        }

        @Override
        public String basePlatform() {
            return INDEX;
        }
    }
}
