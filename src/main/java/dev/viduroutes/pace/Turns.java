package dev.viduroutes.pace;

import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The line in front of the API. Who waits holds no thread, and who goes is decided when a place of the budget is there,
 * not before: a submit first, since a slot stands idle meanwhile; then a task that is known to have ended; then the task
 * whose end is likeliest to stand unseen. Housekeeping calls wait for a gap, but not for long.
 */
public final class Turns implements PollHints, TaskEnds {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.budget");
    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(500).toNanos();
    private static final long LONGEST_SEARCH_FOR_A_GAP_NANOS =
            Duration.ofSeconds(5).toNanos();

    private final RequestBudget budget;
    private final Place place;
    private final Refusals refusals;
    private final PollOrder order;
    private final ScheduledExecutorService pool;
    private final InstantSource clock;
    private final TimeMeter time;
    private final Alarm alarm;
    private final Hints hints = new Hints();
    private final KnownTasks known = new KnownTasks();
    private final BooleanSupplier requestsWait;
    private final CallListener listener;

    private final Deque<Waiting> submits = new ArrayDeque<>();
    private final Deque<Waiting> others = new ArrayDeque<>();
    private final Deque<Waiting> ended = new ArrayDeque<>();
    private final Askers<Waiting> polls = new Askers<>();
    private boolean away;
    private boolean closed;

    private record Waiting(
            Optional<Task> polled, CallListener.Kind kind, long sinceNanos, CompletableFuture<Turn> turn) {}

    private record Served(Waiting waiting, Turn turn) {}

    public Turns(
            RequestBudget budget,
            Backoff backoff,
            PollOrder order,
            Slots slots,
            WaitingPool pool,
            CallListener listener,
            InstantSource clock) {
        this(budget, backoff, order, () -> slots.waiting() > 0, pool, listener, clock, TimeMeter.SYSTEM_NANOTIME);
    }

    Turns(
            RequestBudget budget,
            Backoff backoff,
            PollOrder order,
            BooleanSupplier requestsWait,
            ScheduledExecutorService pool,
            CallListener listener,
            InstantSource clock,
            TimeMeter time) {
        this.budget = budget;
        this.place = new Place(budget, time);
        this.refusals = new Refusals(budget, backoff, time);
        this.order = order;
        this.requestsWait = requestsWait;
        this.pool = pool;
        this.listener = listener;
        this.clock = clock;
        this.time = time;
        this.alarm = new Alarm(pool, this::serve);
    }

    /** @return completes when a submit may leave; exceptionally with {@link StoppingException} at a stop, like the others */
    public CompletionStage<Turn> forSubmit() {
        return join(submits, CallListener.Kind.SUBMIT);
    }

    /** @return completes when the task's state may be asked for: when an answer is likely to be news */
    public CompletionStage<Turn> forPoll(Task task) {
        Waiting waiting = waiting(Optional.of(task), CallListener.Kind.POLL);
        synchronized (this) {
            if (closed) {
                return stopping();
            }
            boolean mayHaveEnded = hints.take(task.id()) | isFoundRunning(task);
            schedule(task);
            if (mayHaveEnded) {
                ended.add(waiting);
            } else {
                polls.add(task.id(), waiting);
            }
        }
        serve();
        return waiting.turn();
    }

    @Override
    public void ended(Task task, Optional<Duration> told) {
        Lasted seen;
        synchronized (this) {
            seen = known.ended(task, clock.instant());
            order.ended(task.id(), told.map(seen::told).orElse(seen));
            letOthersAsk(task.id());
        }
        told.ifPresent(took -> listener.noticed(task, seen.late(took)));
        serve();
    }

    @Override
    public void leave(Task task) {
        if (task == null) {
            // It was refused before there was one.
            return;
        }
        synchronized (this) {
            known.forget(task);
            order.remove(task.id());
            letOthersAsk(task.id());
        }
        serve();
    }

    /** Whoever else waits for the task finds out by itself what became of it. */
    private void letOthersAsk(String taskId) {
        for (Optional<Waiting> other = polls.remove(taskId); other.isPresent(); other = polls.remove(taskId)) {
            other.get().polled().ifPresent(this::schedule);
            ended.add(other.get());
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
                        () -> order.add(task.id(), TaskKind.of(task.request()), task.acceptedAt()));
    }

    /** @return completes when a call may leave that nobody waits for */
    public CompletionStage<Turn> forOther() {
        return join(others, CallListener.Kind.OTHER);
    }

    /**
     * To be asked right before the call leaves.
     *
     * @return completes with a turn that is fresh: the given one, or another if a slow disk made it grow old;
     *     exceptionally with {@link StoppingException} if the stop was faster, and the call must not leave
     */
    public CompletionStage<Turn> confirm(Turn turn) {
        listener.calling(turn.kind());
        if (place.isFresh(turn.givenNanos())) {
            return CompletableFuture.completedFuture(turn);
        }
        return join(turn.kind() == CallListener.Kind.SUBMIT ? submits : ended, turn.kind());
    }

    @Override
    public void hurry(String taskId) {
        synchronized (this) {
            Optional<Waiting> waiting = polls.remove(taskId);
            if (waiting.isEmpty()) {
                hints.keep(taskId);
                return;
            }
            ended.add(waiting.get());
        }
        serve();
    }

    /**
     * The server refused a call (429) although it had its turn.
     *
     * @param retryAfter how long it asked to wait; zero if it did not say
     */
    public void refused(CallListener.Kind kind, Duration retryAfter) {
        listener.refused(kind);
        synchronized (this) {
            if (kind == CallListener.Kind.SUBMIT) {
                refusals.submit(retryAfter);
            } else {
                refusals.poll(retryAfter);
            }
        }
    }

    /** A submit was answered, and not refused for the limits. */
    public synchronized void submitAnswered() {
        refusals.submitAccepted();
    }

    /** @return the share of the limit that is used: 1, or less since the API refused calls */
    public synchronized double share() {
        return budget.share();
    }

    /** @return tasks that wait to be asked about */
    public synchronized int running() {
        return polls.count() + ended.size();
    }

    /** Sends everybody in line away, since the gateway stops. */
    void close() {
        Deque<Waiting> leaving = new ArrayDeque<>();
        synchronized (this) {
            closed = true;
            leaving.addAll(submits);
            leaving.addAll(ended);
            leaving.addAll(others);
            polls.all().forEach(leaving::add);
        }
        leaving.forEach(waiting -> waiting.turn().completeExceptionally(new StoppingException()));
    }

    private CompletionStage<Turn> join(Deque<Waiting> line, CallListener.Kind kind) {
        Waiting waiting = waiting(Optional.empty(), kind);
        synchronized (this) {
            if (closed) {
                return stopping();
            }
            line.add(waiting);
        }
        serve();
        return waiting.turn();
    }

    private Waiting waiting(Optional<Task> polled, CallListener.Kind kind) {
        return new Waiting(polled, kind, time.currentTimeNanos(), new CompletableFuture<>());
    }

    private static CompletionStage<Turn> stopping() {
        return CompletableFuture.failedFuture(new StoppingException());
    }

    private void serve() {
        for (Optional<Served> next = next(); next.isPresent(); next = next()) {
            Served served = next.get();
            // On a thread of its own, since what follows is the call itself.
            served.waiting().turn().completeAsync(served::turn, pool);
        }
    }

    private synchronized Optional<Served> next() {
        try {
            refusals.forget();
            place.giveUpIfOld();
            Optional<Served> next = closed || isHeldBack() || !hasPlace() ? Optional.empty() : firstInLine();
            away = false;
            return next;
        } catch (RuntimeException unavailable) {
            return lookAgain(unavailable);
        }
    }

    /** A budget that several processes share is in a database. */
    private Optional<Served> lookAgain(RuntimeException unavailable) {
        if (!away) {
            LOG.warn("the request budget can't be asked, calls wait: {}", unavailable.toString());
        }
        away = true;
        alarm.in(LOOK_AGAIN_NANOS);
        return Optional.empty();
    }

    private Optional<Served> firstInLine() {
        Optional<Waiting> chosen = first();
        if (chosen.isEmpty()) {
            wakeForPoll();
        }
        return chosen.map(waiting -> new Served(waiting, new Turn(waiting.kind(), place.take())));
    }

    private void wakeForPoll() {
        order.earliest()
                .ifPresent(
                        due -> alarm.in(Duration.between(clock.instant(), due).toNanos()));
    }

    private boolean isHeldBack() {
        return !isTime(refusals.nobodyForNanos());
    }

    private boolean hasPlace() {
        if (!place.isReserved()) {
            if (isSubmitDue() || !ended.isEmpty() || !others.isEmpty()) {
                place.reserve();
            } else if (!reserveForPoll()) {
                return false;
            }
        }
        return isTime(place.waitNanos());
    }

    private boolean isSubmitDue() {
        return !submits.isEmpty() && isTime(refusals.noSubmitForNanos());
    }

    private boolean reserveForPoll() {
        boolean due =
                order.earliest().filter(at -> !at.isAfter(clock.instant())).isPresent();
        if (!due) {
            wakeForPoll();
        }
        return due && isTime(place.reserveForPollNanos());
    }

    /** Looks again after that time, if it is still to come. */
    private boolean isTime(long waitNanos) {
        if (waitNanos > 0) {
            alarm.in(waitNanos);
        }
        return waitNanos <= 0;
    }

    private Optional<Waiting> first() {
        if (isSubmitDue()) {
            return Optional.of(submits.remove());
        } else if (!ended.isEmpty()) {
            return Optional.of(asking(ended.remove()));
        } else if (!others.isEmpty() && hasWaitedLong(others.peek())) {
            return Optional.of(others.remove());
        }
        return nextPoll().or(() -> Optional.ofNullable(others.poll()));
    }

    private Optional<Waiting> nextPoll() {
        for (Optional<String> id = order.choose(clock.instant()); id.isPresent(); id = order.choose(clock.instant())) {
            Optional<Waiting> chosen = polls.remove(id.get());
            if (chosen.isPresent()) {
                return chosen.map(this::asking);
            }
            // It is known to have ended, and was asked about already.
        }
        return Optional.empty();
    }

    private Waiting asking(Waiting waiting) {
        waiting.polled().ifPresent(task -> known.asked(task, clock.instant()));
        return waiting;
    }

    private boolean hasWaitedLong(Waiting waiting) {
        return time.currentTimeNanos() - waiting.sinceNanos() >= LONGEST_SEARCH_FOR_A_GAP_NANOS;
    }
}
