package dev.viduroutes.time;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Time on a machine whose clock is set. */
class MonotonicClockTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final LogTrap log = LogTrap.of("vidu", Level.WARN);
    private Instant clock = NOON;
    private final MonotonicClock time = new MonotonicClock(() -> clock);

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void aClockThatIsSetBackStopsNothing() {
        assertThat(time.instant()).isEqualTo(NOON);
        clock = NOON.minusSeconds(3_600);
        assertThat(time.instant()).isEqualTo(NOON);
        clock = clock.plusSeconds(60);
        assertThat(time.instant()).isEqualTo(NOON.plusSeconds(60));
        assertThat(log.lines()).hasSize(1).first().asString().contains("set back by 3600 s");
    }

    @Test
    void aClockThatIsSetForwardIsFollowed() {
        time.instant();
        clock = NOON.plusSeconds(3_600);

        assertThat(time.instant()).isEqualTo(clock);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void whatKeepsAClockRightIsNotWorthALine() {
        time.instant();
        clock = NOON.minusMillis(20);

        assertThat(time.instant()).isEqualTo(NOON);
        assertThat(log.lines()).isEmpty();
    }
}
