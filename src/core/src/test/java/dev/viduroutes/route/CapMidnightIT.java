package dev.viduroutes.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.sandbox.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Midnight comes in the midst of many submits: by the clock of the API no day has more than its cap. */
class CapMidnightIT extends GatewayTest {

    private static final int CAP = 150;
    private static final int REQUESTS = 320;
    private static final Duration LEFT = Duration.ofSeconds(25);
    /** Of the first day, in which its cap is not used up. */
    private static final Duration USED = Duration.ofSeconds(8);

    /** Where it is midnight soon. */
    private final ZoneOffset zone = zone();

    private static ZoneOffset zone() {
        int seconds = (int) (Duration.ofDays(1).minus(LEFT).toSeconds()
                - LocalTime.now(ZoneOffset.UTC).toSecondOfDay());
        int most = ZoneOffset.MAX.getTotalSeconds();
        return ZoneOffset.ofTotalSeconds(
                seconds > most ? seconds - (int) Duration.ofDays(1).toSeconds() : seconds);
    }

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.cap.day", CAP + "s");
        settings.setProperty("vidu.cap.zone", zone.getId());
        settings.setProperty("vidu.intake.file.in-flight", "1000");
    }

    private LocalDate day(Ledger.Task task) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(task.acceptedAtMillis()), zone);
    }

    private long made(LocalDate day) {
        return ledger().tasks().stream().filter(task -> day(task).equals(day)).count();
    }

    @Test
    void noDayHasMoreThanItsCapAndTheNextOneHasItsOwn() throws Exception {
        LocalDate first = LocalDate.now(zone);
        LocalDate second = first.plusDays(1);
        Instant midnight = second.atStartOfDay(zone).toInstant();
        await().until(() -> Instant.now().isAfter(midnight.minus(USED)));
        for (int i = 0; i < REQUESTS; i++) {
            drop("r" + i + ".json", """
                    {"request_id": "r%d", "input": {"mode": "text-to-video", "prompt": "p%d", "duration": 1}}""".formatted(i, i));
        }
        await().atMost(Duration.ofMinutes(2)).until(() -> made(second) >= CAP);
        // Whatever would be too much comes now.
        await().during(Duration.ofSeconds(2)).atMost(Duration.ofMinutes(1)).until(() -> made(second) == CAP);

        assertThat(made(first)).isLessThanOrEqualTo(CAP);
        System.out.println("made=" + made(first) + " and " + made(second));
    }
}
