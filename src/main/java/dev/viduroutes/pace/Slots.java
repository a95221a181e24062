package dev.viduroutes.pace;

import dev.viduroutes.settings.Settings;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The account's places for concurrent tasks, in this process. A request that finds none waits in line; no thread is
 * held meanwhile.
 */
public final class Slots {

    private final int places;
    private final Set<String> holders = new HashSet<>();
    private final Queue<Map.Entry<String, CompletableFuture<Void>>> line = new ArrayDeque<>();
    private boolean closed;

    public Slots(Settings settings) {
        this(settings.limits().concurrentTasks());
    }

    Slots(int places) {
        this.places = places;
    }

    /**
     * Takes a slot for a request; one that holds a slot already keeps it.
     *
     * @param holder tells one journey of a request from another; the exchange's id
     * @return completes when the request has its slot; exceptionally with {@link StoppingException} at a stop
     */
    public synchronized CompletionStage<Void> take(String holder) {
        if (closed) {
            return CompletableFuture.failedFuture(new StoppingException());
        }
        if (holders.contains(holder) || holders.size() < places) {
            holders.add(holder);
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> turn = new CompletableFuture<>();
        line.add(Map.entry(holder, turn));
        return turn;
    }

    /** Gives the slot back, if the request holds one; the next in line gets it. */
    public void free(String holder) {
        CompletableFuture<Void> turn = null;
        synchronized (this) {
            if (!holders.remove(holder)) {
                return;
            }
            Map.Entry<String, CompletableFuture<Void>> next = line.poll();
            if (next != null) {
                holders.add(next.getKey());
                turn = next.getValue();
            }
        }
        // Outside of the lock: completing it runs the next request's route on this thread.
        if (turn != null) {
            turn.complete(null);
        }
    }

    /** Sends everybody in line away, since the gateway stops. */
    void close() {
        Queue<Map.Entry<String, CompletableFuture<Void>>> waiting;
        synchronized (this) {
            closed = true;
            waiting = new ArrayDeque<>(line);
            line.clear();
        }
        for (Map.Entry<String, CompletableFuture<Void>> turn : waiting) {
            turn.getValue().completeExceptionally(new StoppingException());
        }
    }

    /** @return slots in use */
    public synchronized int inUse() {
        return holders.size();
    }

    /** @return requests in line */
    public synchronized int waiting() {
        return line.size();
    }
}
