package dev.viduroutes.limits;

import dev.viduroutes.polling.ObservedDuration;
import dev.viduroutes.polling.PollStrategy;
import dev.viduroutes.polling.TaskKind;
import dev.viduroutes.polling.TaskObservations;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * The polls that wait for a permit. A task that has ended, or may have, is polled next, in the order in which that became
 * known; the others come in the order of the {@link PollStrategy}.
 *
 * <p>Not safe for use by several threads; {@link CallScheduler} takes care of that.
 */
final class PollQueue {

    private final PollStrategy strategy;
    private final BooleanSupplier requestsWait;
    private final InstantSource clock;
    private final EarlyTriggers early = new EarlyTriggers();
    private final TaskObservations observations = new TaskObservations();
    private final Deque<PendingCall> next = new ArrayDeque<>();
    private final PendingPolls others = new PendingPolls();

    /** @param requestsWait whether a request waits for a slot */
    PollQueue(PollStrategy strategy, BooleanSupplier requestsWait, InstantSource clock) {
        this.strategy = strategy;
        this.requestsWait = requestsWait;
        this.clock = clock;
    }

    void add(Task task, PendingCall call) {
        boolean mayHaveEnded = early.take(task.id()) | isFoundRunning(task);
        schedule(task);
        if (mayHaveEnded) {
            next.add(call);
        } else {
            others.add(task.id(), call);
        }
    }

    /** Left by an earlier process, or asked about once more since its result URLs are old: it may have ended long ago. */
    private boolean isFoundRunning(Task task) {
        return !observations.contains(task) && task.before() != TaskState.SUBMITTING;
    }

    private void schedule(Task task) {
        observations
                .lastPolled(task)
                .ifPresentOrElse(
                        asked -> strategy.stillRunning(task.id(), asked, requestsWait.getAsBoolean()),
                        () -> strategy.add(task.id(), TaskKind.of(task.request()), accepted(task)));
    }

    /** In the future only by the clock of an earlier process, before it was set back. */
    private Instant accepted(Task task) {
        Instant now = clock.instant();
        return task.acceptedAt().isAfter(now) ? now : task.acceptedAt();
    }

    /** Its permit expired before it left. */
    void addAgain(PendingCall call) {
        next.add(call);
    }

    /**
     * The task is said to have ended; remembered for a while if no poll of it waits.
     *
     * @return whether a poll of the task waits, and goes next
     */
    boolean moveToFront(String taskId) {
        Optional<PendingCall> call = others.remove(taskId);
        call.ifPresentOrElse(next::add, () -> early.keep(taskId));
        return call.isPresent();
    }

    /** @return how long the task took, by what this process saw of it */
    ObservedDuration ended(Task task, Optional<Duration> told) {
        ObservedDuration seen = observations.ended(task, clock.instant());
        strategy.ended(task.id(), told.map(seen::told).orElse(seen));
        moveOthersToFront(task.id());
        return seen;
    }

    /** Nobody asks about the task any more, although its end was not seen. */
    void leave(Task task) {
        observations.forget(task);
        strategy.remove(task.id());
        moveOthersToFront(task.id());
    }

    /** Whoever else waits for the task finds out by itself what became of it. */
    private void moveOthersToFront(String taskId) {
        for (Optional<PendingCall> other = others.remove(taskId); other.isPresent(); other = others.remove(taskId)) {
            other.get().polled().ifPresent(this::schedule);
            next.add(other.get());
        }
    }

    /** @return whether a poll waits of a task that has ended, or may have */
    boolean hasNext() {
        return !next.isEmpty();
    }

    /** @return the one of those that waits longest; waits no more */
    PendingCall takeNext() {
        return leaving(next.remove());
    }

    /** @return how long until the first of the others is due, in nanoseconds; 0 or less if it is */
    OptionalLong untilDueNanos() {
        Optional<Instant> due = strategy.earliest();
        return due.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Duration.between(clock.instant(), due.get()).toNanos());
    }

    /** @return how long the poll that comes next has been due, in nanoseconds; 0 or less if none is */
    long lateNanos(long nowNanos) {
        long waited = next.isEmpty() ? 0 : nowNanos - next.peek().sinceNanos();
        return Math.max(waited, -untilDueNanos().orElse(0));
    }

    /** @return the one of the others that is worth most now, if any is worth a call; waits no more */
    Optional<PendingCall> takeDue() {
        for (Optional<String> id = strategy.choose(clock.instant());
                id.isPresent();
                id = strategy.choose(clock.instant())) {
            Optional<PendingCall> chosen = others.remove(id.get());
            if (chosen.isPresent()) {
                return chosen.map(this::leaving);
            }
            // It is known to have ended, and was asked about already.
        }
        return Optional.empty();
    }

    private PendingCall leaving(PendingCall call) {
        call.polled().ifPresent(task -> observations.polled(task, clock.instant()));
        return call;
    }

    /** @return by task, when each that waits to be polled is; those that have ended, or may have, at once */
    Map<String, Instant> times() {
        Instant now = clock.instant();
        Map<String, Instant> times = new HashMap<>();
        others.taskIds().forEach(id -> times.put(id, strategy.next(id).orElse(now)));
        next.forEach(call -> call.polled().ifPresent(task -> times.put(task.id(), now)));
        return times;
    }

    int count() {
        return next.size() + others.count();
    }

    Stream<PendingCall> all() {
        return Stream.concat(next.stream(), others.all());
    }
}
