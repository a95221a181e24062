package dev.viduroutes.polling;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What decides which task is asked next: the schedule under test, and what it is compared with. */
public interface SimulatedPolling {

    void accepted(String id, TaskKind kind, Instant accepted);

    Optional<String> choose(Instant now);

    Optional<Instant> earliest();

    void stillRunning(String id, Instant asked, boolean requestsWait);

    void ended(String id, ObservedDuration took);

    /** The schedule under test. */
    static SimulatedPolling learned(AdaptivePolling schedule) {
        return new SimulatedPolling() {
            @Override
            public void accepted(String id, TaskKind kind, Instant accepted) {
                schedule.add(id, kind, accepted);
            }

            @Override
            public Optional<String> choose(Instant now) {
                return schedule.choose(now);
            }

            @Override
            public Optional<Instant> earliest() {
                return schedule.earliest();
            }

            @Override
            public void stillRunning(String id, Instant asked, boolean requestsWait) {
                schedule.stillRunning(id, asked, requestsWait);
            }

            @Override
            public void ended(String id, ObservedDuration took) {
                schedule.ended(id, took);
            }
        };
    }

    /** Each task after a first delay, then at an interval; who is due longest comes first. */
    static SimulatedPolling fixed(Duration firstDelay, Duration interval) {
        record Due(Instant at, String id) {}
        return new SimulatedPolling() {
            private final TreeSet<Due> due =
                    new TreeSet<>(Comparator.comparing(Due::at).thenComparing(Due::id));

            @Override
            public void accepted(String id, TaskKind kind, Instant accepted) {
                due.add(new Due(accepted.plus(firstDelay), id));
            }

            @Override
            public Optional<String> choose(Instant now) {
                return due.isEmpty() || due.first().at().isAfter(now)
                        ? Optional.empty()
                        : Optional.of(due.pollFirst().id());
            }

            @Override
            public Optional<Instant> earliest() {
                return due.isEmpty()
                        ? Optional.empty()
                        : Optional.of(due.first().at());
            }

            @Override
            public void stillRunning(String id, Instant asked, boolean requestsWait) {
                due.add(new Due(asked.plus(interval), id));
            }

            @Override
            public void ended(String id, ObservedDuration took) {}
        };
    }

    /** The task whose unseen end is expected to have cost most, all durations of the workload being known beforehand. */
    static SimulatedPolling greedy(DurationDistribution truth) {
        record Running(Instant accepted, Instant ran) {}
        return new SimulatedPolling() {
            private final Map<String, Running> running = new HashMap<>();
            private final Map<String, Running> asking = new HashMap<>();

            @Override
            public void accepted(String id, TaskKind kind, Instant accepted) {
                running.put(id, new Running(accepted, accepted));
            }

            @Override
            public Optional<String> choose(Instant now) {
                Predicate<Map.Entry<String, Running>> worth = entry -> cost(entry.getValue(), now) > 0.001;
                Optional<String> best = running.entrySet().stream()
                        .filter(worth)
                        .max(Comparator.comparingDouble(entry -> cost(entry.getValue(), now)))
                        .map(Map.Entry::getKey);
                best.ifPresent(id -> asking.put(id, running.remove(id)));
                return best;
            }

            private double cost(Running task, Instant now) {
                return truth.cost(age(task, task.ran()), age(task, now));
            }

            private double age(Running task, Instant at) {
                return Duration.between(task.accepted(), at).toMillis();
            }

            @Override
            public Optional<Instant> earliest() {
                return running.isEmpty() ? Optional.empty() : Optional.of(Instant.EPOCH);
            }

            @Override
            public void stillRunning(String id, Instant asked, boolean requestsWait) {
                running.put(id, new Running(asking.remove(id).accepted(), asked));
            }

            @Override
            public void ended(String id, ObservedDuration took) {
                asking.remove(id);
            }
        };
    }
}
