package dev.viduroutes.queue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Rings once, unless it is off by then. */
final class Alarm {

    static final Duration NEVER = Duration.ofSeconds(Long.MAX_VALUE);

    private final CompletableFuture<Boolean> clock = new CompletableFuture<>();
    private final Runnable bell;
    private boolean off;

    Alarm(Duration in, Runnable bell) {
        this.bell = bell;
        if (!in.equals(NEVER)) {
            clock.completeOnTimeout(true, in.toMillis(), TimeUnit.MILLISECONDS).thenAccept(this::ring);
        }
    }

    private synchronized void ring(boolean late) {
        if (late && !off) {
            bell.run();
        }
    }

    void off() {
        synchronized (this) {
            off = true;
        }
        clock.complete(false);
    }
}
