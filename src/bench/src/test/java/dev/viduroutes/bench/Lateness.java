package dev.viduroutes.bench;

import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * How late the waits of the gateway end because of the gateway: looks every 10 ms at the wait that should have ended
 * first. Whatever ends a wait (a poll, a submit, a retry), it does so on the pool that is watched.
 */
final class Lateness implements AutoCloseable {

    private static final long EVERY_MILLIS = 10;

    private final ScheduledThreadPoolExecutor pool;
    private final Thread watcher = new Thread(this::watch, "bench-lateness");
    private volatile long worstNanos;

    Lateness(ScheduledThreadPoolExecutor pool) {
        this.pool = pool;
        watcher.setDaemon(true);
        watcher.start();
    }

    /** Forgets what was seen so far. */
    void reset() {
        worstNanos = 0;
    }

    /** @return seconds by which the latest of all waits was overdue so far, to 10 ms */
    double worstSeconds() {
        return worstNanos / 1e9;
    }

    private void watch() {
        try {
            while (true) {
                if (pool.getQueue().peek() instanceof Delayed first) {
                    worstNanos = Math.max(worstNanos, -first.getDelay(TimeUnit.NANOSECONDS));
                }
                TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
