package dev.viduroutes.limits;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.lifecycle.StopListener;
import dev.viduroutes.lifecycle.StoppingException;
import dev.viduroutes.request.Task;
import dev.viduroutes.settings.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
 * that find no slot free wait for their turn in a {@link TurnQueue}; no thread is held meanwhile. Processes that share a journal
 * share the slots, and each has a queue of its own.
 */
public final class TaskSlots implements StopListener {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.slots");
    /** Other processes give slots back without telling. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final SlotStore store;
    private final ScheduledExecutorService timer;
    private final SlotWaitLog waitLog;
    private final TurnQueue<Waiting> queue;
    private final Map<String, Waiting> byHolder = new HashMap<>();
    /** Those that could not be asked whether they have a slot. */
    private final Set<Waiting> unasked = new LinkedHashSet<>();

    private final Set<String> toFree = new HashSet<>();
    private boolean lookingAgain;
    private volatile boolean held;
    private boolean closed;

    private record Waiting(String holder, CompletableFuture<Void> slot) {}

    public TaskSlots(Settings settings, SlotStore store, ScheduledExecutorService timer) {
        this(settings, store, timer, "", System::nanoTime);
    }

    /** @param which whose slots these are, as the log says it; empty if there is one account only */
    TaskSlots(Settings settings, SlotStore store, ScheduledExecutorService timer, String which) {
        this(settings, store, timer, which, System::nanoTime);
    }

    /** @param nanos monotonic clock */
    TaskSlots(Settings settings, SlotStore store, ScheduledExecutorService timer, LongSupplier nanos) {
        this(settings, store, timer, "", nanos);
    }

    private TaskSlots(
            Settings settings, SlotStore store, ScheduledExecutorService timer, String which, LongSupplier nanos) {
        this.queue = new TurnQueue<>(settings.urgent(), settings.shares(), nanos);
        this.store = store;
        this.timer = timer;
        this.waitLog = new SlotWaitLog(store, which, nanos);
    }

    /**
     * Takes a slot for a task's request; one that has a slot already keeps it. Routes can't pass its id: Camel takes the text
     * {@code null} for nothing.
     *
     * @return completes when the request has its slot; exceptionally with {@link StoppingException} at a stop
     */
    public CompletionStage<Void> takeFor(Task task) {
        return take(task.request().id(), Lane.of(task.request()));
    }

    CompletionStage<Void> take(String holder, Lane lane) {
        Waiting mine;
        Optional<Waiting> next;
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedFuture(new StoppingException());
            }
            Optional<Boolean> hasSlot = held ? giveUp(holder) : hasSlot(holder);
            if (hasSlot.orElse(false)) {
                // Behind them it would wait for those who wait for its slot.
                return CompletableFuture.completedFuture(null);
            }
            mine = byHolder.computeIfAbsent(holder, unknown -> enqueue(holder, lane));
            if (hasSlot.isEmpty()) {
                unasked.add(mine);
            }
            next = next();
        }
        serve(next);
        return mine.slot();
    }

    /** It has not been submitted, so it needs none while it waits. */
    private Optional<Boolean> giveUp(String holder) {
        toFree.add(holder);
        return Optional.of(false);
    }

    /** @return whether it has one; empty if nobody knows now */
    private Optional<Boolean> hasSlot(String holder) {
        if (toFree.contains(holder)) {
            return Optional.of(false);
        }
        try {
            // Where nobody waits, to take one says it too.
            return Optional.of(queue.isEmpty() ? store.take(holder) : store.holds(holder));
        } catch (Exception unavailable) {
            return Optional.empty();
        }
    }

    private Waiting enqueue(String holder, Lane lane) {
        Waiting mine = new Waiting(holder, new CompletableFuture<>());
        queue.add(lane, mine);
        return mine;
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

    /**
     * Sends a request away that waits for a slot.
     *
     * @param why what its wait ends with
     * @return whether it waited; else it has its slot, or is not here
     */
    public boolean remove(String holder, Exception why) {
        Waiting leaving;
        synchronized (this) {
            leaving = byHolder.get(holder);
            if (leaving == null) {
                return false;
            }
            forget(leaving);
        }
        timer.execute(() -> leaving.slot().completeExceptionally(why));
        return true;
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

    /** Waits for nothing, as this is asked where others must not wait for the journal. */
    public boolean isHeld() {
        return held;
    }

    @Override
    public void endWaits() {
        List<Waiting> waiting;
        synchronized (this) {
            closed = true;
            waiting = queue.all().toList();
            waiting.forEach(this::forget);
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

    /** @return urgent ones among them */
    public synchronized int urgentWaiting() {
        return queue.urgent();
    }

    private void serve() {
        serve(next());
    }

    private void serve(Optional<Waiting> first) {
        for (Optional<Waiting> next = first; next.isPresent(); next = next()) {
            // Outside of the lock: completing it runs the next request's route on this thread.
            next.get().slot().complete(null);
        }
    }

    private synchronized Optional<Waiting> next() {
        try {
            giveBack();
            Optional<Waiting> next = held ? Optional.empty() : returning().or(queue::peek);
            if (next.isPresent() && store.take(next.get().holder())) {
                granted(next.get());
                return next;
            }
            waitLog.look(queue.size(), queue.urgent(), next.isPresent() ? queue.oldestNanos() : OptionalLong.empty());
        } catch (Exception unavailable) {
            // Whoever keeps the slots tells that they can't be had; this happens twice a second.
            LOG.debug("slots can't be counted, trying again: {}", SanitizedText.of(unavailable));
        }
        if (!closed && (isWanted() || !toFree.isEmpty())) {
            lookAgain();
        }
        return Optional.empty();
    }

    /** @return one that has a slot, whoever's turn it is */
    private Optional<Waiting> returning() throws Exception {
        for (Waiting one : List.copyOf(unasked)) {
            if (store.holds(one.holder())) {
                return Optional.of(one);
            }
            unasked.remove(one);
        }
        return Optional.empty();
    }

    private void granted(Waiting next) {
        if (queue.peek().filter(next::equals).isPresent()) {
            queue.poll(next);
        }
        forget(next);
    }

    private void forget(Waiting gone) {
        byHolder.remove(gone.holder());
        queue.remove(gone);
        unasked.remove(gone);
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
