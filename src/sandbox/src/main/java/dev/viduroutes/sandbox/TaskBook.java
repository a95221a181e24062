package dev.viduroutes.sandbox;

import dev.viduroutes.sandbox.SandboxTask.State;
import java.time.Instant;
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
 * <p>The end of a task is noticed when anybody looks: what a failed task cost is given back then, dated to its end by
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

    /** The tasks and their money at one instant. */
    record Snapshot(
            List<Ledger.Task> tasks, List<Ledger.Account> accounts, long balanceMicros, int largestConcurrent) {}

    private static final int TASKS_KEPT = 100_000;
    private static final String CURRENCY = "USD";

    private final Accounts accounts;
    private final Refunds refunds;
    private final ScaledClock clock;
    private final Map<String, SandboxTask> tasks = new LinkedHashMap<>();
    private final List<SandboxTask> live = new ArrayList<>();
    private int largestConcurrent;

    TaskBook(Accounts accounts, Refunds refunds, ScaledClock clock) {
        this.accounts = accounts;
        this.refunds = refunds;
        this.clock = clock;
    }

    /** @param starting makes the task for the given instant; called only if it is accepted */
    synchronized Acceptance accept(Bill bill, LongFunction<SandboxTask> starting) {
        long now = clock.nanos();
        settle(now);
        SandboxAccount account = bill.account();
        if (!account.canPay(bill)) {
            return new Acceptance.TooPoor();
        }
        if (!account.hasPlace()) {
            return new Acceptance.TooMany(account.live());
        }
        SandboxTask task = starting.apply(now);
        account.charge(bill);
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
    synchronized double balanceUsd(SandboxAccount account) {
        settle(clock.nanos());
        return account.balanceUsd();
    }

    /** @return all of it at one instant, so that tasks and money agree */
    synchronized Snapshot snapshot() {
        long now = clock.nanos();
        settle(now);
        List<Ledger.Task> entries =
                tasks.values().stream().map(task -> entry(task, now)).toList();
        return new Snapshot(entries, accounts.entries(), accounts.balanceMicros(), largestConcurrent);
    }

    synchronized Statement statement() {
        long now = clock.nanos();
        List<Statement.Line> lines = new ArrayList<>();
        for (SandboxTask task : tasks.values()) {
            lines.add(line(Statement.Kind.CHARGE, task));
            if (isRefunded(task, now)) {
                lines.add(line(Statement.Kind.REFUND, task));
            }
        }
        return new Statement(lines);
    }

    private void settle(long now) {
        Iterator<SandboxTask> each = live.iterator();
        while (each.hasNext()) {
            SandboxTask task = each.next();
            if (isRefunded(task, now)) {
                task.bill().account().refund(task.bill());
            }
            if (task.state(now).ended()) {
                task.bill().account().ended();
                each.remove();
            }
        }
    }

    private boolean isRefunded(SandboxTask task, long now) {
        return task.state(now) == State.FAILED
                && task.plan().failCode().filter(refunds::include).isPresent();
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
        return new Ledger.Task(
                task.id(),
                task.bill().account().name(),
                task.request().prompt(),
                task.model(),
                task.request().mode(),
                task.request().resolution(),
                task.request().provider(),
                task.bill().seconds(),
                clock.epochMillis(task.acceptedNanos()),
                state.ended() ? clock.epochMillis(task.endNanos()) : null,
                task.toldNanos() == ScaledClock.NEVER ? null : clock.epochMillis(task.toldNanos()),
                state.word(),
                state == State.FAILED ? task.plan().failCode().orElseThrow() : null,
                isRefunded(task, now) ? 0 : task.bill().seconds(),
                task.polls().get(),
                task.results().stream().map(ResultRecord::entry).toList(),
                task.request().fetched().sha256());
    }

    private Statement.Line line(Statement.Kind kind, SandboxTask task) {
        int sign = kind == Statement.Kind.CHARGE ? 1 : -1;
        long atNanos = kind == Statement.Kind.CHARGE ? task.acceptedNanos() : task.endNanos();
        return new Statement.Line(
                task.id(),
                task.bill().account().name(),
                Instant.ofEpochMilli(clock.epochMillis(atNanos)),
                kind,
                task.model(),
                task.request().mode(),
                task.request().resolution(),
                task.request().provider(),
                sign * task.bill().seconds(),
                Micros.exactly(task.bill().priceMicros()),
                Micros.exactly(sign * task.bill().amountMicros()),
                CURRENCY);
    }
}
