package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When messages that stand in a queue are told of, and when they mean nothing. */
class StalledQueueDetectorTest {

    private final LogTrap log = LogTrap.of("vidu.intake", Level.INFO);
    private Duration now = Duration.ofDays(-1);
    private long undecodable;
    private final StalledQueueDetector detector =
            new StalledQueueDetector("intake=jms", "vidu.intake.jms.queue", () -> undecodable, () -> now.toNanos());

    @AfterEach
    void closeLog() {
        log.close();
    }

    /** Asks again and again, each time in vain. */
    private void ask(int seconds, String... messages) {
        for (int second = 0; second < seconds; second++) {
            now = now.plusSeconds(1);
            if (detector.isBrowseDue()) {
                detector.browsed(
                        messages.length == 0 ? Optional.empty() : Optional.of(messages[second % messages.length]));
            }
        }
    }

    @Test
    void aMessageThatStandsIsToldOnceWithinAMinuteAndSoIsItsEnd() {
        ask(100);
        ask(55, "a");
        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("WARN")
                .contains("intake=jms takes nothing: messages stand in vidu.intake.jms.queue");
        ask(3_600, "a");
        assertThat(log.lines()).hasSize(1);

        detector.received();
        assertThat(log.lines()).hasSize(2).last().asString().startsWith("INFO");
    }

    @Test
    void itsEndIsToldAlsoIfSomebodyElseTookIt() {
        ask(55, "a");
        ask(20);

        assertThat(log.lines()).hasSize(2).last().asString().startsWith("INFO");
    }

    @Test
    void messagesThatOthersTakeMeanNothing() {
        ask(1_000, "a", "b");

        assertThat(log.lines()).isEmpty();
    }

    @Test
    void nobodyLooksWhileMessagesCome() {
        for (int i = 0; i < 100; i++) {
            now = now.plusSeconds(5);
            detector.received();
            assertThat(detector.isBrowseDue()).isFalse();
        }
    }

    @Test
    void oneOfManyLooks() {
        now = now.plusSeconds(20);

        assertThat(detector.isBrowseDue()).isTrue();
        assertThat(detector.isBrowseDue()).isFalse();
    }

    /** Each look finds it anew, and the client says so in its own log. */
    @Test
    void aMessageThatCannotBeDecodedIsLookedAtOnce() {
        now = now.plusSeconds(20);
        assertThat(detector.isBrowseDue()).isTrue();
        undecodable++;
        detector.browsed(Optional.empty());

        now = now.plusSeconds(1_000);
        assertThat(detector.isBrowseDue()).isFalse();
        detector.received();
        now = now.plusSeconds(20);
        assertThat(detector.isBrowseDue()).isTrue();
    }
}
