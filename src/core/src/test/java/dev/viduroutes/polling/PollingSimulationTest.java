package dev.viduroutes.polling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.polling.PollingCases.Way;
import dev.viduroutes.polling.PollingSimulation.Budget;
import dev.viduroutes.polling.PollingSimulation.Result;
import dev.viduroutes.polling.Workload.SimulatedTask;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole runs: 200 tasks on 10 slots, 60 calls a minute, on a simulated clock. A case's seed is its number. */
class PollingSimulationTest {

    private static final int SEEDS = 8;
    private static final int FEW = 3;

    /** The floors lie half a percent below what 200 runs came to. */
    @ParameterizedTest(name = "median {0} s, sigma {1}")
    @CsvSource({"90,0.25,0.960", "90,0.1,0.967", "600,0.25,0.990", "25,0.25,0.80"})
    void fromAColdStartTheSlotsAreKeptBusy(double median, double sigma, double atLeast) {
        Workload workload = Workload.logNormal(median, sigma);
        List<Result> results = runs(way("learned, cold"), workload);

        assertThat(mean(results)).as("seeds 0 to %d", SEEDS - 1).isGreaterThan(atLeast);
        assertThat(results).allSatisfy(result -> assertThat(result.ratio()).isGreaterThan(atLeast - 0.015));
    }

    @Test
    void withDurationsLearnedBeforeItIsWithinHalfAPercentOfKnowingThemAll() {
        Workload workload = Workload.logNormal(90, 0.25);

        assertThat(mean(runs(way("learned, warm"), workload)))
                .isGreaterThan(mean(runs(way("greedy, kept place"), workload)) - 0.005);
    }

    @ParameterizedTest
    @MethodSource("dev.viduroutes.polling.PollingCases#workloads")
    void itBeatsFixedIntervalsWhateverTheDurationsAndKeepsTheWindow(Workload workload) {
        List<Result> learned = runs(way("learned, cold"), workload);

        assertThat(mean(learned))
                .as("%s, seeds 0 to %d", workload.name(), SEEDS - 1)
                .isGreaterThan(mean(runs(PollingCases.fixed(5), workload)) + 0.003)
                .isGreaterThan(mean(runs(PollingCases.fixed(10), workload)) + 0.003);
        assertThat(learned)
                .allSatisfy(result -> assertThat(result.largestWindow()).isLessThanOrEqualTo(60));
    }

    @Test
    void itFollowsWhenTasksTakeTwiceAsLongFromOneToTheNext() {
        assertThat(mean(runs(way("learned, cold"), Workload.jumping()))).isGreaterThan(0.97);
        assertThat(mean(runs(way("learned, cold"), Workload.drifting()))).isGreaterThan(0.97);
    }

    @Test
    void itLearnsFromPollsAloneIfTheApiDoesNotTellDurations() {
        assertThat(mean(runs(way("cold, untold"), Workload.logNormal(90, 0.25))))
                .isGreaterThan(0.957);
    }

    @Test
    void itFollowsWhenTasksTakeAnEighthOfWhatWasLearned() {
        Way way = new Way(
                "learned otherwise",
                Budget.recommended(),
                true,
                (workload, random) -> PollingCases.learned(PollingCases.warm(Workload.logNormal(200, 0.1), random)));

        assertThat(mean(runs(way, Workload.logNormal(25, 0.25)))).isGreaterThan(0.5);
    }

    @ParameterizedTest
    @MethodSource("dev.viduroutes.polling.PollingCases#workloads")
    void noTaskIsAskedTooOften(Workload workload) {
        for (long seed = 0; seed < FEW; seed++) {
            Watched watched = watched(workload.tasks(200, new Random(seed)), seed);

            assertThat(watched.shortest).as("seed %d", seed).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    /** Nine slots take the usual time, and all calls could be spent on them. */
    @Test
    void aTaskThatTakesTenTimesAsLongIsAskedEveryMinuteThoughRequestsWait() {
        for (long seed = 0; seed < FEW; seed++) {
            SimulatedTask[] tasks = Workload.logNormal(90, 0.15).tasks(100, new Random(seed));
            tasks[30] = new SimulatedTask(Workload.USUAL, 900_000);
            Watched watched = watched(tasks, seed);

            assertThat(watched.asked.get("task-30")).as("seed %d", seed).isNotNull();
            assertThat(watched.longest).as("seed %d", seed).isLessThan(Duration.ofSeconds(60));
        }
    }

    private static Watched watched(SimulatedTask[] tasks, long seed) {
        Watched watched = new Watched(PollingCases.learned(new LearnedDurations(PollingCases.FIRST_DELAY)));
        new PollingSimulation(tasks, 10, watched, Budget.recommended(), true, new Random(seed)).run();
        return watched;
    }

    private static List<Result> runs(Way way, Workload workload) {
        return LongStream.range(0, SEEDS)
                .mapToObj(seed -> way.run(workload, seed))
                .toList();
    }

    private static double mean(List<Result> results) {
        return results.stream().mapToDouble(Result::ratio).average().orElseThrow();
    }

    private static Way way(String name) {
        return PollingCases.ways().stream()
                .filter(way -> way.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Notes the time between two questions about one task, once it has been asked. */
    private static final class Watched implements SimulatedPolling {

        private final SimulatedPolling polling;
        private final Map<String, Instant> asked = new HashMap<>();
        private Duration shortest = Duration.ofDays(1);
        private Duration longest = Duration.ZERO;

        Watched(SimulatedPolling polling) {
            this.polling = polling;
        }

        @Override
        public Optional<String> choose(Instant now) {
            Optional<String> chosen = polling.choose(now);
            chosen.map(id -> asked.put(id, now)).ifPresent(before -> {
                Duration gap = Duration.between(before, now);
                shortest = gap.compareTo(shortest) < 0 ? gap : shortest;
                longest = gap.compareTo(longest) > 0 ? gap : longest;
            });
            return chosen;
        }

        @Override
        public void accepted(String id, TaskKind kind, Instant accepted) {
            polling.accepted(id, kind, accepted);
        }

        @Override
        public Optional<Instant> earliest() {
            return polling.earliest();
        }

        @Override
        public void stillRunning(String id, Instant asked, boolean requestsWait) {
            polling.stillRunning(id, asked, requestsWait);
        }

        @Override
        public void ended(String id, ObservedDuration took) {
            polling.ended(id, took);
        }
    }
}
