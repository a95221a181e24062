package dev.viduroutes.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LastedTest {

    private static final Lasted SEEN = new Lasted(Duration.ofSeconds(80), Duration.ofSeconds(90));

    @Test
    void theApiIsBelievedWhereThePollsLeaveItPossible() {
        assertThat(SEEN.told(Duration.ofSeconds(85))).isEqualTo(Lasted.exactly(Duration.ofSeconds(85)));
    }

    @Test
    void aTaskThatWasSeenRunningWasNotOverBefore() {
        assertThat(SEEN.told(Duration.ofSeconds(3))).isEqualTo(Lasted.exactly(Duration.ofSeconds(80)));
    }

    @Test
    void aTaskThatWasSeenEndedDidNotEndLater() {
        assertThat(SEEN.told(Duration.ofDays(3))).isEqualTo(Lasted.exactly(Duration.ofSeconds(90)));
        assertThat(SEEN.told(Duration.ofSeconds(-1))).isEqualTo(Lasted.exactly(Duration.ofSeconds(80)));
    }

    @Test
    void boundsInTheWrongOrderAreRefused() {
        assertThatThrownBy(() -> new Lasted(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT2S")
                .hasMessageContaining("PT1S");
        assertThatThrownBy(() -> new Lasted(Duration.ofSeconds(-1), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isReadAsItWasWritten() {
        Lasted exact = Lasted.exactly(Duration.ofMillis(91_250));

        assertThat(exact.encode()).isEqualTo("91250");
        assertThat(Lasted.decode("91250")).isEqualTo(exact);
        assertThatThrownBy(() -> Lasted.decode("9223372036854775807")).isInstanceOf(IllegalArgumentException.class);
        assertThat(SEEN.encode()).isEqualTo("80000-90000");
        assertThat(Lasted.decode("80000-90000")).isEqualTo(SEEN);
    }
}
