package dev.viduroutes.polling;

import dev.viduroutes.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * For callback mode, where ends are told: a task is polled only once its callback is overdue, which is when nearly
 * all tasks of its kind would have ended; before anything was learned, after three times {@code vidu.poll.first-delay}. Then
 * at growing distances, each a quarter of its age.
 */
final class FallbackPolling implements PollStrategy {

    /** Later would leave the slots of lost callbacks idle, earlier would poll in vain. */
    private static final double NEARLY_ALL = 0.95;

    private static final int INTERVALS_FOR_THE_CALLBACK = 2;
    private static final int FIRST_DELAYS = 3;
    private static final int PART_OF_AGE = 4;

    private record Due(String id, TaskKind kind, Instant accepted, Instant at) {

        Due later(Instant due) {
            return new Due(id, kind, accepted, due);
        }
    }

    private final LearnedDurations durations;
    private final Duration firstDelay;
    private final Duration interval;
    private final Map<String, Due> tasks = new HashMap<>();
    private final TreeSet<Due> queue =
            new TreeSet<>(Comparator.comparing(Due::at).thenComparing(Due::id));

    FallbackPolling(LearnedDurations durations, Settings settings) {
        this.durations = durations;
        this.firstDelay = settings.poll().firstDelay();
        this.interval = settings.poll().interval();
    }

    @Override
    public void add(String id, TaskKind kind, Instant accepted) {
        enter(new Due(id, kind, accepted, accepted.plus(patience(kind))));
    }

    private Duration patience(TaskKind kind) {
        Duration usual = durations.knows(kind)
                ? Duration.ofMillis((long) durations.distribution(kind).quantile(NEARLY_ALL))
                : firstDelay.multipliedBy(FIRST_DELAYS);
        return usual.plus(interval.multipliedBy(INTERVALS_FOR_THE_CALLBACK));
    }

    @Override
    public void stillRunning(String id, Instant asked, boolean requestsWait) {
        Due task = tasks.get(id);
        if (task != null) {
            Duration distance = Duration.between(task.accepted(), asked).dividedBy(PART_OF_AGE);
            Instant next = asked.plus(distance.compareTo(interval) < 0 ? interval : distance);
            // A callback that was only too early is no reason to poll before the task can have ended.
            enter(task.later(next.isBefore(task.at()) ? task.at() : next));
        }
    }

    private void enter(Due due) {
        remove(due.id());
        tasks.put(due.id(), due);
        queue.add(due);
    }

    @Override
    public Optional<String> choose(Instant now) {
        return queue.isEmpty() || queue.first().at().isAfter(now)
                ? Optional.empty()
                : Optional.of(queue.pollFirst().id());
    }

    @Override
    public Optional<Instant> next(String id) {
        return Optional.ofNullable(tasks.get(id)).map(Due::at);
    }

    @Override
    public Optional<Instant> earliest() {
        return queue.isEmpty() ? Optional.empty() : Optional.of(queue.first().at());
    }

    @Override
    public void ended(String id, ObservedDuration took) {
        Due task = tasks.get(id);
        if (task != null) {
            durations.learn(task.kind(), took);
            remove(id);
        }
    }

    @Override
    public void remove(String id) {
        Due task = tasks.remove(id);
        if (task != null) {
            queue.remove(task);
        }
    }
}
