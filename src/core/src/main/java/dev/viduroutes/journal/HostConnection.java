package dev.viduroutes.journal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteConnectionConfig;

/** A host's connection: as the journal needs it while it is open, and as it was before when it is given back. */
final class HostConnection implements InvocationHandler {

    /** Gives one property of the connection back its value. */
    private interface Undo {
        void run() throws SQLException;
    }

    private static final int SYNCHRONOUS_FULL = 2;

    private final Connection connection;
    private final Deque<Undo> undo = new ArrayDeque<>();
    private boolean closed;

    private HostConnection(Connection connection) {
        this.connection = connection;
    }

    /** @param timeout how long the database may be silent */
    static Connection from(Connection connection, Duration timeout) throws SQLException {
        HostConnection borrowed = new HostConnection(connection);
        try {
            borrowed.prepare(timeout);
        } catch (SQLException | RuntimeException unusable) {
            borrowed.giveBack();
            throw unusable;
        }
        return (Connection) Proxy.newProxyInstance(
                HostConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, borrowed);
    }

    private void prepare(Duration timeout) throws SQLException {
        if (!connection.getAutoCommit()) {
            undo.push(() -> connection.setAutoCommit(false));
            connection.setAutoCommit(true);
        }
        if (connection.isReadOnly()) {
            undo.push(() -> connection.setReadOnly(true));
            connection.setReadOnly(false);
        }
        if (Dialect.of(connection) == Dialect.SQLITE) {
            waitForTheDisk();
            beginByWriting();
        } else {
            giveUpInTime(timeout);
        }
    }

    private void waitForTheDisk() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int found;
            try (ResultSet row = statement.executeQuery("PRAGMA synchronous")) {
                found = row.getInt(1);
            }
            if (found < SYNCHRONOUS_FULL) {
                undo.push(() -> setSynchronous(found));
                setSynchronous(SYNCHRONOUS_FULL);
            }
        }
    }

    /** A transaction that begins by reading is refused when it wants to write after somebody else did. */
    private void beginByWriting() throws SQLException {
        SQLiteConnectionConfig config =
                connection.unwrap(SQLiteConnection.class).getConnectionConfig();
        TransactionMode found = config.getTransactionMode();
        undo.push(() -> config.setTransactionMode(found));
        config.setTransactionMode(TransactionMode.IMMEDIATE);
    }

    private void setSynchronous(int value) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("PRAGMA synchronous = " + value);
        }
    }

    /** A server that is cut off never answers. */
    private void giveUpInTime(Duration timeout) throws SQLException {
        int found = connection.getNetworkTimeout();
        undo.push(() -> connection.setNetworkTimeout(Runnable::run, found));
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(timeout.toMillis()));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("close")) {
            giveBack();
            return null;
        }
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    private void giveBack() throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        try (connection) {
            if (!connection.isClosed()) {
                restore();
            }
        }
    }

    /** What is not committed by now is not to be. */
    private void restore() throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }
}
