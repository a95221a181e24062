package dev.viduroutes.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearnedDurationsTest {

    private static final long SEED = 20_261_122;
    private static final TaskKind KIND = new TaskKind("text-to-video", "720p", 5);
    private static final TaskKind SAME_MODE = new TaskKind("text-to-video", "1080p", 16);
    private static final TaskKind OTHER_MODE = new TaskKind("image-to-video", "720p", 5);

    private final LearnedDurations durations = new LearnedDurations(Duration.ofSeconds(60));

    @Test
    void beforeAnythingIsKnownNoTaskEndsBeforeTheFirstDelay() {
        assertThat(durations.knows(KIND)).isFalse();
        assertThat(ended(KIND, 59.9)).isZero();
        assertThat(ended(KIND, 120)).isEqualTo(0.5, within(0.05));
    }

    @Test
    void theCurveFollowsWhatWasLearned() {
        learn(KIND, 200, 90, 0.2, 0);

        assertThat(ended(KIND, 45)).isLessThan(0.01);
        assertThat(ended(KIND, 90)).isEqualTo(0.5, within(0.15));
        assertThat(ended(KIND, 180)).isGreaterThan(0.97);
    }

    @Test
    void twoHeapsStayTwo() {
        learn(KIND, 24, 20, 0.1, 1);
        learn(KIND, 24, 200, 0.1, 2);

        assertThat(ended(KIND, 35)).isEqualTo(0.5, within(0.03));
        assertThat(ended(KIND, 120)).isEqualTo(0.5, within(0.03));
    }

    @Test
    void whatIsOldIsForgotten() {
        learn(KIND, 500, 90, 0.1, 3);
        learn(KIND, DurationHistory.KEPT, 20, 0.1, 4);

        assertThat(ended(KIND, 30)).isGreaterThan(0.95);
    }

    @Test
    void aKindOfWhichLittleIsKnownIsJudgedByItsMode() {
        learn(SAME_MODE, 20, 30, 0.1, 5);
        learn(OTHER_MODE, 40, 300, 0.1, 6);
        learn(KIND, 2, 300, 0.1, 7);

        assertThat(ended(KIND, 60)).isGreaterThan(0.8);
    }

    @Test
    void aModeOfWhichNothingIsKnownIsJudgedByAll() {
        learn(OTHER_MODE, 40, 300, 0.1, 8);

        assertThat(durations.knows(KIND)).isTrue();
        assertThat(ended(KIND, 300)).isEqualTo(0.5, within(0.15));
    }

    @Test
    void aKindOfItsOwnIsNotMixedWithOthers() {
        learn(OTHER_MODE, 40, 300, 0.1, 9);
        learn(KIND, 10, 30, 0.1, 10);

        assertThat(ended(KIND, 60)).isGreaterThan(0.9);
        assertThat(ended(OTHER_MODE, 60)).isLessThan(0.01);
    }

    /** Polls alone tell only that a task ended between two of them. */
    @Test
    void boundsTeachAsWellAsExactDurations() {
        Random random = new Random(SEED);
        for (int i = 0; i < DurationHistory.KEPT; i++) {
            long seconds = Math.round(90 * Math.exp(0.2 * random.nextGaussian()));
            durations.learn(
                    KIND, new ObservedDuration(Duration.ofSeconds(seconds - 3), Duration.ofSeconds(seconds + 3)));
        }

        assertThat(ended(KIND, 50)).isLessThan(0.02);
        assertThat(ended(KIND, 90)).isEqualTo(0.5, within(0.15));
    }

    @Test
    void isReadAsItWasWritten() {
        learn(KIND, 60, 90, 0.2, 11);
        LearnedDurations read = new LearnedDurations(Duration.ofSeconds(60));
        durations.encode().forEach(read::decode);

        assertThat(read.encode()).isEqualTo(durations.encode()).hasSize(3);
        assertThat(read.distribution(KIND).ended(90_000))
                .isEqualTo(durations.distribution(KIND).ended(90_000), within(0.05));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "12,", "5-3", "-4", "1.5"})
    void whatIsNoDurationIsRefusedAndChangesNothing(String text) {
        learn(KIND, 10, 90, 0.2, 12);
        var before = durations.encode();

        assertThatThrownBy(() -> durations.decode("all", text)).isInstanceOf(IllegalArgumentException.class);
        assertThat(durations.encode()).isEqualTo(before);
    }

    @Test
    void aMillionKindsTakeNoMoreRoomThanAFewHundred() {
        for (int i = 0; i < 2_000; i++) {
            durations.learn(new TaskKind("mode-" + i, "", 0), ObservedDuration.exactly(Duration.ofSeconds(9)));
        }

        assertThat(durations.size()).isLessThanOrEqualTo(512);
        assertThat(durations.encode()).containsKeys("all", "mode-1999").doesNotContainKey("mode-1");
    }

    @Test
    void aThousandDurationsTakeNoMoreRoomThanTheLastFew() {
        learn(KIND, 1_000, 90, 0.2, 13);

        assertThat(durations.encode().values())
                .allSatisfy(text -> assertThat(text.split(",")).hasSize(DurationHistory.KEPT));
    }

    private void learn(TaskKind kind, int count, double medianSeconds, double sigma, int salt) {
        Random random = new Random(SEED + salt);
        for (int i = 0; i < count; i++) {
            double seconds = medianSeconds * Math.exp(sigma * random.nextGaussian());
            durations.learn(kind, ObservedDuration.exactly(Duration.ofMillis(Math.round(seconds * 1_000))));
        }
    }

    private double ended(TaskKind kind, double seconds) {
        return durations.distribution(kind).ended(seconds * 1_000);
    }
}
