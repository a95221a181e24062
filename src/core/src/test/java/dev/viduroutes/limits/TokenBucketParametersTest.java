package dev.viduroutes.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The window as the server sees it, by thousands of arrival patterns through a real bucket. */
class TokenBucketParametersTest {

    private static final long SEED = 20_261_122;
    /** Fewer patterns of a large window, which has as many calls in each. */
    private static final int CALLS = 60_000;

    private static final int MOST_PATTERNS = 400;

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource({
        "60,PT60S",
        "30,PT60S",
        "10,PT60S",
        "2,PT60S",
        "1,PT60S",
        "100,PT1S",
        "600,PT60S",
        "6000,PT60S",
        "60,PT6S"
    })
    void noWindowHoldsMoreThanTheLimitThoughEachCallMayBeLate(int limit, Duration window) {
        TokenBucketParameters shape = TokenBucketParameters.of(limit, window);
        long jitter = shape.jitter().toNanos();

        assertThat(jitter).isGreaterThanOrEqualTo(window.dividedBy(60).toNanos());
        assertThat(fullest(shape, window, jitter)).isLessThanOrEqualTo(limit);
    }

    /** The proof leaves no room: one call more at once, and a window overflows. */
    @Test
    void oneMoreCallAtOnceWouldBeTooMuch() {
        TokenBucketParameters shape = TokenBucketParameters.of(60, Duration.ofSeconds(60));
        TokenBucketParameters larger = new TokenBucketParameters(
                shape.capacity() + 1, shape.refill(), shape.window(), shape.jitter(), shape.kept());

        assertThat(fullest(larger, Duration.ofSeconds(60), Duration.ofSeconds(1).toNanos()))
                .isEqualTo(61);
    }

    @Test
    void aMinuteOfSixtyCallsAllowsForASecondOfJitterAndKeepsATokenForASubmit() {
        assertThat(TokenBucketParameters.of(60, Duration.ofSeconds(60)))
                .isEqualTo(new TokenBucketParameters(2, 59, Duration.ofSeconds(60), Duration.ofSeconds(1), 1));
    }

    private static int fullest(TokenBucketParameters shape, Duration window, long jitterNanos) {
        Random random = new Random(SEED);
        int patterns = Math.min(MOST_PATTERNS, CALLS / shape.refill());
        int most = 0;
        for (int pattern = 0; pattern < patterns; pattern++) {
            long[] calls = calls(shape, random);
            // The worst there is: everything before an instant is late, everything after it on time.
            long turn = calls[random.nextInt(calls.length / 2)];
            boolean sudden = pattern % 2 == 0;
            long[] arrivals = Arrays.stream(calls)
                    .map(call -> call + (sudden ? call <= turn ? jitterNanos : 0 : random.nextLong(jitterNanos + 1)))
                    .sorted()
                    .toArray();
            most = Math.max(most, fullest(arrivals, window.toNanos()));
        }
        return most;
    }

    /** @return when calls leave that take a token as soon as there is one, with rests now and then */
    private static long[] calls(TokenBucketParameters shape, Random random) {
        SettableMeter time = new SettableMeter();
        Bucket bucket = Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(Bandwidth.builder()
                        .capacity(shape.capacity())
                        .refillGreedy(shape.refill(), shape.period())
                        .build())
                .build();
        long now = 1;
        double busy = 0.5 + random.nextDouble() / 2;
        long[] calls = new long[3 * shape.refill() + 4];
        for (int i = 0; i < calls.length; i++) {
            if (random.nextDouble() > busy) {
                now += (long) (random.nextDouble() * 3 * shape.period().toNanos() / shape.refill());
            }
            time.set(now);
            while (!bucket.tryConsume(1)) {
                // The estimate is rounded, and may be a nanosecond short.
                now += Math.max(1, bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
                time.set(now);
            }
            calls[i] = now;
        }
        return calls;
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
