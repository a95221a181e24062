package dev.viduroutes.limits;

import dev.viduroutes.inflight.Place;
import dev.viduroutes.lifecycle.WorkerPool;
import dev.viduroutes.request.Task;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.camel.util.ObjectHelper;

/**
 * What a request waits for before it is submitted: its pause, a slot, a permit. Each wait ends at once for a request that was withdrawn,
 * with nothing had: the journal then refuses the record of its submit. Who waits for a slot may be moved to another account, and needs no
 * place at its source while only requests of other accounts could use it. Thread-safe.
 */
public final class SubmitWaits {

    private final ApiAccounts accounts;
    private final ScheduledExecutorService pool;
    private final Map<String, CompletableFuture<?>> waits = new HashMap<>();
    /** Those that wait for a slot, the first first. */
    private final Map<String, SlotWait> slotWaits = new LinkedHashMap<>();
    /** Ids of requests that wait for a slot, and need no place meanwhile. */
    private final Set<String> idle = new HashSet<>();

    private Set<String> ended = Set.of();

    public SubmitWaits(ApiAccounts accounts, WorkerPool pool) {
        this(accounts, (ScheduledExecutorService) pool);
    }

    SubmitWaits(ApiAccounts accounts, ScheduledExecutorService pool) {
        this.accounts = accounts;
        this.pool = pool;
    }

    /**
     * @param to the account whose slot it shall wait for instead; empty for the one of the task
     * @param place of the request at its source, if it has one
     */
    private record SlotWait(Task task, Optional<String> to, Optional<Place> place) {}

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

    /**
     * @param place of the request at its source; null if it has none
     * @return completes with the task when it has its slot: at the account that it waited for, or was moved to
     */
    public CompletionStage<Task> slotFor(Task task, Place place) {
        SlotWait begun = new SlotWait(task, Optional.empty(), Optional.ofNullable(place));
        synchronized (this) {
            slotWaits.put(key(task), begun);
            // Not only at the next look: as many as wait for an account that is held may be taken at once.
            tell(begun, accounts.isHeldAlone(accounts.of(task)));
        }
        return accounts.of(task)
                .gatedSlots()
                .takeFor(task, () -> isEnded(task) || isMoved(task), wait -> endable(task, wait))
                .whenComplete((had, stopping) -> {
                    if (stopping != null) {
                        endSlotWait(task);
                    }
                })
                .thenCompose(had -> endSlotWait(task)
                        .map(to -> moved(task, to, place))
                        .orElseGet(() -> CompletableFuture.completedFuture(task)));
    }

    /** @return where it is to wait now */
    private synchronized Optional<String> endSlotWait(Task task) {
        Optional<SlotWait> wait = Optional.ofNullable(slotWaits.remove(key(task)));
        wait.ifPresent(ended -> tell(ended, false));
        return wait.flatMap(SlotWait::to);
    }

    /** It may have got the slot at the same moment. */
    private CompletionStage<Task> moved(Task task, String to, Place place) {
        accounts.freeFor(task);
        return slotFor(task.at(to), place);
    }

    private void tell(SlotWait wait, boolean isIdle) {
        String id = wait.task().request().id();
        if (isIdle) {
            idle.add(id);
            wait.place().ifPresent(Place::idle);
        } else {
            idle.remove(id);
            wait.place().ifPresent(Place::busy);
        }
    }

    /**
     * To be called each second: who needs no place has to say so again and again.
     *
     * @param isIdle whether a task that waits for a slot needs no place at its source meanwhile
     */
    public synchronized void tellPlaces(Predicate<Task> isIdle) {
        slotWaits.values().forEach(wait -> tell(wait, isIdle.test(wait.task())));
    }

    /** @return whether the request waits for a slot here, and needs no place meanwhile */
    public synchronized boolean isIdle(String requestId) {
        return idle.contains(requestId);
    }

    private synchronized boolean isMoved(Task task) {
        SlotWait wait = slotWaits.get(key(task));
        return wait != null && wait.to().isPresent();
    }

    /** @return the tasks that wait for a slot, the first first, each with the account that it waits for */
    public synchronized List<Task> waitingForSlots() {
        return slotWaits.values().stream()
                .filter(wait -> wait.to().isEmpty())
                .map(SlotWait::task)
                .toList();
    }

    /** Has a task that waits for a slot wait for one of another account; nothing happens if it waits no more. */
    public void move(Task task, String account) {
        synchronized (this) {
            SlotWait wait = slotWaits.get(key(task));
            if (wait == null || wait.to().isPresent() || !wait.task().account().equals(task.account())) {
                return;
            }
            slotWaits.put(key(task), new SlotWait(task, Optional.of(account), wait.place()));
        }
        leave(task);
    }

    /** Of its own account alone: it may wait for a slot of the other one at once. */
    private void leave(Task task) {
        end(key(task), List.of(accounts.of(task)));
    }

    /** @return completes with the permit for its submit; a permit that comes too late for it goes unused */
    public CompletionStage<CallPermit> permitFor(Task task) {
        return isEnded(task)
                ? CompletableFuture.completedFuture(null)
                : endable(task, accounts.of(task).calls().permitForSubmit(task));
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
        } else if (isMoved(task)) {
            leave(task);
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

    /** @return whether it waits here for anything */
    public synchronized boolean isWaiting(Task task) {
        return waits.containsKey(key(task));
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
        end(key, accounts.all());
    }

    /** @param whose the accounts for whose slot it may wait */
    private void end(String key, Collection<ApiAccount> whose) {
        CompletableFuture<?> wait;
        synchronized (this) {
            wait = waits.get(key);
        }
        if (wait == null) {
            // What waits under its id by now may be the same request put back, which nobody withdrew.
            return;
        }
        // First: what gets a slot afterwards would keep it for nothing.
        String requestId = key.substring(key.indexOf('/') + 1);
        whose.forEach(account -> account.slots().remove(requestId, new NotWantedException()));
        // What follows is not for the thread of whoever withdrew it.
        pool.execute(() -> wait.complete(null));
    }
}
