package dev.viduroutes.pace;

import dev.viduroutes.request.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What this process saw of the tasks that run: when it last asked, and when it last saw them running. */
final class KnownTasks {

    private record Seen(Instant asked, Instant running) {}

    private final Map<String, Seen> tasks = new HashMap<>();

    boolean contains(Task task) {
        return tasks.containsKey(task.id());
    }

    /** A call about the task leaves. */
    void asked(Task task, Instant now) {
        Seen before = tasks.get(task.id());
        tasks.put(task.id(), new Seen(now, before == null ? task.acceptedAt() : before.running()));
    }

    /**
     * The task is to be asked about again.
     *
     * @return when it was asked about before; empty if this process never did
     */
    Optional<Instant> lastAsked(Task task) {
        Seen seen = tasks.get(task.id());
        if (seen == null) {
            return Optional.empty();
        }
        if (task.setbacks() == 0) {
            tasks.put(task.id(), new Seen(seen.asked(), seen.asked()));
        }
        return Optional.of(seen.asked());
    }

    /** The task ended, as is known now. */
    Lasted ended(Task task, Instant now) {
        Seen seen = tasks.remove(task.id());
        Duration atMost = age(task, now);
        Duration atLeast = seen == null ? Duration.ZERO : age(task, seen.running());
        return new Lasted(atLeast.compareTo(atMost) < 0 ? atLeast : atMost, atMost);
    }

    void forget(Task task) {
        tasks.remove(task.id());
    }

    /** Clocks that are set back make no age negative. */
    private static Duration age(Task task, Instant at) {
        Duration age = Duration.between(task.acceptedAt(), at);
        return age.isNegative() ? Duration.ZERO : age;
    }
}
