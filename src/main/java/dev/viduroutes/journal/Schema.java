package dev.viduroutes.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the journal's tables, or brings those of an earlier version up to date; one process at a time. */
final class Schema {

    /** In this order; what was once released is never changed, only followed. */
    static final List<String> STEPS = List.of(
            "V1__journal",
            "V2__uncertain_since",
            "V3__called_back",
            "V4__durations",
            "V5__attempts",
            "V6__budget",
            "V7__replay");

    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);
    private static final String VERSIONS = "vidu_version";
    /** Where versions were recorded before {@link #VERSIONS} was. */
    private static final String OLD_VERSIONS = "vidu_schema";

    private final Connection connection;
    private final Engine engine;

    private Schema(Connection connection, Engine engine) {
        this.connection = connection;
        this.engine = engine;
    }

    /** @param connection in auto-commit mode, as it is afterwards */
    static void migrate(Connection connection, Engine engine) throws SQLException {
        new Schema(connection, engine).migrate();
    }

    private void migrate() throws SQLException {
        int found = version();
        if (found > STEPS.size()) {
            LOG.warn("the journal's tables are of a later version: {}, and this one knows {}", found, STEPS.size());
        } else if (found < STEPS.size() || !exists(VERSIONS)) {
            bringUpToDate();
        }
    }

    /** All steps or none: both engines make and change tables in transactions. */
    private void bringUpToDate() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(engine.begin());
            try {
                engine.waitForTurn(statement);
                makeSteps(statement, version());
                statement.executeUpdate("COMMIT");
            } catch (SQLException | RuntimeException failed) {
                statement.executeUpdate("ROLLBACK");
                throw failed;
            }
        }
    }

    private void makeSteps(Statement statement, int done) throws SQLException {
        if (!exists(VERSIONS)) {
            statement.executeUpdate("CREATE TABLE " + VERSIONS + " (version INTEGER NOT NULL PRIMARY KEY)");
            for (int version = 1; version <= done; version++) {
                record(statement, version);
            }
        }
        for (int version = done + 1; version <= STEPS.size(); version++) {
            statement.executeUpdate(script(STEPS.get(version - 1)));
            record(statement, version);
        }
    }

    private static void record(Statement statement, int version) throws SQLException {
        statement.executeUpdate("INSERT INTO " + VERSIONS + " (version) VALUES (" + version + ")");
    }

    private int version() throws SQLException {
        if (exists(VERSIONS)) {
            return number("SELECT MAX(version) FROM " + VERSIONS);
        }
        return exists(OLD_VERSIONS) ? number("SELECT MAX(CAST(version AS INTEGER)) FROM " + OLD_VERSIONS) : 0;
    }

    private int number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    private boolean exists(String table) throws SQLException {
        try (ResultSet found = connection.getMetaData().getTables(null, connection.getSchema(), table, null)) {
            return found.next();
        }
    }

    private static String script(String name) {
        try (InputStream file = Schema.class.getResourceAsStream("/db/vidu/" + name + ".sql")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
