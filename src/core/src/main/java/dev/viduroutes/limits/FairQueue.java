package dev.viduroutes.limits;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A queue in which lanes take turns: first those that come singly and each batch, then the projects of each. Within a lane
 * the first that came is the first served. A lane that nobody waits in any more leaves, and comes back behind the others.
 * Each operation takes the same time, however many wait. Not thread-safe.
 *
 * @param <T> who waits
 */
final class FairQueue<T> {

    private record Arrival(Lane lane, long nanos) {}

    /** By batch, then by project; in each the next one comes first. */
    private final Map<String, Map<String, Set<T>>> batches = new LinkedHashMap<>();
    /** Who waits longest comes first. */
    private final Map<T, Arrival> arrivals = new LinkedHashMap<>();

    void add(Lane lane, T waiting, long nanos) {
        batches.computeIfAbsent(lane.batch(), batch -> new LinkedHashMap<>())
                .computeIfAbsent(lane.project(), project -> new LinkedHashSet<>())
                .add(waiting);
        arrivals.put(waiting, new Arrival(lane, nanos));
    }

    /** @return whose turn it is; somebody must wait */
    T peek() {
        return first(first(first(batches.values()).values()));
    }

    /** Ends the wait of the one whose turn it is, and with it the turn of its lane. */
    void poll() {
        T next = peek();
        Lane lane = arrivals.get(next).lane();
        remove(next);
        Map<String, Set<T>> projects = batches.remove(lane.batch());
        if (projects != null) {
            Set<T> others = projects.remove(lane.project());
            if (others != null) {
                projects.put(lane.project(), others);
            }
            batches.put(lane.batch(), projects);
        }
    }

    /** @return whether it waited */
    boolean remove(T waiting) {
        Arrival arrival = arrivals.remove(waiting);
        if (arrival == null) {
            return false;
        }
        Map<String, Set<T>> projects = batches.get(arrival.lane().batch());
        Set<T> others = projects.get(arrival.lane().project());
        others.remove(waiting);
        if (others.isEmpty()) {
            projects.remove(arrival.lane().project());
        }
        if (projects.isEmpty()) {
            batches.remove(arrival.lane().batch());
        }
        return true;
    }

    boolean contains(T waiting) {
        return arrivals.containsKey(waiting);
    }

    boolean isEmpty() {
        return arrivals.isEmpty();
    }

    int size() {
        return arrivals.size();
    }

    /** @return when the one came that waits longest */
    OptionalLong oldestNanos() {
        return isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(first(arrivals.values()).nanos());
    }

    /** @return all who wait, in the order in which they came */
    Stream<T> all() {
        return arrivals.keySet().stream();
    }

    private static <E> E first(Iterable<E> some) {
        return some.iterator().next();
    }
}
