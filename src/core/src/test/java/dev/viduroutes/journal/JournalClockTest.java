package dev.viduroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Which time it is, on a machine whose clock is wrong. */
class JournalClockTest {

    private Instant server = Instant.parse("2026-03-01T12:00:00Z");
    private Instant own = server.plusSeconds(600);
    private Duration way = Duration.ofMillis(4);
    private final JournalClock clock = clock();

    private JournalClock clock() {
        try {
            return new JournalClock(this::answer, () -> own);
        } catch (SQLException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private Instant answer() {
        pass(way);
        Instant told = server;
        pass(way);
        return told;
    }

    private void pass(Duration time) {
        server = server.plus(time);
        own = own.plus(time);
    }

    @Test
    void itIsTheServersFromTheStart() {
        assertThat(clock.instant()).isEqualTo(server);
        pass(Duration.ofHours(1));
        assertThat(clock.instant()).isEqualTo(server);
    }

    @Test
    void aClockThatIsSetIsFollowedAsExactlyAsTheWayAllows() throws SQLException {
        own = own.minusSeconds(3_600);
        clock.adjust();
        assertThat(Duration.between(server, clock.instant()).abs()).isLessThanOrEqualTo(way);

        server = server.plusSeconds(60);
        clock.adjust();
        assertThat(Duration.between(server, clock.instant()).abs()).isLessThanOrEqualTo(way);
    }

    @Test
    void anAnswerThatTookLongMakesItNoWorse() throws SQLException {
        way = Duration.ofSeconds(2);
        clock.adjust();

        assertThat(clock.instant()).isEqualTo(server);
    }
}
