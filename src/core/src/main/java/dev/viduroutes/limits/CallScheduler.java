package dev.viduroutes.limits;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.lifecycle.StopListener;
import dev.viduroutes.lifecycle.StoppingException;
import dev.viduroutes.lifecycle.WorkerPool;
import dev.viduroutes.polling.ObservedDuration;
import dev.viduroutes.polling.PollStrategy;
import dev.viduroutes.request.Task;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.ShareSettings;
import dev.viduroutes.settings.UrgentSettings;
import dev.viduroutes.time.Backoff;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Grants permits for calls to the API, as many as the request budget allows. No thread is held while a call waits. Which
 * of the {@link PendingCalls} gets the next permit is decided when the budget has one, and a thread is there for it, not before.
 */
public final class CallScheduler implements PollTrigger, TaskEndListener, StopListener {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.budget");
    private static final long RETRY_NANOS = Duration.ofMillis(500).toNanos();

    private final RequestBudget budget;
    private final AdaptiveThrottle throttle;
    private final CallBulkhead calls;
    private final TimeMeter time;
    private final EarliestTimer timer;
    private final CallListener listener;
    private final PollQueue polls;
    private final PendingCalls pending;
    private final PermitGranter granter;
    private final SubmitWaitLog waitLog;
    private boolean budgetIsAway;
    private boolean closed;

    public CallScheduler(
            Settings settings,
            RequestBudget budget,
            Backoff backoff,
            PollStrategy strategy,
            TaskSlots slots,
            WorkerPool pool,
            CallListener listener,
            InstantSource clock) {
        this(
                settings.urgent(),
                settings.shares(),
                budget,
                backoff,
                strategy,
                slots::isWanted,
                pool,
                settings.hasAccounts() ? settings.threadsOfAccount() : CallBulkhead.UNBOUNDED,
                listener,
                clock,
                TimeMeter.SYSTEM_NANOTIME);
    }

    CallScheduler(
            UrgentSettings urgent,
            ShareSettings shares,
            RequestBudget budget,
            Backoff backoff,
            PollStrategy strategy,
            BooleanSupplier requestsWait,
            ScheduledExecutorService pool,
            CallListener listener,
            InstantSource clock,
            TimeMeter time) {
        this(
                urgent,
                shares,
                budget,
                backoff,
                strategy,
                requestsWait,
                pool,
                CallBulkhead.UNBOUNDED,
                listener,
                clock,
                time);
    }

    /** @param mostCalls under way at once */
    CallScheduler(
            UrgentSettings urgent,
            ShareSettings shares,
            RequestBudget budget,
            Backoff backoff,
            PollStrategy strategy,
            BooleanSupplier requestsWait,
            ScheduledExecutorService pool,
            int mostCalls,
            CallListener listener,
            InstantSource clock,
            TimeMeter time) {
        this.budget = budget;
        this.throttle = new AdaptiveThrottle(budget, backoff, time);
        this.polls = new PollQueue(strategy, requestsWait, clock);
        this.pending = new PendingCalls(urgent, shares, polls, time);
        this.calls = new CallBulkhead(pool, mostCalls, this::serve);
        this.listener = listener;
        this.time = time;
        this.timer = new EarliestTimer(pool, this::serve);
        this.granter = new PermitGranter(new Reservation(budget, time), throttle, pending, polls, timer);
        this.waitLog = new SubmitWaitLog(budget.which(), time::currentTimeNanos);
    }

    /** @return completes when a submit may leave; exceptionally with {@link StoppingException} at a stop, like the others */
    public CompletionStage<CallPermit> permitForSubmit(Task task) {
        Lane lane = Lane.of(task.request());
        return enqueue(call(Optional.empty(), CallKind.SUBMIT), call -> pending.addSubmit(lane, call));
    }

    /** @return completes when the task's state may be asked for: when an answer is likely to be news */
    public CompletionStage<CallPermit> permitForPoll(Task task) {
        return enqueue(call(Optional.of(task), CallKind.POLL), call -> pending.addPoll(task, call));
    }

    /** @return completes when a call may leave that nobody waits for */
    public CompletionStage<CallPermit> permitForOther() {
        return enqueue(call(Optional.empty(), CallKind.OTHER), pending::addOther);
    }

    /**
     * To be asked right before the call leaves.
     *
     * @return completes with a valid permit: the given one, or another if it expired, for example while a slow disk wrote;
     *     exceptionally with {@link StoppingException} if the stop was faster, and the call must not leave
     */
    public CompletionStage<CallPermit> renewIfExpired(CallPermit permit) {
        listener.calling(permit.kind());
        return granter.isFresh(permit)
                ? CompletableFuture.completedFuture(permit)
                : enqueue(call(Optional.empty(), permit.kind()), pending::addAgain);
    }

    private PendingCall call(Optional<Task> polled, CallKind kind) {
        return new PendingCall(polled, kind, time.currentTimeNanos(), new CompletableFuture<>());
    }

    private CompletionStage<CallPermit> enqueue(PendingCall call, Consumer<PendingCall> queue) {
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedFuture(new StoppingException());
            }
            queue.accept(call);
        }
        serve();
        return call.permit();
    }

    @Override
    public void pollNow(String taskId) {
        listener.calledBack(taskId);
        pollSoon(taskId);
    }

    /** The task is said to have ended, if it is one of this account. */
    void pollSoon(String taskId) {
        boolean awaited;
        synchronized (this) {
            awaited = polls.moveToFront(taskId);
        }
        if (awaited) {
            serve();
        }
    }

    @Override
    public void ended(Task task, Optional<Duration> told) {
        ObservedDuration seen;
        synchronized (this) {
            seen = polls.ended(task, told);
        }
        told.ifPresent(took -> listener.noticed(task, seen.late(took)));
        serve();
    }

    @Override
    public void leave(Task task) {
        synchronized (this) {
            polls.leave(task);
        }
        serve();
    }

    /**
     * The server refused a call (429) although it had a permit.
     *
     * @param retryAfter how long it asked to wait; zero if it did not say
     */
    public void refused(CallKind kind, Duration retryAfter) {
        listener.refused(kind);
        synchronized (this) {
            throttle.refused(kind, retryAfter);
        }
    }

    /** A submit was answered, and not refused for the limits. */
    public synchronized void submitAnswered() {
        throttle.submitAccepted();
    }

    /** @return the share of the limit that is used: 1, or less since the API refused calls */
    public synchronized double share() {
        return budget.share();
    }

    /** @return tasks that wait to be asked about */
    public synchronized int running() {
        return polls.count();
    }

    /** @return by task, when each that waits to be asked about is, as things are now; may be past */
    public synchronized Map<String, Instant> pollTimes() {
        return polls.times();
    }

    @Override
    public void endWaits() {
        List<PendingCall> leaving;
        synchronized (this) {
            closed = true;
            leaving = pending.all().toList();
        }
        leaving.forEach(call -> call.permit().completeExceptionally(new StoppingException()));
    }

    private void serve() {
        for (Optional<GrantedCall> next = next(); next.isPresent(); next = next()) {
            GrantedCall granted = next.get();
            // On a thread of its own, since what follows is the call itself.
            granted.call().permit().completeAsync(granted::permit, calls);
        }
    }

    private synchronized Optional<GrantedCall> next() {
        try {
            boolean full = calls.isFull();
            Optional<GrantedCall> next = closed || full ? Optional.empty() : granter.next();
            budgetIsAway = false;
            waitLog.look(pending, full || throttle.isPausing()).ifPresent(timer::within);
            return next;
        } catch (RuntimeException unavailable) {
            return retry(unavailable);
        }
    }

    /** A budget that several processes share is in a database. */
    private Optional<GrantedCall> retry(RuntimeException unavailable) {
        if (!budgetIsAway) {
            LOG.warn("the request budget can't be asked, calls wait: {}", SanitizedText.of(unavailable));
        }
        budgetIsAway = true;
        timer.within(RETRY_NANOS);
        return Optional.empty();
    }
}
