package dev.viduroutes.limits;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A queue in which lanes take turns: first those that come singly and each batch, then the projects of each. Within a lane
 * the first that came is the first served. A lane that nobody waits in any more leaves, and comes back behind the others.
 * Each operation but a search takes the same time, however many wait. Not thread-safe.
 *
 * @param <T> who waits
 */
final class FairQueue<T> {

    /** By batch, then by project; in each the next one comes first. */
    private final Map<String, Map<String, Set<T>>> batches = new LinkedHashMap<>();

    private final Map<T, Lane> lanes = new HashMap<>();
    /** How many wait of each project, over all batches. */
    private final Map<String, Integer> projects = new HashMap<>();

    void add(Lane lane, T waiting) {
        batches.computeIfAbsent(lane.batch(), batch -> new LinkedHashMap<>())
                .computeIfAbsent(lane.project(), project -> new LinkedHashSet<>())
                .add(waiting);
        lanes.put(waiting, lane);
        projects.merge(lane.project(), 1, Integer::sum);
    }

    /** @return whose turn it is; somebody must wait */
    T peek() {
        return first(first(first(batches.values()).values()));
    }

    /** @return whose turn it is among those that match, which may take as long as others wait */
    Optional<T> peek(Predicate<T> matching) {
        return batches.values().stream()
                .flatMap(inBatch -> inBatch.values().stream())
                .flatMap(Set::stream)
                .filter(matching)
                .findFirst();
    }

    /** Ends the wait of the one whose turn it is, and with it the turn of its lane. */
    void poll() {
        poll(peek());
    }

    /** The same of another one that waits. */
    void poll(T next) {
        Lane lane = lanes.get(next);
        remove(next);
        Map<String, Set<T>> inBatch = batches.remove(lane.batch());
        if (inBatch != null) {
            Set<T> others = inBatch.remove(lane.project());
            if (others != null) {
                inBatch.put(lane.project(), others);
            }
            batches.put(lane.batch(), inBatch);
        }
    }

    /** It waits no more; it must have waited. */
    void remove(T waiting) {
        Lane lane = lanes.remove(waiting);
        projects.computeIfPresent(lane.project(), (project, count) -> count == 1 ? null : count - 1);
        Map<String, Set<T>> inBatch = batches.get(lane.batch());
        Set<T> others = inBatch.get(lane.project());
        others.remove(waiting);
        if (others.isEmpty()) {
            inBatch.remove(lane.project());
        }
        if (inBatch.isEmpty()) {
            batches.remove(lane.batch());
        }
    }

    boolean isEmpty() {
        return lanes.isEmpty();
    }

    /** @return projects that somebody waits of */
    int projects() {
        return projects.size();
    }

    private static <E> E first(Iterable<E> some) {
        return some.iterator().next();
    }
}
