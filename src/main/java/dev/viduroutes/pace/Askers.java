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
 *
 * @param <T> one who waits
 */
final class Askers<T> {

    private final Map<String, Deque<T>> waiting = new HashMap<>();
    private int count;

    void add(String taskId, T asker) {
        waiting.computeIfAbsent(taskId, first -> new ArrayDeque<>(1)).add(asker);
        count++;
    }

    /** @return who waits longest for the task, if anybody does; waits no more */
    Optional<T> remove(String taskId) {
        Deque<T> line = waiting.get(taskId);
        if (line == null) {
            return Optional.empty();
        }
        count--;
        T first = line.remove();
        if (line.isEmpty()) {
            waiting.remove(taskId);
        }
        return Optional.of(first);
    }

    Stream<T> all() {
        return waiting.values().stream().flatMap(Deque::stream);
    }

    int count() {
        return count;
    }
}
