package dev.viduroutes.queue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs an action once, unless it is cancelled by then. */
final class Timeout {

    static final Duration NEVER = Duration.ofSeconds(Long.MAX_VALUE);

    private final CompletableFuture<Boolean> timer = new CompletableFuture<>();
    private final Runnable action;
    private boolean cancelled;

    Timeout(Duration after, Runnable action) {
        this.action = action;
        if (!after.equals(NEVER)) {
            timer.completeOnTimeout(true, after.toMillis(), TimeUnit.MILLISECONDS)
                    .thenAccept(this::expire);
        }
    }

    private synchronized void expire(boolean late) {
        if (late && !cancelled) {
            action.run();
        }
    }

    void cancel() {
        synchronized (this) {
            cancelled = true;
        }
        timer.complete(false);
    }
}
