package dev.viduroutes.limits;

import dev.viduroutes.lifecycle.StoppingException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Holds back whoever waits for it while it is shut; no thread is held meanwhile. Thread-safe. */
public final class Gate {

    private CompletableFuture<Void> opened;
    private boolean closing;

    private Gate(CompletableFuture<Void> opened) {
        this.opened = opened;
    }

    public static Gate opened() {
        return new Gate(CompletableFuture.completedFuture(null));
    }

    public static Gate shutAtFirst() {
        return new Gate(new CompletableFuture<>());
    }

    /** @return completes once it is open; exceptionally with {@link StoppingException} at a stop */
    public synchronized CompletionStage<Void> whenOpen() {
        // A future of its own for each: whoever completes one runs a request's route.
        return opened.isDone() ? opened : opened.thenRun(() -> {});
    }

    /** @return whether it was open until now */
    public synchronized boolean shut() {
        if (closing || isShut()) {
            return false;
        }
        opened = new CompletableFuture<>();
        return true;
    }

    /** @param news is told if it was shut, before anybody goes through */
    public void open(Runnable news) {
        CompletableFuture<Void> waiting;
        synchronized (this) {
            if (!isShut()) {
                return;
            }
            waiting = opened;
            opened = CompletableFuture.completedFuture(null);
        }
        news.run();
        waiting.complete(null);
    }

    public synchronized boolean isShut() {
        return !opened.isDone();
    }

    /** Sends everybody away, since the gateway stops. */
    public void close() {
        CompletableFuture<Void> waiting;
        synchronized (this) {
            closing = true;
            waiting = opened;
        }
        waiting.completeExceptionally(new StoppingException());
    }
}
