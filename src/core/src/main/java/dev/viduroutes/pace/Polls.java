package dev.viduroutes.pace;

import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Who waits to ask about a running task. A task that has ended, or may have, is asked about next, in the order in which that
 * became known; the others come as the {@link PollOrder} has them.
 *
 * <p>Not safe for use by several threads; {@link Turns} takes care of that.
 */
final class Polls {

    private final PollOrder order;
    private final BooleanSupplier requestsWait;
    private final InstantSource clock;
    private final Hints hints = new Hints();
    private final KnownTasks known = new KnownTasks();
    private final Deque<Waiting> next = new ArrayDeque<>();
    private final Askers others = new Askers();

    /** @param requestsWait whether a request waits for a slot */
    Polls(PollOrder order, BooleanSupplier requestsWait, InstantSource clock) {
        this.order = order;
        this.requestsWait = requestsWait;
        this.clock = clock;
    }

    void add(Task task, Waiting asker) {
        boolean mayHaveEnded = hints.take(task.id()) | isFoundRunning(task);
        schedule(task);
        if (mayHaveEnded) {
            next.add(asker);
        } else {
            others.add(task.id(), asker);
        }
    }

    /** Left by an earlier process, or asked about once more since its result URLs are old: it may have ended long ago. */
    private boolean isFoundRunning(Task task) {
        return !known.contains(task) && task.before() != TaskState.SUBMITTING;
    }

    private void schedule(Task task) {
        known.lastAsked(task)
                .ifPresentOrElse(
                        asked -> order.stillRunning(task.id(), asked, requestsWait.getAsBoolean()),
                        () -> order.add(task.id(), TaskKind.of(task.request()), accepted(task)));
    }

    /** In the future only by the clock of an earlier process, before it was set back. */
    private Instant accepted(Task task) {
        Instant now = clock.instant();
        return task.acceptedAt().isAfter(now) ? now : task.acceptedAt();
    }

    /** Its turn was given, and grew old before the call left. */
    void addAgain(Waiting asker) {
        next.add(asker);
    }

    /**
     * The task is said to have ended; remembered for a while if nobody waits for it.
     *
     * @return whether somebody does, and asks about it next
     */
    boolean hurry(String taskId) {
        Optional<Waiting> asker = others.remove(taskId);
        asker.ifPresentOrElse(next::add, () -> hints.keep(taskId));
        return asker.isPresent();
    }

    /** @return how long the task took, by what this process saw of it */
    Lasted ended(Task task, Optional<Duration> told) {
        Lasted seen = known.ended(task, clock.instant());
        order.ended(task.id(), told.map(seen::told).orElse(seen));
        letOthersAsk(task.id());
        return seen;
    }

    /** Nobody asks about the task any more, although its end was not seen. */
    void leave(Task task) {
        known.forget(task);
        order.remove(task.id());
        letOthersAsk(task.id());
    }

    /** Whoever else waits for the task finds out by itself what became of it. */
    private void letOthersAsk(String taskId) {
        for (Optional<Waiting> other = others.remove(taskId); other.isPresent(); other = others.remove(taskId)) {
            other.get().polled().ifPresent(this::schedule);
            next.add(other.get());
        }
    }

    /** @return whether somebody asks about a task that has ended, or may have */
    boolean hasNext() {
        return !next.isEmpty();
    }

    /** @return who waits longest of those; waits no more */
    Waiting takeNext() {
        return asking(next.remove());
    }

    /** @return how long until the first of the others is to be asked about, in nanoseconds; 0 or less if it may be now */
    OptionalLong untilDueNanos() {
        Optional<Instant> due = order.earliest();
        return due.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Duration.between(clock.instant(), due.get()).toNanos());
    }

    /** @return how long whoever is to ask next might have done so by now, in nanoseconds; 0 or less if nobody might */
    long lateNanos(long nowNanos) {
        long known = next.isEmpty() ? 0 : nowNanos - next.peek().sinceNanos();
        return Math.max(known, -untilDueNanos().orElse(0));
    }

    /** @return who asks about the one of the others that is worth most now, if any is worth a call; waits no more */
    Optional<Waiting> takeDue() {
        for (Optional<String> id = order.choose(clock.instant()); id.isPresent(); id = order.choose(clock.instant())) {
            Optional<Waiting> chosen = others.remove(id.get());
            if (chosen.isPresent()) {
                return chosen.map(this::asking);
            }
            // It is known to have ended, and was asked about already.
        }
        return Optional.empty();
    }

    private Waiting asking(Waiting asker) {
        asker.polled().ifPresent(task -> known.asked(task, clock.instant()));
        return asker;
    }

    int count() {
        return next.size() + others.count();
    }

    Stream<Waiting> all() {
        return Stream.concat(next.stream(), others.all());
    }
}
