package dev.viduroutes.callback;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Limits how long a callback waits for the journal: the caller gets an answer within a second, even from a database that
 * is cut off. After a wait in vain no other callback waits for a while.
 */
public final class JournalTimeLimiter implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMillis(700);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int THREADS = 2;
    private static final int MOST_WAITING = 64;

    private final ThreadPoolExecutor threads;
    private final Duration limit;
    private final LongSupplier nanos;
    private final AtomicLong pausedUntil;

    public JournalTimeLimiter() {
        this(LIMIT, System::nanoTime);
    }

    JournalTimeLimiter(Duration limit, LongSupplier nanos) {
        this.limit = limit;
        this.nanos = nanos;
        pausedUntil = new AtomicLong(nanos.getAsLong());
        threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                JournalTimeLimiter::daemon);
        threads.allowCoreThreadTimeOut(true);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "vidu-callback");
        thread.setDaemon(true);
        return thread;
    }

    /** @throws SQLException if there is no answer within the patience; the work may still be done later */
    <T> T call(Callable<T> work) throws SQLException {
        if (nanos.getAsLong() - pausedUntil.get() < 0) {
            throw new SQLException("the journal did not answer a moment ago");
        }
        try {
            return await(threads.submit(work));
        } catch (RejectedExecutionException full) {
            throw new SQLException("too much waits for the journal", full);
        }
    }

    private <T> T await(Future<T> answer) throws SQLException {
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            answer.cancel(false);
            pausedUntil.set(nanos.getAsLong() + PAUSE.toNanos());
            throw new SQLException("the journal does not answer within " + limit.toMillis() + " ms", late);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", stopping);
        } catch (ExecutionException failed) {
            throw new SQLException(failed.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
