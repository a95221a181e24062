package dev.viduroutes.limits;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Runs something at the earliest of the times that were asked for; one timer, however often it is set. */
final class EarliestTimer {

    private final ScheduledExecutorService timer;
    private final Runnable action;
    private ScheduledFuture<?> pending;

    EarliestTimer(ScheduledExecutorService timer, Runnable action) {
        this.timer = timer;
        this.action = action;
    }

    /** The action runs in this many nanoseconds, or earlier. */
    synchronized void within(long waitNanos) {
        if (pending != null && pending.getDelay(TimeUnit.NANOSECONDS) <= waitNanos) {
            return;
        }
        if (pending != null) {
            pending.cancel(false);
        }
        pending = timer.schedule(this::run, waitNanos, TimeUnit.NANOSECONDS);
    }

    private void run() {
        synchronized (this) {
            pending = null;
        }
        action.run();
    }
}
