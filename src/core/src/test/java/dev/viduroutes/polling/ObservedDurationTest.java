package dev.viduroutes.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ObservedDurationTest {

    private static final ObservedDuration SEEN = new ObservedDuration(Duration.ofSeconds(80), Duration.ofSeconds(90));

    @Test
    void theApiIsBelievedWhereThePollsLeaveItPossible() {
        assertThat(SEEN.told(Duration.ofSeconds(85))).isEqualTo(ObservedDuration.exactly(Duration.ofSeconds(85)));
    }

    @Test
    void aTaskThatWasSeenRunningWasNotOverBefore() {
        assertThat(SEEN.told(Duration.ofSeconds(3))).isEqualTo(ObservedDuration.exactly(Duration.ofSeconds(80)));
    }

    @Test
    void aTaskThatWasSeenEndedDidNotEndLater() {
        assertThat(SEEN.told(Duration.ofDays(3))).isEqualTo(ObservedDuration.exactly(Duration.ofSeconds(90)));
        assertThat(SEEN.told(Duration.ofSeconds(-1))).isEqualTo(ObservedDuration.exactly(Duration.ofSeconds(80)));
    }

    @Test
    void boundsInTheWrongOrderAreRefused() {
        assertThatThrownBy(() -> new ObservedDuration(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT2S")
                .hasMessageContaining("PT1S");
        assertThatThrownBy(() -> new ObservedDuration(Duration.ofSeconds(-1), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isReadAsItWasWritten() {
        ObservedDuration exact = ObservedDuration.exactly(Duration.ofMillis(91_250));

        assertThat(exact.encode()).isEqualTo("91250");
        assertThat(ObservedDuration.decode("91250")).isEqualTo(exact);
        assertThatThrownBy(() -> ObservedDuration.decode("9223372036854775807"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(SEEN.encode()).isEqualTo("80000-90000");
        assertThat(ObservedDuration.decode("80000-90000")).isEqualTo(SEEN);
    }
}
