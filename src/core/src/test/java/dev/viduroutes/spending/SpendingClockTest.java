package dev.viduroutes.spending;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.money.Quote;
import dev.viduroutes.settings.TestSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What day it is, if one of two clocks may be wrong. */
class SpendingClockTest {

    private static final Instant NOON = Instant.parse("2026-03-31T12:00:00Z");

    private Instant own = NOON;
    private Duration since = Duration.ofDays(-3);

    private SpendingClock clock(String... settings) {
        return new SpendingClock(TestSettings.with(settings).caps(), () -> own, () -> since.toNanos());
    }

    private SpendingClock ofDays() {
        return clock("vidu.cap.day", "10s");
    }

    private static String date(Instant instant) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
    }

    private void pass(Duration time) {
        since = since.plus(time);
        own = own.plus(time);
    }

    @Test
    void aClockThatIsAheadOpensNoDay() {
        SpendingClock clock = ofDays();
        own = own.plus(Duration.ofDays(40));
        clock.heard(date(NOON));
        assertThat(clock.today().counting()).isEqualTo("2026-03-31");
        assertThat(clock.today().since()).isEqualTo("2026-03-31");

        pass(Duration.ofHours(13));

        assertThat(clock.today().counting()).isEqualTo("2026-04-01");
        assertThat(clock.today().since()).isEqualTo("2026-04-01");
    }

    @Test
    void ofAClockThatIsBehindTheDayCountsToo() {
        SpendingClock clock = ofDays();
        own = own.minus(Duration.ofDays(1));
        clock.heard(date(NOON));

        assertThat(clock.today().counting()).isEqualTo("2026-03-31");
        assertThat(clock.today().since()).isEqualTo("2026-03-30");
    }

    /** Either the clock was set, or the machine slept and its monotonic clock stood still. */
    @Test
    void afterAClockWasSetNobodyKnowsUntilTheApiIsHeard() {
        SpendingClock clock = ofDays();
        clock.heard(date(NOON));
        for (Duration set : List.of(Duration.ofHours(13), Duration.ofHours(-30))) {
            own = own.plus(set);
            assertThat(clock.isKnown()).isFalse();
            assertThat(clock.isDayOf(quote("2026-03-31"))).isFalse();

            clock.heard(date(NOON));

            assertThat(clock.isKnown()).isTrue();
            assertThat(clock.isDayOf(quote("2026-03-31"))).isTrue();
        }
    }

    @Test
    void anAnswerThatWasKeptSomewhereTakesNothingBackButSeveralDo() {
        SpendingClock clock = ofDays();
        clock.heard(date(NOON));
        pass(Duration.ofHours(12));
        clock.heard(date(NOON));
        clock.heard(date(NOON));
        clock.heard("no date");
        clock.heard(null);
        assertThat(clock.today().counting()).isEqualTo("2026-04-01");
        clock.heard(date(own));
        clock.heard(date(NOON));
        clock.heard(date(NOON));
        assertThat(clock.today().counting()).isEqualTo("2026-04-01");

        clock.heard(date(NOON));

        assertThat(clock.today().counting()).isEqualTo("2026-03-31");
    }

    @Test
    void theDayBeginsInItsZone() {
        SpendingClock clock = clock("vidu.cap.day", "10s", "vidu.cap.zone", "Pacific/Kiritimati");
        clock.heard(date(NOON));

        assertThat(clock.today().counting()).isEqualTo("2026-04-01");
    }

    @Test
    void beforeTheFirstAnswerNobodyKnowsAndTheApiIsAsked() {
        SpendingClock clock = ofDays();
        assertThat(clock.isKnown()).isFalse();
        assertThat(clock.isToBeAsked()).as("at once").isTrue();
        for (int second = 1; second < 15; second++) {
            assertThat(clock.isToBeAsked()).isFalse();
        }
        assertThat(clock.isToBeAsked()).isTrue();

        clock.heard(date(NOON));

        assertThat(clock.isKnown()).isTrue();
        for (int second = 0; second < 120; second++) {
            assertThat(clock.isToBeAsked()).isFalse();
        }
    }

    @Test
    void whenTheDayEndsByOneClockTheApiIsAskedOnceAMinute() {
        SpendingClock clock = ofDays();
        clock.isToBeAsked();
        clock.heard(date(NOON));
        own = own.plus(Duration.ofHours(13));
        clock.heard(date(NOON));
        int asked = 0;
        for (int second = 0; second < 180; second++) {
            asked += clock.isToBeAsked() ? 1 : 0;
        }
        assertThat(asked).isEqualTo(3);
        clock.heard(date(own));

        assertThat(clock.today().counting()).isEqualTo("2026-04-01");
        assertThat(clock.isToBeAsked()).isFalse();
    }

    @Test
    void anApiThatDoesNotAnswerIsToldOnceAfterAMinute() {
        SpendingClock clock = ofDays();
        try (LogTrap log = LogTrap.of("vidu.spending", Level.WARN)) {
            for (int second = 0; second < 45; second++) {
                clock.isToBeAsked();
            }
            assertThat(log.lines()).isEmpty();
            for (int second = 45; second < 600; second++) {
                clock.isToBeAsked();
            }
            assertThat(log.lines()).hasSize(1).first().asString().contains("the API does not answer");
        }
    }

    @Test
    void anApiThatTellsNoTimeLeavesTheJournalsClock() {
        SpendingClock clock = ofDays();
        clock.heard(null);
        assertThat(clock.isKnown()).isTrue();
        assertThat(clock.today().counting()).isEqualTo("2026-03-31");

        own = own.plus(Duration.ofDays(1));

        assertThat(clock.today().counting()).isEqualTo("2026-04-01");
        assertThat(clock.isToBeAsked()).isFalse();
    }

    @Test
    void nobodyIsAskedWithoutCapsOfDaysOrIfTheJournalDecides() {
        for (SpendingClock clock : new SpendingClock[] {
            clock(), clock("vidu.cap.request", "5s"), clock("vidu.cap.day", "10s", "vidu.cap.clock", "journal")
        }) {
            assertThat(clock.isKnown()).isTrue();
            assertThat(clock.isToBeAsked()).isFalse();
            clock.heard(date(NOON.minus(Duration.ofDays(1))));
            assertThat(clock.today().counting()).isEqualTo("2026-03-31");
        }
    }

    private static Quote quote(String day) {
        return new Quote("default", false, "", "text-to-video", 5, 0, "", false, List.of(), day, day);
    }

    @Test
    void whatMayArriveOnTheNextDayDoesNotLeave() {
        SpendingClock clock = ofDays();
        clock.heard(date(NOON));
        Quote reserved = quote("2026-03-31");
        pass(Duration.ofHours(12).minusSeconds(6));
        assertThat(clock.isDayEnding()).isFalse();
        assertThat(clock.isDayOf(reserved)).isTrue();

        pass(Duration.ofSeconds(2));
        assertThat(clock.isDayEnding()).isTrue();
        assertThat(clock.isDayOf(reserved)).isFalse();

        pass(Duration.ofSeconds(4));
        assertThat(clock.isDayEnding()).isFalse();
        assertThat(clock.isDayOf(reserved)).isFalse();
        assertThat(clock.isDayOf(quote("2026-04-01"))).isTrue();
    }

    @Test
    void withoutCapsOfDaysNoDayEnds() {
        own = Instant.parse("2026-03-31T23:59:59Z");

        assertThat(clock("vidu.cap.request", "5s").isDayEnding()).isFalse();
        assertThat(clock().isDayOf(quote("2026-03-30"))).isTrue();
        assertThat(clock("vidu.cap.day", "5s", "vidu.cap.clock", "journal").isDayEnding())
                .isTrue();
    }
}
