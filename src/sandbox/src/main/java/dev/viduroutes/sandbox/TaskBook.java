package dev.viduroutes.sandbox;

import dev.viduroutes.sandbox.SandboxTask.State;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * The accepted tasks, and what they cost. Keeps the newest 100,000; older ones are forgotten once they have ended.
 *
 * <p>The end of a task is noticed when anybody looks: a failed task gives its seconds back then, dated to its end by
 * its own clock.
 */
final class TaskBook {

    /** Answer to a request for a place among the concurrent tasks. */
    sealed interface Acceptance {
        /** The task runs and is paid. */
        record Accepted(SandboxTask task) implements Acceptance {}
        /** Balance too small: nothing was charged. */
        record TooPoor() implements Acceptance {}
        /** Too many live tasks: nothing was charged. */
        record TooMany(int live) implements Acceptance {}
    }

    /** The tasks and their money at one instant; {@code billedSeconds} without those given back. */
    record Statement(List<Ledger.Task> tasks, int largestConcurrent, long billedSeconds, double balanceUsd) {}

    private static final int TASKS_KEPT = 100_000;

    private final Account account;
    private final ScaledClock clock;
    private final int concurrentLimit;
    private final Map<String, SandboxTask> tasks = new LinkedHashMap<>();
    private final List<SandboxTask> live = new ArrayList<>();
    private int largestConcurrent;
    private long billedSeconds;

    TaskBook(Account account, ScaledClock clock, int concurrentLimit) {
        this.account = account;
        this.clock = clock;
        this.concurrentLimit = concurrentLimit;
    }

    /** @param starting makes the task for the given instant; called only if it is accepted */
    synchronized Acceptance accept(int seconds, LongFunction<SandboxTask> starting) {
        long now = clock.nanos();
        settle(now);
        if (!account.canPay(seconds)) {
            return new Acceptance.TooPoor();
        }
        if (live.size() >= concurrentLimit) {
            return new Acceptance.TooMany(live.size());
        }
        SandboxTask task = starting.apply(now);
        account.charge(seconds);
        billedSeconds += seconds;
        live.add(task);
        largestConcurrent = Math.max(largestConcurrent, live.size());
        tasks.put(task.id(), task);
        forgetOldest(now);
        return new Acceptance.Accepted(task);
    }

    synchronized Optional<SandboxTask> find(String taskId) {
        settle(clock.nanos());
        return Optional.ofNullable(tasks.get(taskId));
    }

    /** @return the tasks that this ended: those that ran and whose prompt contains the text */
    synchronized List<SandboxTask> finish(String promptPart) {
        long now = clock.nanos();
        settle(now);
        List<SandboxTask> finished = live.stream()
                .filter(task -> task.request().prompt().contains(promptPart))
                .toList();
        finished.forEach(task -> task.succeed(now));
        settle(now);
        return finished;
    }

    /** @return the USD left, refunds of all tasks that have failed by now included */
    synchronized double balanceUsd() {
        settle(clock.nanos());
        return account.balanceUsd();
    }

    /** @return all of it at one instant, so that tasks and money agree */
    synchronized Statement statement() {
        long now = clock.nanos();
        settle(now);
        List<Ledger.Task> entries =
                tasks.values().stream().map(task -> entry(task, now)).toList();
        return new Statement(entries, largestConcurrent, billedSeconds, account.balanceUsd());
    }

    private void settle(long now) {
        Iterator<SandboxTask> each = live.iterator();
        while (each.hasNext()) {
            SandboxTask task = each.next();
            State state = task.state(now);
            if (state == State.FAILED) {
                account.refund(task.seconds());
                billedSeconds -= task.seconds();
            }
            if (state.ended()) {
                each.remove();
            }
        }
    }

    private void forgetOldest(long now) {
        Iterator<SandboxTask> oldest = tasks.values().iterator();
        while (tasks.size() > TASKS_KEPT && oldest.hasNext()) {
            if (oldest.next().state(now).ended()) {
                oldest.remove();
            }
        }
    }

    private Ledger.Task entry(SandboxTask task, long now) {
        State state = task.state(now);
        boolean failed = state == State.FAILED;
        return new Ledger.Task(
                task.id(),
                task.request().prompt(),
                task.model(),
                task.request().mode(),
                task.seconds(),
                clock.epochMillis(task.acceptedNanos()),
                state.ended() ? clock.epochMillis(task.endNanos()) : null,
                task.toldNanos() == ScaledClock.NEVER ? null : clock.epochMillis(task.toldNanos()),
                state.word(),
                failed ? task.plan().failCode().orElseThrow() : null,
                failed ? 0 : task.seconds(),
                task.polls().get(),
                task.results().stream().map(ResultRecord::entry).toList(),
                task.request().fetched().sha256());
    }
}
