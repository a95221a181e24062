package dev.viduroutes.outage;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When an intake that shows nothing is told of, and when silence means nothing. */
class IntakeWatchTest {

    private final LogTrap log = LogTrap.of("vidu.intake", Level.INFO);
    private Duration now = Duration.ofDays(-1);
    private final IntakeWatch watch = new IntakeWatch(
            "intake=jms", "no reason was heard", IntakeWatch.PATIENCE, IntakeWatch.CALM, () -> now.toNanos());

    @AfterEach
    void closeLog() {
        log.close();
    }

    private void look(int seconds, boolean due) {
        for (int second = 0; second < seconds; second++) {
            now = now.plusSeconds(1);
            watch.look(due);
        }
    }

    @Test
    void oneThatNeverShowsAnythingIsToldOnceWithinAMinute() {
        look(55, true);
        assertThat(log.lines()).singleElement().asString().contains("intake=jms unavailable: no reason was heard");
        assertThat(watch.isAvailable()).isFalse();
        look(200, true);
        assertThat(log.lines()).hasSize(1);
        look(3_600, true);
        assertThat(log.lines()).hasSizeBetween(11, 13).last().asString().contains("still unavailable after");
    }

    @Test
    void theReasonThatWasHeardIsTold() {
        watch.heard("Transactions not supported");
        look(60, true);

        assertThat(log.lines()).singleElement().asString().contains("unavailable: Transactions not supported; ");
    }

    @Test
    void aFailureIsToldAtOnceWithWhatWasHeardBefore() {
        watch.heard("Transactions not supported");
        watch.failed("timed out");
        watch.failed("timed out");

        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains("unavailable: Transactions not supported, then timed out; ");
    }

    @Test
    void anEmptyQueueThatAnswersIsNoFault() {
        for (int i = 0; i < 1_000; i++) {
            look(30, true);
            watch.works();
        }

        assertThat(log.lines()).isEmpty();
        assertThat(watch.isAvailable()).isTrue();
    }

    @Test
    void oneThatIsFullForHoursIsNoFaultAndHasItsTimeAfterwards() {
        watch.full(true);
        look(10_000, true);
        watch.full(false);
        look(30, true);
        watch.works();
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
            watch.works();
            look(1, true);
        }

        assertThat(log.lines()).hasSize(2).last().asString().contains("available again after");
        assertThat(watch.isAvailable()).isTrue();
    }

    /** Of ten consumers, five are refused: the others bring signs every second. */
    @Test
    void whatFailsInPartIsToldOnceAndNotBackInBetween() {
        for (int i = 0; i < 100; i++) {
            watch.failed("no more than five consumers");
            look(5, true);
            watch.works();
        }

        assertThat(log.lines()).filteredOn(line -> line.contains("again")).isEmpty();
    }
}
