package dev.viduroutes.polling;

import dev.viduroutes.limits.TokenBucketParameters;
import dev.viduroutes.polling.PollingSimulation.Budget;
import dev.viduroutes.polling.PollingSimulation.Result;
import dev.viduroutes.polling.Workload.SimulatedTask;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** What is measured in simulation: ways of polling, and many seeded runs of each. */
public final class PollingCases {

    static final Duration FIRST_DELAY = Duration.ofSeconds(60);
    static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final int SLOTS = 10;
    private static final int TASKS = 200;

    /** A way of polling with its budget. */
    record Way(String name, Budget budget, boolean told, Start start) {

        /** Makes the polling of one run; it may look at what the workload is like, but not at the run's own tasks. */
        interface Start {
            SimulatedPolling of(Workload workload, Random random);
        }

        Result run(Workload workload, long seed) {
            Random random = new Random(seed);
            SimulatedPolling polling = start.of(workload, random);
            SimulatedTask[] tasks = workload.tasks(TASKS, random);
            return new PollingSimulation(tasks, SLOTS, polling, budget, told, random).run();
        }
    }

    private PollingCases() {}

    static List<Workload> workloads() {
        return List.of(
                Workload.logNormal(90, 0.25),
                Workload.logNormal(90, 0.1),
                Workload.logNormal(8, 0.25),
                Workload.logNormal(25, 0.25),
                Workload.logNormal(600, 0.25),
                Workload.bimodal(),
                Workload.drifting(),
                Workload.jumping(),
                Workload.heavyTail(),
                Workload.mixed());
    }

    static List<Way> ways() {
        Budget ours = Budget.recommended();
        return List.of(
                new Way("learned, warm", ours, true, (workload, random) -> learned(warm(workload, random))),
                new Way("learned, cold", ours, true, (workload, random) -> learned(new LearnedDurations(FIRST_DELAY))),
                new Way("cold, untold", ours, false, (workload, random) -> learned(new LearnedDurations(FIRST_DELAY))),
                new Way(
                        "cold, 1 per 60/58 s",
                        Budget.SPACED,
                        true,
                        (workload, random) -> learned(new LearnedDurations(FIRST_DELAY))),
                new Way(
                        "greedy, kept place",
                        ours,
                        true,
                        (workload, random) -> SimulatedPolling.greedy(truth(workload))),
                new Way("greedy", Budget.SPACED, true, (workload, random) -> SimulatedPolling.greedy(truth(workload))),
                fixed(5),
                fixed(10));
    }

    static Way fixed(int seconds) {
        return new Way(
                "fixed 60 s + " + seconds + " s",
                Budget.SPACED,
                true,
                (workload, random) -> SimulatedPolling.fixed(FIRST_DELAY, Duration.ofSeconds(seconds)));
    }

    static SimulatedPolling learned(LearnedDurations durations) {
        return SimulatedPolling.learned(new AdaptivePolling(durations, INTERVAL));
    }

    /** What a run before this one taught. */
    static LearnedDurations warm(Workload workload, Random random) {
        LearnedDurations durations = new LearnedDurations(FIRST_DELAY);
        for (SimulatedTask task : workload.tasks(TASKS, random)) {
            durations.learn(task.kind(), ObservedDuration.exactly(Duration.ofMillis(task.millis())));
        }
        return durations;
    }

    private static DurationDistribution truth(Workload workload) {
        double[] sorted = Arrays.stream(workload.tasks(20_000, new Random(7)))
                .mapToDouble(SimulatedTask::millis)
                .sorted()
                .toArray();
        return new DurationDistribution(age -> rank(sorted, age), sorted[0] * 0.9, sorted[sorted.length - 1] * 1.1);
    }

    private static double rank(double[] sorted, double age) {
        int at = Arrays.binarySearch(sorted, age);
        return Math.min((at < 0 ? -at - 1 : at) / (double) sorted.length, 1 - 1e-5);
    }

    /** Prints one line per case. */
    public static void print(PrintStream out, int runs) {
        for (Workload workload : workloads()) {
            for (Way way : ways()) {
                List<Result> results = IntStream.range(0, runs)
                        .mapToObj(seed -> way.run(workload, seed))
                        .toList();
                double[] delays = results.stream()
                        .flatMapToDouble(result -> Arrays.stream(result.delays()))
                        .sorted()
                        .toArray();
                out.printf(
                        "%-24s %-20s ratio %.4f worst %.4f polls/task %6.2f delay mean %6.2f s p95 %6.2f s window %d%n",
                        workload.name(),
                        way.name(),
                        results.stream().mapToDouble(Result::ratio).average().orElseThrow(),
                        results.stream().mapToDouble(Result::ratio).min().orElseThrow(),
                        results.stream()
                                .mapToDouble(Result::pollsPerTask)
                                .average()
                                .orElseThrow(),
                        Arrays.stream(delays).average().orElseThrow(),
                        delays[delays.length * 95 / 100],
                        results.stream().mapToInt(Result::largestWindow).max().orElseThrow());
            }
        }
    }

    /** A hundred accounts' worth of traffic, and what a call costs with ten thousand tasks under way. */
    public static void printLarge(PrintStream out) {
        int times = 100;
        Random random = new Random(1);
        SimulatedTask[] tasks = Workload.logNormal(90, 0.25).tasks(TASKS * times, random);
        SimulatedPolling polling = learned(new LearnedDurations(FIRST_DELAY));
        Budget budget = Budget.of(TokenBucketParameters.of(60 * times, Duration.ofSeconds(60)));
        Result result = new PollingSimulation(tasks, SLOTS * times, polling, budget, true, random).run();
        out.printf(
                "%d slots, %d calls a minute: ratio %.4f polls/task %.2f delay mean %.2f s window %d%n",
                SLOTS * times,
                60 * times,
                result.ratio(),
                result.pollsPerTask(),
                Arrays.stream(result.delays()).average().orElseThrow(),
                result.largestWindow());
        Speed speed = new Speed(10_000);
        speed.run(200_000);
        out.printf("10000 tasks: %.1f us per call%n", speed.run(500_000) / 1e3);
    }

    /** Tasks that end and are replaced, on the clock of a budget that is always used up. */
    private static final class Speed {

        private static final Workload WORKLOAD = Workload.logNormal(90, 0.25);
        private final Random random = new Random(1);
        private final AdaptivePolling schedule = new AdaptivePolling(warm(WORKLOAD, random), INTERVAL);
        private final Map<String, Instant> ends = new HashMap<>();
        private Instant now = Instant.EPOCH;
        private int started;

        Speed(int tasks) {
            IntStream.range(0, tasks).forEach(task -> start());
        }

        /** @return nanoseconds per call */
        double run(int calls) {
            long start = System.nanoTime();
            for (int call = 0; call < calls; call++) {
                now = now.plusMillis(1);
                schedule.choose(now).ifPresent(this::answer);
            }
            return (System.nanoTime() - start) / (double) calls;
        }

        private void answer(String id) {
            if (now.isBefore(ends.get(id))) {
                schedule.stillRunning(id, now, true);
            } else {
                ends.remove(id);
                SimulatedTask drawn = WORKLOAD.durations().draw(0, random);
                schedule.ended(id, ObservedDuration.exactly(Duration.ofMillis(drawn.millis())));
                start();
            }
        }

        private void start() {
            String id = "task-" + started++;
            SimulatedTask drawn = WORKLOAD.durations().draw(0, random);
            schedule.add(id, drawn.kind(), now);
            ends.put(id, now.plusMillis(drawn.millis()));
        }
    }
}
