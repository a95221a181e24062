package dev.viduroutes.pace;

import dev.viduroutes.request.Task;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The line in front of the account's places for concurrent tasks. A request that finds no place waits its turn; no
 * thread is held meanwhile. The places themselves are kept elsewhere, where they outlive the process.
 */
public final class Slots {

    /** Where places are taken and given back. Either may fail, and is then tried again. */
    public interface Places {

        /** @return whether the holder has a place now; one that has one keeps it */
        boolean take(String holder) throws Exception;

        void free(String holder) throws Exception;

        /** @return places in use, over all processes */
        int inUse() throws Exception;

        /** @return whether the holder has a place */
        boolean holds(String holder) throws Exception;
    }

    private static final Logger LOG = LoggerFactory.getLogger("vidu.slots");
    /** Other processes give places back without telling. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final Places places;
    private final ScheduledExecutorService timer;
    private final Queue<Map.Entry<String, CompletableFuture<Void>>> line = new ArrayDeque<>();
    private final Set<String> toFree = new HashSet<>();
    private boolean lookingAgain;
    private boolean closed;

    public Slots(Places places, ScheduledExecutorService timer) {
        this.places = places;
        this.timer = timer;
    }

    /**
     * Takes a place for a request; one that has a place already keeps it.
     *
     * @param holder the request's id
     * @return completes when the request has its place; exceptionally with {@link StoppingException} at a stop
     */
    public CompletionStage<Void> take(String holder) {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedFuture(new StoppingException());
            }
            if (!line.isEmpty() && hasPlace(holder)) {
                // Behind them it would wait for those who wait for its place.
                return CompletableFuture.completedFuture(null);
            }
            line.add(Map.entry(holder, turn));
        }
        serve();
        return turn;
    }

    /** The same for a task's request. Routes can't pass its id: Camel takes the text {@code null} for nothing. */
    public CompletionStage<Void> takeFor(Task task) {
        return take(task.request().id());
    }

    /** Gives the place of a task's request back. */
    public void freeFor(Task task) {
        free(task.request().id());
    }

    /** Gives the place back, if the request has one; the next in line gets it. */
    public void free(String holder) {
        synchronized (this) {
            toFree.add(holder);
        }
        serve();
    }

    /** Sends everybody in line away, since the gateway stops. */
    void close() {
        Queue<Map.Entry<String, CompletableFuture<Void>>> waiting;
        synchronized (this) {
            closed = true;
            waiting = new ArrayDeque<>(line);
            line.clear();
        }
        waiting.forEach(entry -> entry.getValue().completeExceptionally(new StoppingException()));
    }

    /** @return slots in use, over all processes */
    public int inUse() throws Exception {
        return places.inUse();
    }

    /** @return requests in line */
    public synchronized int waiting() {
        return line.size();
    }

    private void serve() {
        for (CompletableFuture<Void> turn = next(); turn != null; turn = next()) {
            // Outside of the lock: completing it runs the next request's route on this thread.
            turn.complete(null);
        }
    }

    private synchronized CompletableFuture<Void> next() {
        try {
            giveBack();
            Map.Entry<String, CompletableFuture<Void>> first = line.peek();
            if (first != null && places.take(first.getKey())) {
                return line.poll().getValue();
            }
        } catch (Exception unavailable) {
            LOG.warn("places can't be counted, trying again: {}", unavailable.toString());
        }
        if (!closed && !(line.isEmpty() && toFree.isEmpty())) {
            lookAgain();
        }
        return null;
    }

    private boolean hasPlace(String holder) {
        try {
            return !toFree.contains(holder) && places.holds(holder);
        } catch (Exception unavailable) {
            return false;
        }
    }

    private void giveBack() throws Exception {
        for (String holder : Set.copyOf(toFree)) {
            places.free(holder);
            toFree.remove(holder);
        }
    }

    private void lookAgain() {
        if (!lookingAgain) {
            lookingAgain = true;
            timer.schedule(this::looked, LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void looked() {
        synchronized (this) {
            lookingAgain = false;
        }
        serve();
    }
}
