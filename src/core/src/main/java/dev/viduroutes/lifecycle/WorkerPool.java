package dev.viduroutes.lifecycle;

import dev.viduroutes.settings.Settings;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of the gateway. Any number of requests can wait here without one; the thread that ends a wait runs what
 * comes next, which may be a call, a download or an upload.
 *
 * <p>Camel's own pool for delays refuses more than 1,000 waiting exchanges, hence this one.
 */
public final class WorkerPool extends ScheduledThreadPoolExecutor {

    private volatile boolean waitsEnded;

    public WorkerPool(Settings settings) {
        this(settings.threads());
    }

    WorkerPool(int threads) {
        super(threads, named());
        setRemoveOnCancelPolicy(true);
    }

    private static ThreadFactory named() {
        AtomicInteger count = new AtomicInteger();
        return task -> new Thread(task, "vidu-" + count.incrementAndGet());
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        boolean late = waitsEnded;
        ScheduledFuture<?> wait = super.schedule(command, late ? 0 : delay, unit);
        if (!late && waitsEnded) {
            // The stop began in between, and may have missed this one.
            endWaits();
        }
        return wait;
    }

    /** Ends every wait now, and lets none begin: whoever waits finds out that the gateway stops. */
    void endWaits() {
        waitsEnded = true;
        for (Runnable waiting : getQueue().toArray(Runnable[]::new)) {
            if (getQueue().remove(waiting)) {
                execute(waiting);
            }
        }
    }
}
