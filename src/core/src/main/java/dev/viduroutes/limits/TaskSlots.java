package dev.viduroutes.limits;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.lifecycle.StopListener;
import dev.viduroutes.lifecycle.StoppingException;
import dev.viduroutes.request.Task;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The account's slots, one for each task that may be under way at once: a semaphore whose state outlives the process. Requests
 * that find no slot free wait in a queue, the first served first; no thread is held meanwhile.
 */
public final class TaskSlots implements StopListener {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.slots");
    /** Other processes give slots back without telling. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final SlotStore store;
    private final ScheduledExecutorService timer;
    private final SlotWaitLog waitLog;
    private final Queue<Waiting> queue = new ArrayDeque<>();
    private final Set<String> toFree = new HashSet<>();
    private boolean lookingAgain;
    private boolean held;
    private boolean closed;

    private record Waiting(String holder, long sinceNanos, CompletableFuture<Void> slot) {}

    public TaskSlots(SlotStore store, ScheduledExecutorService timer) {
        this(store, timer, System::nanoTime);
    }

    /** @param nanos monotonic clock */
    TaskSlots(SlotStore store, ScheduledExecutorService timer, LongSupplier nanos) {
        this.store = store;
        this.timer = timer;
        this.waitLog = new SlotWaitLog(store, nanos);
    }

    /**
     * Takes a slot for a request; one that has a slot already keeps it.
     *
     * @param holder the request's id
     * @return completes when the request has its slot; exceptionally with {@link StoppingException} at a stop
     */
    public CompletionStage<Void> take(String holder) {
        CompletableFuture<Void> slot = new CompletableFuture<>();
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedFuture(new StoppingException());
            }
            if (held) {
                // It has not been submitted, so it needs none while it waits.
                toFree.add(holder);
            } else if (!queue.isEmpty() && hasSlot(holder)) {
                // Behind them it would wait for those who wait for its slot.
                return CompletableFuture.completedFuture(null);
            }
            queue.add(new Waiting(holder, waitLog.now(), slot));
        }
        serve();
        return slot;
    }

    /** The same for a task's request. Routes can't pass its id: Camel takes the text {@code null} for nothing. */
    public CompletionStage<Void> takeFor(Task task) {
        return take(task.request().id());
    }

    /** Gives the slot of a task's request back. */
    public void freeFor(Task task) {
        free(task.request().id());
    }

    /** Gives the slot back, if the request has one; the next in the queue gets it. */
    public void free(String holder) {
        synchronized (this) {
            toFree.add(holder);
        }
        serve();
    }

    /** From now on no request gets a slot, until {@link #release}. */
    public synchronized void hold() {
        held = true;
    }

    /** Requests that wait get slots again. */
    public void release() {
        synchronized (this) {
            if (!held || closed) {
                return;
            }
            held = false;
            waitLog.restart();
        }
        // Requests go on in there, which is not for the thread of whoever released them.
        timer.execute(this::serve);
    }

    public synchronized boolean isHeld() {
        return held;
    }

    @Override
    public void endWaits() {
        Queue<Waiting> waiting;
        synchronized (this) {
            closed = true;
            waiting = new ArrayDeque<>(queue);
            queue.clear();
        }
        waiting.forEach(request -> request.slot().completeExceptionally(new StoppingException()));
    }

    /** @return slots in use, over all processes */
    public int inUse() throws Exception {
        return store.inUse();
    }

    /** @return whether a request would take a slot that is free */
    public synchronized boolean isWanted() {
        return !held && !queue.isEmpty();
    }

    /** @return requests in the queue */
    public synchronized int waiting() {
        return queue.size();
    }

    private void serve() {
        for (CompletableFuture<Void> slot = next(); slot != null; slot = next()) {
            // Outside of the lock: completing it runs the next request's route on this thread.
            slot.complete(null);
        }
    }

    private synchronized CompletableFuture<Void> next() {
        try {
            giveBack();
            Waiting first = held ? null : queue.peek();
            if (first != null && store.take(first.holder())) {
                return queue.poll().slot();
            }
            waitLog.look(queue.size(), first == null ? OptionalLong.empty() : OptionalLong.of(first.sinceNanos()));
        } catch (Exception unavailable) {
            // Whoever keeps the slots tells that they can't be had; this happens twice a second.
            LOG.debug("slots can't be counted, trying again: {}", SanitizedText.of(unavailable));
        }
        if (!closed && (isWanted() || !toFree.isEmpty())) {
            lookAgain();
        }
        return null;
    }

    private boolean hasSlot(String holder) {
        try {
            return !toFree.contains(holder) && store.holds(holder);
        } catch (Exception unavailable) {
            return false;
        }
    }

    private void giveBack() throws Exception {
        for (String holder : Set.copyOf(toFree)) {
            store.free(holder);
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
