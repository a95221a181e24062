package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long replies wait for a destination that takes none. */
class ReplyPatienceTest {

    private long nanos = Long.MAX_VALUE - 1;
    private final ReplyPatience patience = new ReplyPatience(Duration.ofMinutes(5), () -> nanos);

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void itEndsForAllRepliesToADestinationTogether() {
        assertThat(patience.forOneTry("full")).isEqualTo(ReplyPatience.FIRST_TRY);
        assertThat(patience.isOver("full")).isFalse();
        pass(Duration.ofMinutes(4));
        assertThat(patience.forOneTry("full")).isEqualTo(Duration.ofMinutes(1));
        assertThat(patience.isOver("another")).isFalse();
        pass(Duration.ofMinutes(1));

        assertThat(patience.isOver("full")).isTrue();
        assertThat(patience.isOver("another")).isFalse();
        assertThat(patience.forOneTry("full")).isEqualTo(ReplyPatience.LAST_TRY);
    }

    @Test
    void aTryThatBeganWhileTheBrokerWasAwayDoesNotCount() {
        patience.forOneTry("full");
        pass(Duration.ofMinutes(6));

        assertThat(patience.isOver("full")).isFalse();
        assertThat(patience.forOneTry("full")).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void itBeginsAnewOnceOneIsTaken() {
        patience.isOver("full");
        pass(Duration.ofMinutes(6));
        patience.taken("full");

        assertThat(patience.isOver("full")).isFalse();
    }

    @Test
    void itHasNoEndWhileTheBrokerIsAway() {
        patience.isOver("full");
        pass(Duration.ofDays(3));
        patience.brokerIsAway();

        assertThat(patience.isOver("full")).isFalse();
    }

    @Test
    void noTryTakesLongerThanTheSettingAllows() {
        assertThat(new ReplyPatience(Duration.ofSeconds(2), () -> nanos).forOneTry("full"))
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void destinationsThatNobodyEverHeardOfFillNoMemory() {
        patience.isOver("first");
        for (int i = 0; i < 2_000; i++) {
            patience.isOver("made-up-" + i);
        }
        pass(Duration.ofMinutes(5));

        assertThat(patience.isOver("first")).isFalse();
        assertThat(patience.isOver("made-up-1999")).isTrue();
    }
}
