package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long replies wait for a destination that takes none. */
class ReplyTimeoutsTest {

    private long nanos = Long.MAX_VALUE - 1;
    private final ReplyTimeouts timeouts = new ReplyTimeouts(Duration.ofMinutes(5), () -> nanos);

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void itEndsForAllRepliesToADestinationTogether() {
        assertThat(timeouts.sendTimeout("full")).isEqualTo(ReplyTimeouts.FIRST_TRY);
        assertThat(timeouts.isExpired("full")).isFalse();
        pass(Duration.ofMinutes(4));
        assertThat(timeouts.sendTimeout("full")).isEqualTo(Duration.ofMinutes(1));
        assertThat(timeouts.isExpired("another")).isFalse();
        pass(Duration.ofMinutes(1));

        assertThat(timeouts.isExpired("full")).isTrue();
        assertThat(timeouts.isExpired("another")).isFalse();
        assertThat(timeouts.sendTimeout("full")).isEqualTo(ReplyTimeouts.LAST_TRY);
    }

    @Test
    void aTryThatBeganWhileTheBrokerWasAwayDoesNotCount() {
        timeouts.sendTimeout("full");
        pass(Duration.ofMinutes(6));

        assertThat(timeouts.isExpired("full")).isFalse();
        assertThat(timeouts.sendTimeout("full")).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void itBeginsAnewOnceOneIsTaken() {
        timeouts.isExpired("full");
        pass(Duration.ofMinutes(6));
        timeouts.accepted("full");

        assertThat(timeouts.isExpired("full")).isFalse();
    }

    @Test
    void itHasNoEndWhileTheBrokerIsAway() {
        timeouts.isExpired("full");
        pass(Duration.ofDays(3));
        timeouts.reset();

        assertThat(timeouts.isExpired("full")).isFalse();
    }

    @Test
    void noTryTakesLongerThanTheSettingAllows() {
        assertThat(new ReplyTimeouts(Duration.ofSeconds(2), () -> nanos).sendTimeout("full"))
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void destinationsThatNobodyEverHeardOfFillNoMemory() {
        timeouts.isExpired("first");
        for (int i = 0; i < 2_000; i++) {
            timeouts.isExpired("made-up-" + i);
        }
        pass(Duration.ofMinutes(5));

        assertThat(timeouts.isExpired("first")).isFalse();
        assertThat(timeouts.isExpired("made-up-1999")).isTrue();
    }
}
