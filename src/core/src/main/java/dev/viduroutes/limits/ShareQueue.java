package dev.viduroutes.limits;

import dev.viduroutes.settings.ShareSettings;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A queue in which projects get grants by their shares: self-clocked fair queueing (Golestani, 1994), where each grant costs the
 * same. A project's next grant has a virtual time, that of the last grant of all plus one over its share, and the
 * earliest is next. So a project that comes back has neither saved anything up nor anything to make up for, and nothing is
 * remembered of one that nobody waits of. Projects without a share of their own are one flow, in which they take
 * turns as in a {@link FairQueue}; within each project those that come singly and its batches do. Not thread-safe.
 *
 * @param <T> who waits; nobody waits twice
 */
final class ShareQueue<T> {

    /** What a grant takes from a share of 1, in units of virtual time. */
    private static final long GRANT = 1L << 40;
    /** No project: those without a share of their own. */
    private static final String OTHERS = "";

    private final ShareSettings settings;
    private final Map<String, Flow<T>> flows = new HashMap<>();
    private final TreeSet<Flow<T>> order = new TreeSet<>(Flow.ORDER);
    /** Who waits longest comes first. */
    private final Map<T, Arrival<T>> arrivals = new LinkedHashMap<>();
    /** Virtual time of the last grant. It overflows, soon enough for tests to see it: only differences count. */
    private long lastGrant = Long.MAX_VALUE - 100 * GRANT;

    private long turns;

    private record Arrival<T>(Flow<T> flow, long nanos) {}

    private static final class Flow<T> {

        private static final Comparator<Flow<?>> ORDER = (one, other) -> one.nextGrant == other.nextGrant
                ? Long.signum(one.turn - other.turn)
                : Long.signum(one.nextGrant - other.nextGrant);

        private final String project;
        private final FairQueue<T> queue = new FairQueue<>();
        private long nextGrant;
        /** Of two with the same time the one that has waited longer for its turn comes first. */
        private long turn;

        private Flow(String project) {
            this.project = project;
        }
    }

    ShareQueue(ShareSettings settings) {
        this.settings = settings;
    }

    void add(Lane lane, T waiting, long nanos) {
        String project = settings.weights().containsKey(lane.project()) ? lane.project() : OTHERS;
        Flow<T> flow = flows.computeIfAbsent(project, Flow::new);
        boolean first = flow.queue.isEmpty();
        flow.queue.add(lane, waiting);
        arrivals.put(waiting, new Arrival<>(flow, nanos));
        if (first) {
            schedule(flow);
        }
    }

    private void schedule(Flow<T> flow) {
        flow.nextGrant = lastGrant + GRANT / weight(flow);
        flow.turn = turns++;
        order.add(flow);
    }

    private int weight(Flow<T> flow) {
        if (!flow.project.equals(OTHERS)) {
            return settings.weights().get(flow.project);
        }
        return settings.others() * (settings.together() ? 1 : flow.queue.projects());
    }

    /** @return whose turn it is; somebody must wait */
    T peek() {
        return order.first().queue.peek();
    }

    /** @return whose turn it is among those that match, which may take as long as others wait */
    Optional<T> peek(Predicate<T> matching) {
        return order.stream()
                .flatMap(flow -> flow.queue.peek(matching).stream())
                .findFirst();
    }

    /** Grants what is waited for to the one whose turn it is. */
    void poll() {
        poll(peek());
    }

    /** The same to another one that waits. */
    void poll(T next) {
        Flow<T> flow = arrivals.remove(next).flow();
        order.remove(flow);
        flow.queue.poll(next);
        lastGrant = flow.nextGrant;
        if (flow.queue.isEmpty()) {
            flows.remove(flow.project);
        } else {
            schedule(flow);
        }
    }

    /** @return whether it waited */
    boolean remove(T waiting) {
        Arrival<T> arrival = arrivals.remove(waiting);
        if (arrival == null) {
            return false;
        }
        Flow<T> flow = arrival.flow();
        flow.queue.remove(waiting);
        if (flow.queue.isEmpty()) {
            order.remove(flow);
            flows.remove(flow.project);
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
                : OptionalLong.of(arrivals.values().iterator().next().nanos());
    }

    /** @return all who wait, in the order in which they came */
    Stream<T> all() {
        return arrivals.keySet().stream();
    }
}
