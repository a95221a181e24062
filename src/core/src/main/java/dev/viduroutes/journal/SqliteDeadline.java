package dev.viduroutes.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.LongSupplier;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;

/** Ends what a SQLite works on for too long: its driver's own limit of a query is one of waiting for a lock. */
final class SqliteDeadline {

    /** SQLite's own steps, of which a second has some ten millions. */
    private static final int STEPS_BETWEEN_LOOKS = 20_000;

    private SqliteDeadline() {}

    /** @param deadlineNanos by {@link System#nanoTime()} */
    static void set(Connection connection, LongSupplier deadlineNanos) throws SQLException {
        ProgressHandler.setHandler(
                connection.unwrap(SQLiteConnection.class), STEPS_BETWEEN_LOOKS, new ProgressHandler() {
                    @Override
                    protected int progress() {
                        return deadlineNanos.getAsLong() - System.nanoTime() <= 0 ? 1 : 0;
                    }
                });
    }

    static void clear(Connection connection) throws SQLException {
        ProgressHandler.clearHandler(connection.unwrap(SQLiteConnection.class));
    }
}
