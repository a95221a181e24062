package dev.viduroutes.pace;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who waits to ask about which task. Nearly always one each; but an API may give an id twice, and a request that was
 * taken over may come back before its former owner has noticed.
 */
final class Askers {

    private final Map<String, Deque<Waiting>> byTask = new HashMap<>();
    private int count;

    void add(String taskId, Waiting asker) {
        byTask.computeIfAbsent(taskId, first -> new ArrayDeque<>(1)).add(asker);
        count++;
    }

    /** @return who waits longest for the task, if anybody does; waits no more */
    Optional<Waiting> remove(String taskId) {
        Deque<Waiting> line = byTask.get(taskId);
        if (line == null) {
            return Optional.empty();
        }
        count--;
        Waiting first = line.remove();
        if (line.isEmpty()) {
            byTask.remove(taskId);
        }
        return Optional.of(first);
    }

    Stream<Waiting> all() {
        return byTask.values().stream().flatMap(Deque::stream);
    }

    int count() {
        return count;
    }
}
