package dev.viduroutes.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls against the limit of a rolling window, by thousands of arrival patterns on a clock of the test's own. */
class RequestBudgetTest {

    private static final long SEED = 20_261_122;
    /** Fewer patterns of a large limit, which has as many calls in each. */
    private static final int CALLS = 300_000;

    private static final int MOST_PATTERNS = 2_000;
    private static final long MILLI = 1_000_000;

    private final SettableMeter time = new SettableMeter();
    private final BudgetStore store = new MeteredBudgetStore(time);

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource({"60,PT60S", "31,PT60S", "100,PT1S", "600,PT60S", "60,PT3S", "1,PT60S", "2,PT60S", "10,PT60S", "5,PT1S"})
    void noRollingWindowHoldsMoreThanTheLimitThoughEveryCallIsOffByHalfTheJitterThatIsAllowedFor(
            int limit, Duration window) {
        Random random = new Random(SEED);
        long jitter = TokenBucketParameters.of(limit, window).jitter().toNanos();
        int each = limit < 30 ? 10 * limit : 3 * limit;
        for (int pattern = 0; pattern < Math.min(MOST_PATTERNS, CALLS / each); pattern++) {
            long[] calls = jittered(planned(limit, window, each, random), jitter / 2, random);
            assertThat(fullest(calls, window.toNanos()))
                    .as("calls in a window of pattern %d, seed %d", pattern, SEED)
                    .isLessThanOrEqualTo(limit);
        }
    }

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource({"1,PT60S", "10,PT60S", "60,PT60S", "60,PT6S", "5000,PT60S", "1000000,PT1H"})
    void underLoadAtLeast95PercentOfTheLimitAreUsed(int limit, Duration window) {
        RequestBudget budget = new RequestBudget(limit, window, store);
        int calls = 5_000;
        long lastMillis = 0;
        for (int i = 0; i < calls; i++) {
            lastMillis = budget.reserveNanos() / MILLI;
        }
        double windows = (double) lastMillis / window.toMillis();

        assertThat((calls - 1) / windows).isBetween(0.95 * limit, (double) limit);
    }

    @Test
    void aLongRestBuysNoMoreThanAFewCallsAtOnce() {
        RequestBudget budget = new RequestBudget(60, Duration.ofSeconds(60), store);
        time.set(Duration.ofDays(3).toNanos());
        int atOnce = 0;
        while (budget.reserveNanos() == 0) {
            atOnce++;
        }

        assertThat(atOnce).isEqualTo(2);
    }

    @Test
    void aSmallLimitAllowsNoBurst() {
        RequestBudget budget = new RequestBudget(29, Duration.ofSeconds(60), store);
        time.set(Duration.ofSeconds(60).toNanos());

        assertThat(budget.reserveNanos()).isZero();
        assertThat(budget.reserveNanos()).isPositive();
    }

    @Test
    void aPollLeavesATokenForASubmit() {
        RequestBudget budget = new RequestBudget(60, Duration.ofSeconds(60), store);
        time.set(Duration.ofSeconds(60).toNanos());

        assertThat(budget.takeForPollNanos()).isZero();
        long wait = budget.takeForPollNanos();
        assertThat(wait).isEqualTo(spacing(61, 59));
        assertThat(budget.reserveNanos()).isZero();
        time.set(Duration.ofSeconds(60).toNanos() + wait);
        assertThat(budget.takeForPollNanos()).isEqualTo(wait);
    }

    /** Else processes that are killed and started again and again would call too often. */
    @Test
    void aNewBudgetGivesNothingAtOnce() {
        assertThat(new RequestBudget(60, Duration.ofSeconds(60), store).reserveNanos())
                .isEqualTo(spacing(61, 59));
    }

    @Test
    void aRefusalHalvesWhatIsUsedAndCalmBringsItBackInSteps() {
        RequestBudget budget = new RequestBudget(10, Duration.ofSeconds(10), store);
        budget.halve();
        assertThat(budget.reserveNanos()).isEqualTo(2 * spacing(10.2, 10));
        for (int calm = 0; calm < 3; calm++) {
            budget.recover();
        }
        assertThat(budget.share()).isEqualTo(0.875);
        budget.recover();
        budget.recover();

        assertThat(budget.share()).isEqualTo(1);
    }

    @Test
    void howeverOftenItIsRefusedSomeCallsStillLeave() {
        RequestBudget budget = new RequestBudget(60, Duration.ofSeconds(60), store);
        for (int refusal = 0; refusal < 100; refusal++) {
            budget.halve();
        }

        assertThat(budget.share()).isEqualTo(1.0 / 256);
        budget.recover();
        assertThat(budget.share()).isEqualTo(1.5 / 256);
    }

    private static long spacing(double seconds, int calls) {
        return (long) Math.ceil(seconds * 1e9 / calls);
    }

    /** @return when the calls leave if timers were exact: bursts, pauses and trickles, as the pattern's random has it */
    private long[] planned(int limit, Duration window, int calls, Random random) {
        time.set(1);
        RequestBudget budget = new RequestBudget(limit, window, store);
        long now = 1;
        long[] planned = new long[calls];
        double busy = random.nextDouble();
        for (int i = 0; i < calls; i++) {
            if (random.nextDouble() > busy) {
                now += (long) (random.nextDouble() * window.toNanos() / limit * 4);
                time.set(now);
            }
            planned[i] = now + budget.reserveNanos();
        }
        return planned;
    }

    private static long[] jittered(long[] calls, long mostNanos, Random random) {
        return Arrays.stream(calls)
                .map(call -> call + (long) ((random.nextDouble() * 2 - 1) * mostNanos))
                .sorted()
                .toArray();
    }

    private static int fullest(long[] sorted, long windowNanos) {
        int most = 0;
        int first = 0;
        for (int last = 0; last < sorted.length; last++) {
            while (sorted[last] - sorted[first] >= windowNanos) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }
}
