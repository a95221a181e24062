package dev.viduroutes.polling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.settings.TestSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** When a task is asked about though its end should be told: first delay 60 s, interval 5 s. */
class FallbackPollingTest {

    private static final Instant START = Instant.parse("2026-11-22T10:15:30Z");
    private static final TaskKind KIND = new TaskKind("vidu-q3/text-to-video", "720p", 5);

    private final LearnedDurations durations = new LearnedDurations(TestSettings.with());
    private final FallbackPolling order = new FallbackPolling(durations, TestSettings.with());

    @Test
    void beforeAnythingIsLearnedACallbackHasThreeTimesTheFirstDelay() {
        order.add("task", KIND, START);

        assertThat(order.earliest()).contains(START.plusSeconds(190));
        assertThat(order.choose(START.plusMillis(189_999))).isEmpty();
        assertThat(order.choose(START.plusSeconds(190))).contains("task");
        assertThat(order.earliest()).isEmpty();
    }

    @Test
    void whatWasLearnedSaysWhenACallbackIsOverdue() {
        Random random = new Random(1);
        for (int i = 0; i < 48; i++) {
            durations.learn(KIND, ObservedDuration.exactly(Duration.ofMillis((long)
                    (90_000 * Math.exp(0.25 * random.nextGaussian())))));
        }
        order.add("task", KIND, START);

        // 95 % of such tasks take up to 136 s.
        assertThat(order.earliest().orElseThrow()).isBetween(START.plusSeconds(120), START.plusSeconds(180));
    }

    @Test
    void aTaskThatStillRunsIsAskedAboutAtGrowingDistances() {
        order.add("task", KIND, START);
        order.choose(START.plusSeconds(190));
        order.stillRunning("task", START.plusSeconds(200), true);
        assertThat(order.earliest()).contains(START.plusSeconds(250));

        order.choose(START.plusSeconds(250));
        order.stillRunning("task", START.plusSeconds(400), true);

        assertThat(order.earliest()).contains(START.plusSeconds(500));
    }

    @Test
    void aCallbackThatLiedDoesNotBringTheFallbackForward() {
        order.add("task", KIND, START);
        order.stillRunning("task", START.plusSeconds(2), true);

        assertThat(order.earliest()).contains(START.plusSeconds(190));
    }

    @Test
    void whatEndedIsForgottenAndLearned() {
        order.add("task", KIND, START);
        order.ended("task", ObservedDuration.exactly(Duration.ofSeconds(90)));
        order.ended("unknown", ObservedDuration.exactly(Duration.ofSeconds(90)));
        order.stillRunning("task", START, true);

        assertThat(order.earliest()).isEmpty();
        assertThat(durations.knows(KIND)).isTrue();
    }

    @Test
    void theLongestOverdueGoesFirst() {
        order.add("second", KIND, START.plusSeconds(1));
        order.add("first", KIND, START);
        Instant later = START.plusSeconds(1_000);

        assertThat(order.choose(later)).contains("first");
        assertThat(order.choose(later)).contains("second");
        assertThat(order.choose(later)).isEmpty();
    }
}
