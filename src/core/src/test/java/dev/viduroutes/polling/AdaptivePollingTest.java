package dev.viduroutes.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdaptivePollingTest {

    private static final long SEED = 20_261_122;
    private static final TaskKind KIND = Workload.USUAL;
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final LearnedDurations durations = new LearnedDurations(Duration.ofSeconds(60));
    private final AdaptivePolling schedule = new AdaptivePolling(durations, INTERVAL);

    @Test
    void nothingRunsNothingIsDue() {
        assertThat(schedule.earliest()).isEmpty();
        assertThat(schedule.choose(START)).isEmpty();
    }

    @Test
    void beforeAnythingIsLearnedNoTaskIsAskedBeforeTheFirstDelay() {
        schedule.add("a", KIND, START);

        assertThat(schedule.choose(at(59.9))).isEmpty();
        assertThat(schedule.earliest().orElseThrow()).isBetween(at(60), at(62));
        assertThat(schedule.choose(at(62))).contains("a");
    }

    @Test
    void aTaskThatIsBeingAskedIsNotChosenAgain() {
        schedule.add("a", KIND, START);
        schedule.choose(at(90));

        assertThat(schedule.choose(at(900))).isEmpty();
        assertThat(schedule.earliest()).isEmpty();
    }

    @Test
    void beforeAnythingIsLearnedATaskIsAskedOncePerIntervalEvenWhileRequestsWait() {
        schedule.add("a", KIND, START);

        assertThat(asked("a", 900, true)).allSatisfy(gap -> assertThat(gap).isGreaterThanOrEqualTo(INTERVAL));
    }

    @Test
    void whileNoRequestWaitsATaskIsAskedAtMostOncePerInterval() {
        learn(48, 90, 0.2);
        schedule.add("a", KIND, START);

        assertThat(asked("a", 900, false)).allSatisfy(gap -> assertThat(gap).isGreaterThanOrEqualTo(INTERVAL));
    }

    @Test
    void whileRequestsWaitATaskIsAskedUpToFiveTimesAsOften() {
        learn(48, 90, 0.2);
        schedule.add("a", KIND, START);
        List<Duration> gaps = asked("a", 200, true);

        assertThat(gaps).allSatisfy(gap -> assertThat(gap).isGreaterThanOrEqualTo(Duration.ofSeconds(1)));
        assertThat(gaps).anySatisfy(gap -> assertThat(gap).isLessThan(Duration.ofSeconds(2)));
    }

    @Test
    void noTaskIsAskedBeforeItCanHaveEnded() {
        for (double sigma : new double[] {0.05, 0.1, 0.25}) {
            for (double median : new double[] {8, 90, 600}) {
                learn(48, median, sigma);
                schedule.add("a", KIND, START);
                double earliest = Duration.between(START, schedule.earliest().orElseThrow())
                                .toMillis()
                        / 1e3;

                assertThat(earliest)
                        .as("median %s s, sigma %s, seed %d", median, sigma, SEED)
                        .isBetween(0.6 * median * Math.exp(-2.5 * sigma), median * Math.exp(-sigma));
            }
        }
    }

    @Test
    void aTaskOfAnUnknownAgeIsFoundRunningAfterARestartAndAskedAtOnce() {
        learn(48, 90, 0.2);
        schedule.add("old", KIND, START.minusSeconds(600));
        schedule.add("new", KIND, START);

        assertThat(schedule.earliest().orElseThrow()).isBefore(START);
        assertThat(schedule.choose(START)).contains("old");
        assertThat(schedule.choose(START)).isEmpty();
    }

    @Test
    void theTaskThatIsLikeliestToHaveEndedComesFirst() {
        learn(48, 90, 0.2);
        schedule.add("young", KIND, at(30));
        schedule.add("old", KIND, at(10));

        assertThat(schedule.choose(at(110))).contains("old");
        assertThat(schedule.choose(at(110))).contains("young");
    }

    /** The learned durations say that a task is long over; it must be asked all the same, for as long as it takes. */
    @Test
    void aTaskThatTakesAThousandTimesAsLongIsNotForgotten() {
        learn(48, 90, 0.1);
        schedule.add("stuck", KIND, START);

        assertThat(asked("stuck", 90_000, false))
                .hasSizeGreaterThan(5_000)
                .allSatisfy(gap -> assertThat(gap).isLessThan(Duration.ofSeconds(60)));
    }

    @Test
    void whatIsLearnedCountsForTasksThatRunAlready() {
        schedule.add("first", KIND, START);
        for (int i = 0; i < 9; i++) {
            schedule.add("task-" + i, KIND, START);
            schedule.ended("task-" + i, ObservedDuration.exactly(Duration.ofSeconds(300 + i)));
        }

        assertThat(schedule.choose(at(150))).isEmpty();
        assertThat(schedule.earliest().orElseThrow()).isAfter(at(200));
    }

    @Test
    void whoIsRemovedIsNotAskedAndTeachesNothing() {
        schedule.add("a", KIND, START);
        schedule.remove("a");
        schedule.remove("never there");
        schedule.ended("a", ObservedDuration.exactly(Duration.ofSeconds(1)));
        schedule.stillRunning("a", at(70), true);

        assertThat(schedule.earliest()).isEmpty();
        assertThat(durations.knows(KIND)).isFalse();
    }

    @Test
    void aFirstDelayOfZeroAndTheShortestIntervalWork() {
        AdaptivePolling eager = new AdaptivePolling(new LearnedDurations(Duration.ZERO), Duration.ofMillis(10));
        eager.add("a", KIND, START);

        assertThat(eager.earliest().orElseThrow()).isBefore(at(0.1));
        assertThat(eager.choose(at(0.1))).contains("a");
    }

    /** Asks whenever the schedule says so. @return the time between two calls */
    private List<Duration> asked(String id, double untilSeconds, boolean requestsWait) {
        List<Duration> gaps = new ArrayList<>();
        Instant last = schedule.earliest().orElseThrow();
        assertThat(schedule.choose(last)).contains(id);
        while (last.isBefore(at(untilSeconds))) {
            schedule.stillRunning(id, last, requestsWait);
            Instant next = schedule.earliest().orElseThrow();
            assertThat(schedule.choose(next.minusMillis(1))).isEmpty();
            assertThat(schedule.choose(next)).contains(id);
            gaps.add(Duration.between(last, next));
            last = next;
        }
        return gaps;
    }

    private void learn(int count, double medianSeconds, double sigma) {
        Random random = new Random(SEED);
        for (int i = 0; i < count; i++) {
            double seconds = medianSeconds * Math.exp(sigma * random.nextGaussian());
            durations.learn(KIND, ObservedDuration.exactly(Duration.ofMillis(Math.round(seconds * 1_000))));
        }
    }

    private static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1_000));
    }
}
