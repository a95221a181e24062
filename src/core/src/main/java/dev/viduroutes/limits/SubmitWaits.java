package dev.viduroutes.limits;

import dev.viduroutes.lifecycle.WorkerPool;
import dev.viduroutes.request.Task;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.util.ObjectHelper;

/**
 * What a request waits for before it is submitted: its pause, a slot, a permit. Each wait ends at once for a request that was withdrawn,
 * with nothing had: the journal then refuses the record of its submit. Thread-safe.
 */
public final class SubmitWaits {

    private final GatedSlots slots;
    private final TaskSlots queue;
    private final CallScheduler calls;
    private final ScheduledExecutorService pool;
    private final Map<String, CompletableFuture<?>> waits = new HashMap<>();
    private Set<String> ended = Set.of();

    public SubmitWaits(SubmitGate gate, TaskSlots slots, CallScheduler calls, WorkerPool pool) {
        this(new GatedSlots(gate, slots, pool), slots, calls, pool);
    }

    SubmitWaits(GatedSlots slots, TaskSlots queue, CallScheduler calls, ScheduledExecutorService pool) {
        this.slots = slots;
        this.queue = queue;
        this.calls = calls;
        this.pool = pool;
    }

    /** What the wait of a withdrawn request for its slot ends with. */
    private static final class NotWantedException extends Exception {

        private static final long serialVersionUID = 1L;
    }

    /** @return what a request is called here while one owner has it */
    public static String key(String requestId, long epoch) {
        return epoch + "/" + requestId;
    }

    /** @return completes when the next submit of the task is due */
    public CompletionStage<Void> pauseOf(Task task) {
        return pauseOf(task, task.getPauseMillis());
    }

    /** @return completes after so many milliseconds */
    public CompletionStage<Void> pauseOf(Task task, long millis) {
        CompletableFuture<Void> pause = new CompletableFuture<>();
        if (millis == 0) {
            return CompletableFuture.completedFuture(null);
        }
        pool.schedule(() -> pause.complete(null), millis, TimeUnit.MILLISECONDS);
        return endable(task, pause);
    }

    /** @return completes when it has its slot */
    public CompletionStage<Void> slotFor(Task task) {
        return slots.takeFor(task, () -> isEnded(task), wait -> endable(task, wait));
    }

    /** @return completes with the permit for its submit; a permit that comes too late for it goes unused */
    public CompletionStage<CallPermit> permitFor(Task task) {
        return isEnded(task) ? CompletableFuture.completedFuture(null) : endable(task, calls.permitForSubmit(task));
    }

    private <T> CompletionStage<T> endable(Task task, CompletionStage<T> awaited) {
        String key = key(task);
        CompletableFuture<T> wait = new CompletableFuture<>();
        synchronized (this) {
            waits.put(key, wait);
        }
        awaited.whenComplete((had, trouble) -> {
            synchronized (this) {
                waits.remove(key, wait);
            }
            if (trouble == null || isEnded(task) || isWithdrawal(trouble)) {
                wait.complete(had);
            } else {
                wait.completeExceptionally(trouble);
            }
        });
        if (isEnded(task)) {
            end(key);
        }
        return wait;
    }

    /** Whoever looked at the same moment may have seen the request before it was withdrawn, and be heard last. */
    private static boolean isWithdrawal(Throwable trouble) {
        return ObjectHelper.getException(NotWantedException.class, trouble) != null;
    }

    private static String key(Task task) {
        return key(task.request().id(), task.epoch());
    }

    /** @return whether its request was withdrawn, so that it needs nothing any more */
    public synchronized boolean isEnded(Task task) {
        return ended.contains(key(task));
    }

    /** @param withdrawn {@linkplain #key keys} of all requests that are withdrawn now, and not settled yet */
    public void end(Set<String> withdrawn) {
        synchronized (this) {
            ended = Set.copyOf(withdrawn);
        }
        withdrawn.forEach(this::end);
    }

    private void end(String key) {
        CompletableFuture<?> wait;
        synchronized (this) {
            wait = waits.get(key);
        }
        if (wait == null) {
            // What waits under its id by now may be the same request put back, which nobody withdrew.
            return;
        }
        // First: what gets a slot afterwards would keep it for nothing.
        queue.remove(key.substring(key.indexOf('/') + 1), new NotWantedException());
        // What follows is not for the thread of whoever withdrew it.
        pool.execute(() -> wait.complete(null));
    }
}
