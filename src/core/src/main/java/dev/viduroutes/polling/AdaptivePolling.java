package dev.viduroutes.polling;

import dev.viduroutes.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Polls tasks when they are likely to have ended, as learned. Each poll goes to the task whose unseen end is expected to have
 * cost most by now: the longer ago its last poll, and the likelier it has ended since, the sooner it is polled. So tasks are
 * polled densely where they usually end, seldom before and after, and all of the budget is used.
 *
 * <p>Bounds: a task is not polled before it can have ended, by what was learned (before that, not before
 * {@code vidu.poll.first-delay}); then at most once per {@code vidu.poll.interval}, or five times as often while
 * requests wait for a slot and durations are known.
 *
 * <p>No thread, no clock of its own. Not safe for threads.
 */
final class AdaptivePolling implements PollStrategy {

    /** Of the tasks that are due, so many are compared exactly; with more of them a queue's order is good enough. */
    private static final int COMPARED = 8;
    /** Not worth a call: an expected loss below this part of the interval. */
    private static final int WORTHLESS = 1_000;

    private static final int DENSER = 5;
    private static final int FIRST_PRICE = 10;
    private static final double PRICE_INERTIA = 0.05;
    private static final int TASKS_PER_MILLI = 1;

    private final LearnedDurations durations;
    private final long intervalMillis;
    private final Map<String, PollCandidate> tasks = new HashMap<>();
    private final TreeSet<PollCandidate> resting = new TreeSet<>(
            Comparator.comparingDouble(PollCandidate::notBefore).thenComparingLong(PollCandidate::number));
    private final TreeSet<PollCandidate> ready =
            new TreeSet<>(Comparator.comparingDouble(PollCandidate::due).thenComparingLong(PollCandidate::number));
    private double price;
    private long numbers;
    private boolean learned;
    private double refreshed;

    AdaptivePolling(LearnedDurations durations, Settings settings) {
        this(durations, settings.poll().interval());
    }

    AdaptivePolling(LearnedDurations durations, Duration interval) {
        this.durations = durations;
        intervalMillis = interval.toMillis();
        price = (double) intervalMillis / FIRST_PRICE;
    }

    @Override
    public void add(String id, TaskKind kind, Instant accepted) {
        PollCandidate task = new PollCandidate(id, kind, accepted.toEpochMilli(), numbers++);
        remove(id);
        tasks.put(id, task);
        plan(task);
    }

    @Override
    public Optional<String> choose(Instant now) {
        double millis = now.toEpochMilli();
        refresh(millis);
        wake(millis);
        PollCandidate best = null;
        double most = -1;
        int compared = 0;
        for (PollCandidate task : ready) {
            double cost = task.cost(millis);
            if (cost > most) {
                best = task;
                most = cost;
            }
            if (++compared == COMPARED) {
                break;
            }
        }
        return Optional.ofNullable(best).map(task -> asking(task, millis));
    }

    /** {@inheritDoc} One that may have ended waits until its turn comes, for which the budget decides. */
    @Override
    public Optional<Instant> next(String id) {
        return Optional.ofNullable(tasks.get(id)).map(task -> Instant.ofEpochMilli((long) Math.ceil(task.notBefore())));
    }

    @Override
    public Optional<Instant> earliest() {
        TreeSet<PollCandidate> next = ready.isEmpty() ? resting : ready;
        return next.isEmpty()
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli((long) Math.ceil(next.first().notBefore())));
    }

    @Override
    public void stillRunning(String id, Instant asked, boolean requestsWait) {
        PollCandidate task = tasks.get(id);
        if (task != null) {
            dequeue(task);
            boolean dense = requestsWait && durations.knows(task.kind());
            task.ran(asked.toEpochMilli(), dense ? (double) intervalMillis / DENSER : intervalMillis);
            plan(task);
        }
    }

    @Override
    public void ended(String id, ObservedDuration took) {
        PollCandidate task = tasks.get(id);
        if (task != null) {
            remove(id);
            durations.learn(task.kind(), took);
            learned = true;
        }
    }

    @Override
    public void remove(String id) {
        PollCandidate task = tasks.remove(id);
        if (task != null) {
            dequeue(task);
        }
    }

    private void dequeue(PollCandidate task) {
        resting.remove(task);
        ready.remove(task);
    }

    private String asking(PollCandidate task, double now) {
        double cost = task.cost(now);
        price = Math.max(price * Math.exp(PRICE_INERTIA * Math.signum(cost - price)), 1);
        ready.remove(task);
        return task.id();
    }

    private void plan(PollCandidate task) {
        task.plan(durations.distribution(task.kind()), (double) intervalMillis / WORTHLESS, price);
        resting.add(task);
    }

    private void wake(double now) {
        while (!resting.isEmpty() && resting.first().notBefore() <= now) {
            ready.add(resting.pollFirst());
        }
    }

    /** What was learned changes the plans of all; with thousands of tasks it need not do so at once. */
    private void refresh(double now) {
        if (learned && now - refreshed >= tasks.size() * TASKS_PER_MILLI) {
            learned = false;
            refreshed = now;
            var all = new ArrayList<>(resting);
            all.addAll(ready);
            resting.clear();
            ready.clear();
            all.forEach(this::plan);
        }
    }
}
