package dev.viduroutes.limits;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The polls that wait, by task. Nearly always one each; but an API may give an id twice, and a request that was
 * taken over may come back before its former owner has noticed.
 */
final class PendingPolls {

    private final Map<String, Deque<PendingCall>> byTask = new HashMap<>();
    private int count;

    void add(String taskId, PendingCall poll) {
        byTask.computeIfAbsent(taskId, first -> new ArrayDeque<>(1)).add(poll);
        count++;
    }

    /** @return the poll of the task that waits longest, if any does; waits no more */
    Optional<PendingCall> remove(String taskId) {
        Deque<PendingCall> polls = byTask.get(taskId);
        if (polls == null) {
            return Optional.empty();
        }
        count--;
        PendingCall first = polls.remove();
        if (polls.isEmpty()) {
            byTask.remove(taskId);
        }
        return Optional.of(first);
    }

    Stream<String> taskIds() {
        return byTask.keySet().stream();
    }

    Stream<PendingCall> all() {
        return byTask.values().stream().flatMap(Deque::stream);
    }

    int count() {
        return count;
    }
}
