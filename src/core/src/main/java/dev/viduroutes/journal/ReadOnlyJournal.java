package dev.viduroutes.journal;

import dev.viduroutes.host.HostBeans;
import dev.viduroutes.settings.Settings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The journal for who looks into it while others write: on a connection of its own, which is opened when it is first needed and again
 * after it broke, changes nothing, and ends every question after two seconds. Thread-safe: one question at a time.
 */
public final class ReadOnlyJournal implements AutoCloseable {

    /** @param <T> what a row is read as */
    public interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    private interface Opener {
        Connection open() throws SQLException;
    }

    static final Duration LONGEST = Duration.ofSeconds(2);
    static final ReadOnlyConnection.Needs NEEDS = new ReadOnlyConnection.Needs(
            22,
            "the first that knows all that is asked for here. A gateway of this version brings them up to date when it starts",
            LONGEST,
            Duration.ofSeconds(5));
    private static final String LATE = "the journal had no answer within " + LONGEST.toSeconds() + " s: ask for less";
    private static final long NEARLY_A_SECOND = Duration.ofSeconds(1).toNanos() - 1;

    private final Opener opener;
    private Connection connection;
    private boolean sqlite;
    private long deadlineNanos;
    private Consumer<String> watcher = sql -> {};

    private ReadOnlyJournal(Opener opener) {
        this.opener = opener;
    }

    /** @return the journal of the settings, or what the host has for it; it is opened at the first question */
    public static ReadOnlyJournal of(Settings settings, HostBeans host) {
        return new ReadOnlyJournal(() -> ReadOnlyConnection.open(settings, host, NEEDS));
    }

    static ReadOnlyJournal of(String url) {
        return new ReadOnlyJournal(() -> ReadOnlyConnection.open(url, "", "", NEEDS));
    }

    /**
     * @param sql one that only reads
     * @throws SQLException if the journal can't be asked, or has no answer within two seconds; the message names the setting if there
     *     is no journal
     */
    public <T> List<T> query(RowMapper<T> mapper, String sql, Object... values) throws SQLException {
        return queryUntil(deadline(), mapper, sql, values);
    }

    /** @return for several questions together: as late as an answer to one that is asked now */
    public long deadline() {
        return System.nanoTime() + LONGEST.toNanos();
    }

    /**
     * As {@link #query}, with an end that several questions have in common.
     *
     * @param deadline {@linkplain #deadline when} there must be an answer
     * @throws SQLTimeoutException if there is none by then; a server is given a second at least
     */
    public synchronized <T> List<T> queryUntil(long deadline, RowMapper<T> mapper, String sql, Object... values)
            throws SQLException {
        if (deadline - System.nanoTime() <= 0) {
            throw new SQLTimeoutException(LATE);
        }
        boolean reused = connection != null;
        open();
        try {
            deadlineNanos = deadline;
            return ask(mapper, sql, values);
        } catch (SQLException failed) {
            boolean late = deadlineNanos - System.nanoTime() <= 0;
            drop();
            if (late) {
                throw new SQLTimeoutException(LATE, failed);
            } else if (!reused) {
                throw failed;
            }
        }
        // What was open may have been closed by the server meanwhile.
        return queryUntil(deadline, mapper, sql, values);
    }

    /** For tests: hears each statement. */
    synchronized void watchedBy(Consumer<String> listener) {
        watcher = listener;
    }

    /** @return whether it is a SQLite, whose planner has to be told by which index a page is read */
    public synchronized boolean isSqlite() throws SQLException {
        open();
        return sqlite;
    }

    private void open() throws SQLException {
        if (connection == null) {
            connection = opener.open();
            sqlite = Dialect.of(connection) == Dialect.SQLITE;
            if (sqlite) {
                SqliteDeadline.set(connection, () -> deadlineNanos);
            }
        }
    }

    private <T> List<T> ask(RowMapper<T> mapper, String sql, Object... values) throws SQLException {
        watcher.accept(sql);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(secondsLeft());
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i] instanceof String text ? StorableText.of(text) : values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(mapper.map(rows));
                }
                return found;
            }
        } finally {
            endTransaction();
        }
    }

    private int secondsLeft() {
        return Math.max(
                1,
                Math.toIntExact(Duration.ofNanos(deadlineNanos - System.nanoTime() + NEARLY_A_SECOND)
                        .toSeconds()));
    }

    /** One that stays open keeps a server from tidying up. */
    private void endTransaction() throws SQLException {
        if (!connection.isClosed() && !connection.getAutoCommit()) {
            connection.rollback();
        }
    }

    private void drop() {
        try {
            close();
        } catch (SQLException gone) {
            connection = null;
        }
    }

    @Override
    public synchronized void close() throws SQLException {
        if (connection == null) {
            return;
        }
        Connection closing = connection;
        connection = null;
        if (sqlite && !closing.isClosed()) {
            SqliteDeadline.clear(closing);
        }
        closing.close();
    }
}
