package dev.viduroutes.journal;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A host's connections as the journal needs them, each for the time of a statement or two. They are fetched on a thread
 * that no transaction is bound to: what was paid must stay recorded when the host's own transaction is rolled back.
 */
final class HostDataSource implements DataSource, AutoCloseable {

    private static final long IDLE_SECONDS = 5;

    private final DataSource host;
    private final Duration timeout;
    private final ThreadPoolExecutor threads;

    /** @param timeout the longest wait for a connection of the host's, and for the database's answer */
    HostDataSource(DataSource host, Duration timeout) {
        this.host = host;
        this.timeout = timeout;
        AtomicInteger count = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "vidu-journal-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    @Override
    public Connection getConnection() throws SQLException {
        CompletableFuture<Connection> coming = CompletableFuture.supplyAsync(this::borrow, threads);
        try {
            return coming.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof SQLException why ? why : new SQLException(failed.getCause());
        } catch (TimeoutException late) {
            throw withoutConnection(coming, "no connection came within " + timeout.toMillis() + " ms");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw withoutConnection(coming, "interrupted while waiting for a connection");
        }
    }

    private Connection borrow() {
        try {
            return HostConnection.from(host.getConnection(), timeout);
        } catch (SQLException unavailable) {
            throw new CompletionException(unavailable);
        }
    }

    private static SQLException withoutConnection(CompletableFuture<Connection> coming, String why) {
        coming.thenAccept(late -> {
            try {
                late.close();
            } catch (SQLException unusable) {
                // Nobody waits for it any more.
            }
        });
        return new SQLTransientConnectionException(why);
    }

    /** The host's DataSource stays open. */
    @Override
    public void close() {
        threads.shutdown();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the user is the host's");
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return host.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("the log is the host's");
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return host.getLoginTimeout();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("the time-out is the host's");
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return host.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return host.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return host.isWrapperFor(type);
    }
}
