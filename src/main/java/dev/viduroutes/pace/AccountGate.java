package dev.viduroutes.pace;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds submits back while the account is blocked (no balance, key not accepted); no thread is held meanwhile. */
public final class AccountGate {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.account");

    private CompletableFuture<Void> opened = CompletableFuture.completedFuture(null);
    private boolean closing;

    /** @return completes once submits may leave; exceptionally with {@link StoppingException} at a stop */
    public CompletionStage<Void> whenOpen() {
        synchronized (this) {
            // A future of its own for each: whoever completes one runs a request's route.
            return opened.isDone() ? opened : opened.thenRun(() -> {});
        }
    }

    /** No submit leaves until the account is in order. */
    public void block(String why) {
        synchronized (this) {
            if (closing || isBlocked()) {
                return;
            }
            opened = new CompletableFuture<>();
        }
        LOG.error("account=blocked: {}; submits wait until it is in order", why);
    }

    /** The account seems to be in order; whoever waits may submit. */
    public void open() {
        CompletableFuture<Void> waiting;
        synchronized (this) {
            if (!isBlocked()) {
                return;
            }
            waiting = opened;
            opened = CompletableFuture.completedFuture(null);
        }
        LOG.info("account=open: submits go on");
        waiting.complete(null);
    }

    public synchronized boolean isBlocked() {
        return !opened.isDone();
    }

    /** Sends everybody away, since the gateway stops. */
    void close() {
        CompletableFuture<Void> waiting;
        synchronized (this) {
            closing = true;
            waiting = opened;
        }
        waiting.completeExceptionally(new StoppingException());
    }
}
