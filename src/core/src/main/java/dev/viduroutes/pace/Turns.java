package dev.viduroutes.pace;

import dev.viduroutes.failure.Shortened;
import dev.viduroutes.request.Task;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The line in front of the API. Who waits holds no thread, and who goes is decided when a place of the budget is there,
 * not before: a submit first, since a slot stands idle meanwhile; then a task that is known to have ended; then the task
 * whose end is likeliest to stand unseen. Housekeeping calls wait for a gap, but not for long. Behind nothing but submits
 * nobody waits for long either: then every second place is for the others.
 */
public final class Turns implements PollHints, TaskEnds {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.budget");
    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(500).toNanos();
    private static final long LONGEST_WAIT_BEHIND_SUBMITS_NANOS =
            Duration.ofSeconds(30).toNanos();
    private static final long LONGEST_SEARCH_FOR_A_GAP_NANOS =
            Duration.ofSeconds(5).toNanos();

    private final RequestBudget budget;
    private final Place place;
    private final Refusals refusals;
    private final ScheduledExecutorService pool;
    private final TimeMeter time;
    private final Alarm alarm;
    private final CallListener listener;

    private final Deque<Waiting> submits = new ArrayDeque<>();
    private final Polls polls;
    private final Deque<Waiting> others = new ArrayDeque<>();
    private final LongWait wait;
    private boolean submitWentLast;
    private boolean away;
    private boolean closed;

    private record Served(Waiting waiting, Turn turn) {}

    public Turns(
            RequestBudget budget,
            Backoff backoff,
            PollOrder order,
            Slots slots,
            WaitingPool pool,
            CallListener listener,
            InstantSource clock) {
        this(budget, backoff, order, slots::isWanted, pool, listener, clock, TimeMeter.SYSTEM_NANOTIME);
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
        this.polls = new Polls(order, requestsWait, clock);
        this.pool = pool;
        this.listener = listener;
        this.time = time;
        this.alarm = new Alarm(pool, this::serve);
        this.wait = new LongWait(time::currentTimeNanos);
    }

    /** @return completes when a submit may leave; exceptionally with {@link StoppingException} at a stop, like the others */
    public CompletionStage<Turn> forSubmit() {
        return join(waiting(CallListener.Kind.SUBMIT), submits::add);
    }

    /** @return completes when the task's state may be asked for: when an answer is likely to be news */
    public CompletionStage<Turn> forPoll(Task task) {
        return join(waiting(Optional.of(task), CallListener.Kind.POLL), asker -> polls.add(task, asker));
    }

    /** @return completes when a call may leave that nobody waits for */
    public CompletionStage<Turn> forOther() {
        return join(waiting(CallListener.Kind.OTHER), others::add);
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
        return join(waiting(turn.kind()), turn.kind() == CallListener.Kind.SUBMIT ? submits::add : polls::addAgain);
    }

    private Waiting waiting(CallListener.Kind kind) {
        return waiting(Optional.empty(), kind);
    }

    private Waiting waiting(Optional<Task> polled, CallListener.Kind kind) {
        return new Waiting(polled, kind, time.currentTimeNanos(), new CompletableFuture<>());
    }

    private CompletionStage<Turn> join(Waiting waiting, Consumer<Waiting> line) {
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedFuture(new StoppingException());
            }
            line.accept(waiting);
        }
        serve();
        return waiting.turn();
    }

    @Override
    public void hurry(String taskId) {
        boolean awaited;
        synchronized (this) {
            awaited = polls.hurry(taskId);
        }
        if (awaited) {
            serve();
        }
    }

    @Override
    public void ended(Task task, Optional<Duration> told) {
        Lasted seen;
        synchronized (this) {
            seen = polls.ended(task, told);
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
            polls.leave(task);
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
        return polls.count();
    }

    /** Sends everybody in line away, since the gateway stops. */
    void close() {
        List<Waiting> leaving = new ArrayList<>();
        synchronized (this) {
            closed = true;
            leaving.addAll(submits);
            polls.all().forEach(leaving::add);
            leaving.addAll(others);
        }
        leaving.forEach(waiting -> waiting.turn().completeExceptionally(new StoppingException()));
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
            tellOfLongWait();
            return next;
        } catch (RuntimeException unavailable) {
            return lookAgain(unavailable);
        }
    }

    /** While the API asks for a pause, that is the reason, and told. */
    private void tellOfLongWait() {
        if (submits.isEmpty()) {
            wait.isOver();
        } else if (refusals.nobodyForNanos() > 0 || refusals.noSubmitForNanos() > 0) {
            wait.restart();
        } else if (wait.isNews(submits.peek().sinceNanos())) {
            LOG.info(
                    "submits={} wait for their turn, the first for a minute; vidu.limits.requests sets how many calls there"
                            + " are in vidu.limits.window, over all processes at the same journal",
                    submits.size());
        } else {
            alarm.in(wait.leftNanos(submits.peek().sinceNanos()));
        }
    }

    /** A budget that several processes share is in a database. */
    private Optional<Served> lookAgain(RuntimeException unavailable) {
        if (!away) {
            LOG.warn("the request budget can't be asked, calls wait: {}", Shortened.of(unavailable));
        }
        away = true;
        alarm.in(LOOK_AGAIN_NANOS);
        return Optional.empty();
    }

    private Optional<Served> firstInLine() {
        Optional<Waiting> chosen = first();
        if (chosen.isEmpty()) {
            polls.untilDueNanos().ifPresent(alarm::in);
        }
        return chosen.map(waiting -> new Served(waiting, new Turn(waiting.kind(), place.take())));
    }

    private boolean isHeldBack() {
        return !isTime(refusals.nobodyForNanos());
    }

    private boolean hasPlace() {
        if (!place.isReserved()) {
            if (isSubmitDue() || polls.hasNext() || !others.isEmpty()) {
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
        OptionalLong wait = polls.untilDueNanos();
        return wait.isPresent() && isTime(wait.getAsLong()) && isTime(place.reserveForPollNanos());
    }

    /** Looks again after that time, if it is still to come. */
    private boolean isTime(long waitNanos) {
        if (waitNanos > 0) {
            alarm.in(waitNanos);
        }
        return waitNanos <= 0;
    }

    private Optional<Waiting> first() {
        boolean submitDue = isSubmitDue();
        if (submitDue && !(submitWentLast && isSomebodyLate())) {
            submitWentLast = true;
            return Optional.of(submits.remove());
        }
        submitWentLast = false;
        return firstBehindSubmits().or(() -> submitDue ? Optional.of(submits.remove()) : Optional.empty());
    }

    private Optional<Waiting> firstBehindSubmits() {
        if (polls.hasNext()) {
            return Optional.of(polls.takeNext());
        } else if (hasWaited(others, LONGEST_SEARCH_FOR_A_GAP_NANOS)) {
            return Optional.of(others.remove());
        }
        return polls.takeDue().or(() -> Optional.ofNullable(others.poll()));
    }

    /** With far more slots than calls, submits would leave none for tasks whose results are only kept for a while. */
    private boolean isSomebodyLate() {
        return polls.lateNanos(time.currentTimeNanos()) >= LONGEST_WAIT_BEHIND_SUBMITS_NANOS
                || hasWaited(others, LONGEST_WAIT_BEHIND_SUBMITS_NANOS);
    }

    private boolean hasWaited(Deque<Waiting> line, long nanos) {
        return !line.isEmpty() && time.currentTimeNanos() - line.peek().sinceNanos() >= nanos;
    }
}
