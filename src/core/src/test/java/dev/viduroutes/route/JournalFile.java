package dev.viduroutes.route;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The SQLite file of a journal, seen and disturbed from outside. */
public final class JournalFile {

    private final Path file;

    public JournalFile(Path file) {
        this.file = file;
    }

    /** From now on no request gets into these states: the write fails, as on a full disk. */
    public void refuseStates(String... states) throws SQLException {
        String refused = "WHEN NEW.state IN ('" + String.join("', '", states) + "')";
        execute(trigger("refuse_insert", "BEFORE INSERT", refused));
        execute(trigger("refuse_update", "BEFORE UPDATE", refused));
    }

    private static String trigger(String name, String when, String condition) {
        return "CREATE TRIGGER " + name + " " + when + " ON vidu_task " + condition
                + " BEGIN SELECT RAISE(ABORT, 'the disk is full'); END";
    }

    /** Writes succeed again. */
    public void accept() throws SQLException {
        execute("DROP TRIGGER refuse_insert");
        execute("DROP TRIGGER refuse_update");
    }

    /** @return holds the only write lock until it is closed */
    public Connection lock() throws SQLException {
        Connection connection = open();
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
        }
        return connection;
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** @return the first column of the rows */
    public List<String> query(String sql) throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file + "?busy_timeout=10000");
    }
}
