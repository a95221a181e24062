package dev.viduroutes.outage;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When an intake that shows nothing is told of, and when silence means nothing. */
class IntakeWatchdogTest {

    private final LogTrap log = LogTrap.of("vidu.intake", Level.INFO);
    private Duration now = Duration.ofDays(-1);
    private final IntakeWatchdog watchdog = new IntakeWatchdog(
            "intake=jms", "no reason was heard", IntakeWatchdog.PATIENCE, IntakeWatchdog.CALM, () -> now.toNanos());

    @AfterEach
    void closeLog() {
        log.close();
    }

    private void look(int seconds, boolean due) {
        for (int second = 0; second < seconds; second++) {
            now = now.plusSeconds(1);
            watchdog.check(due);
        }
    }

    @Test
    void oneThatNeverShowsAnythingIsToldOnceWithinAMinute() {
        look(55, true);
        assertThat(log.lines()).singleElement().asString().contains("intake=jms unavailable: no reason was heard");
        assertThat(watchdog.isAvailable()).isFalse();
        look(200, true);
        assertThat(log.lines()).hasSize(1);
        look(3_600, true);
        assertThat(log.lines()).hasSizeBetween(11, 13).last().asString().contains("still unavailable after");
    }

    @Test
    void theReasonThatWasHeardIsTold() {
        watchdog.heard("Transactions not supported");
        look(60, true);

        assertThat(log.lines()).singleElement().asString().contains("unavailable: Transactions not supported; ");
    }

    @Test
    void aFailureIsToldAtOnceWithWhatWasHeardBefore() {
        watchdog.heard("Transactions not supported");
        watchdog.failed("timed out");
        watchdog.failed("timed out");

        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains("unavailable: Transactions not supported, then timed out; ");
    }

    @Test
    void anEmptyQueueThatAnswersIsNoFault() {
        for (int i = 0; i < 1_000; i++) {
            look(30, true);
            watchdog.works();
        }

        assertThat(log.lines()).isEmpty();
        assertThat(watchdog.isAvailable()).isTrue();
    }

    @Test
    void oneThatIsFullForHoursIsNoFaultAndHasItsTimeAfterwards() {
        watchdog.full(true);
        look(10_000, true);
        watchdog.full(false);
        look(30, true);
        watchdog.works();
        assertThat(log.lines()).isEmpty();

        look(50, true);
        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void oneThatIsSuspendedIsNoFaultAndHasItsTimeAfterwards() {
        look(10_000, false);
        look(30, true);
        assertThat(log.lines()).isEmpty();

        look(20, true);
        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void itsEndIsToldWithItsLength() {
        look(60, true);
        for (int i = 0; i < 20; i++) {
            watchdog.works();
            look(1, true);
        }

        assertThat(log.lines()).hasSize(2).last().asString().contains("available again after");
        assertThat(watchdog.isAvailable()).isTrue();
    }

    /** Of ten consumers, five are refused: the others bring signs every second. */
    @Test
    void whatFailsInPartIsToldOnceAndNotBackInBetween() {
        for (int i = 0; i < 100; i++) {
            watchdog.failed("no more than five consumers");
            look(5, true);
            watchdog.works();
        }

        assertThat(log.lines()).filteredOn(line -> line.contains("again")).isEmpty();
    }
}
