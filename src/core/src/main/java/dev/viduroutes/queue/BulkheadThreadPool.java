package dev.viduroutes.queue;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that may be held for as long as an endpoint likes. They begin when they are needed and end when they are not,
 * and keep no process alive. Any number of calls may wait for one.
 */
final class BulkheadThreadPool extends ThreadPoolExecutor {

    private static final long IDLE_SECONDS = 30;

    BulkheadThreadPool(String name, int threads) {
        super(threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        allowCoreThreadTimeOut(true);
        AtomicInteger count = new AtomicInteger();
        setThreadFactory(task -> {
            Thread thread = new Thread(task, name + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }
}
