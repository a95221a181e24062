package dev.viduroutes.polling;

import dev.viduroutes.request.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What this process saw of the running tasks: when it last polled them, and when it last saw them running. */
public final class TaskObservations {

    private record Observation(Instant polled, Instant running) {}

    private final Map<String, Observation> tasks = new HashMap<>();

    public boolean contains(Task task) {
        return tasks.containsKey(task.id());
    }

    /** A poll of the task leaves. */
    public void polled(Task task, Instant now) {
        Observation before = tasks.get(task.id());
        tasks.put(task.id(), new Observation(now, before == null ? task.acceptedAt() : before.running()));
    }

    /**
     * The task is to be polled again.
     *
     * @return when it was polled before; empty if this process never did
     */
    public Optional<Instant> lastPolled(Task task) {
        Observation observation = tasks.get(task.id());
        if (observation == null) {
            return Optional.empty();
        }
        if (task.retries() == 0) {
            tasks.put(task.id(), new Observation(observation.polled(), observation.polled()));
        }
        return Optional.of(observation.polled());
    }

    /** The task ended, as is known now. */
    public ObservedDuration ended(Task task, Instant now) {
        Observation observation = tasks.remove(task.id());
        Duration atMost = age(task, now);
        Duration atLeast = observation == null ? Duration.ZERO : age(task, observation.running());
        return new ObservedDuration(atLeast.compareTo(atMost) < 0 ? atLeast : atMost, atMost);
    }

    public void forget(Task task) {
        tasks.remove(task.id());
    }

    /** Clocks that are set back make no age negative. */
    private static Duration age(Task task, Instant at) {
        Duration age = Duration.between(task.acceptedAt(), at);
        return age.isNegative() ? Duration.ZERO : age;
    }
}
