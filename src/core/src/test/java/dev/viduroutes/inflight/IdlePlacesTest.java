package dev.viduroutes.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who needs no place, on a clock of the test's own. */
class IdlePlacesTest {

    private final AtomicInteger changes = new AtomicInteger();
    private long nanos = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();
    private final IdlePlaces idle = new IdlePlaces(2, () -> nanos, changes::incrementAndGet);

    private void pass(int seconds) {
        nanos += Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void noMoreThanTheBoundNeedNoPlace() {
        Place first = idle.place();
        Place second = idle.place();
        Place third = idle.place();
        first.idle();
        second.idle();
        third.idle();
        first.idle();
        assertThat(idle.count()).isEqualTo(2);
        assertThat(changes).hasValue(3);

        first.busy();
        second.busy();
        second.busy();

        assertThat(idle.count()).isOne();
        assertThat(third.isIdle()).isTrue();
        assertThat(second.isIdle()).isFalse();
    }

    /** A request whose exchange ended by an exception says nothing more. */
    @Test
    void whoSaysNothingForTenSecondsIsGone() {
        Place gone = idle.place();
        Place waiting = idle.place();
        gone.idle();
        waiting.idle();
        pass(9);
        waiting.idle();
        assertThat(idle.count()).isEqualTo(2);

        pass(2);

        assertThat(idle.count()).isOne();
        assertThat(gone.isIdle()).isFalse();
        assertThat(waiting.isIdle()).isTrue();
        assertThat(changes).as("it waited all the time").hasValue(2);
    }
}
