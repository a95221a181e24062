package dev.viduroutes.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.outage.IntakeWatchdog;
import dev.viduroutes.settings.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When polls that bring nothing mean that nobody is there. */
class KafkaAvailabilityTest {

    private final LogTrap log = LogTrap.of("vidu.intake", Level.INFO);
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final KafkaAvailability availability = new KafkaAvailability(
            "intake=kafka",
            new IntakeWatchdog(
                    "intake=kafka", "silence", KafkaAvailability.UNHEARD, Duration.ofSeconds(12), this::nanos),
            new KafkaFailureAnalyzer(new KafkaSettings(
                    true, "a:1", "PLAINTEXT", "PLAIN", "", "", Optional.empty(), "", Map.of(), "requests", "group", 1)),
            () -> now);

    @AfterEach
    void closeLog() {
        log.close();
    }

    private long nanos() {
        return now.getEpochSecond() * 1_000_000_000;
    }

    private void poll(int seconds, int connections, int signsPerSecond) {
        for (int second = 0; second < seconds; second++) {
            signs += signsPerSecond;
            availability.polled(connections, signs);
            now = now.plusSeconds(1);
        }
    }

    private int signs;

    @Test
    void aGroupThatIsRebalancedIsNoOutage() {
        poll(5, 2, 2);
        poll(50, 1, 0);
        poll(5, 2, 2);

        assertThat(log.lines()).isEmpty();
    }

    @Test
    void thatOthersHaveAllPartitionsIsToldOnceItStandsForAMinute() {
        availability.isTopicCheckDue(true);
        now = now.plusSeconds(50);
        availability.isTopicCheckDue(false);
        availability.isIdle(1);
        assertThat(log.lines()).isEmpty();

        now = now.plusSeconds(20);
        availability.isIdle(1);
        availability.isIdle(1);

        assertThat(log.lines()).hasSize(1);
        assertThat(log.lines().get(0)).startsWith("INFO").contains("have all 1 partitions");
    }

    @Test
    void nobodyIsThereIfNoConnectionIs() {
        poll(5, 2, 2);
        poll(2, 0, 0);
        assertThat(log.lines()).isEmpty();
        poll(60, 0, 0);
        poll(15, 1, 1);

        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().get(0)).startsWith("WARN").contains("no broker answers");
        assertThat(log.lines().get(1)).startsWith("INFO").contains("available again");
    }

    @Test
    void aLineThatIsDeadOrNeverSpokeIsNoticed() {
        poll(20, 1, 0);
        assertThat(log.lines()).hasSize(1);
        poll(15, 1, 1);
        poll(70, 1, 0);

        assertThat(log.lines()).hasSize(3);
    }

    @Test
    void whatFailsAgainAndAgainIsNotBackInBetween() {
        for (int i = 0; i < 30; i++) {
            availability.failed(new TopicAuthorizationException("not authorized to access topics"));
            poll(5, 1, 1);
        }
        assertThat(log.lines()).hasSize(1);
        poll(20, 1, 1);

        assertThat(log.lines()).hasSize(2).last().asString().contains("available again");
    }

    @Test
    void theCauseIsTold() {
        availability.failed(
                new KafkaException("Failed to construct kafka consumer", new KafkaException("no such store")));

        assertThat(log.lines()).singleElement().asString().contains("no such store");
    }

    /** A look for the topic that is not answered may fail before the silence is long enough. */
    @Test
    void aQuestionThatIsNotAnsweredIsToldWithTheSettingToo() {
        availability.failed(new TimeoutException("Timeout expired while fetching topic metadata"));

        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains("no broker answers", "vidu.intake.kafka.security", "topic metadata");
    }

    /** Its first bytes are read as a length of 336 MiB. */
    @Test
    void aBrokerThatSpeaksTlsToAPlainClientIsTold() {
        availability.failed(new KafkaException(new OutOfMemoryError("Java heap space")));

        assertThat(log.lines()).singleElement().asString().contains("TLS", "vidu.intake.kafka.security=PLAINTEXT");
    }
}
