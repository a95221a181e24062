package dev.viduroutes.queue;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often the log hears of a broker that is away. */
class BrokerWatchTest {

    private final LogTrap log = LogTrap.of("vidu.intake", Level.INFO);
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final BrokerWatch watch = new BrokerWatch("broker=b", "all waits", () -> now);

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void anOutageIsOneLineAndItsEndAnother() {
        watch.available();
        for (int i = 0; i < 60; i++) {
            watch.unavailable("refused " + i);
            now = now.plusSeconds(1);
        }
        watch.available();
        watch.available();

        assertThat(log.lines())
                .containsExactly(
                        "WARN vidu.intake broker=b unavailable: refused 0; all waits",
                        "INFO vidu.intake broker=b available again after 60 s");
    }

    @Test
    void aLongOneIsRemindedOf() {
        Instant end = now.plus(BrokerWatch.REMINDER.multipliedBy(3));
        for (; !now.isAfter(end); now = now.plus(Duration.ofSeconds(5))) {
            watch.unavailable("refused");
        }

        assertThat(log.lines())
                .hasSize(4)
                .last()
                .isEqualTo("WARN vidu.intake broker=b still unavailable after 900 s: refused");
    }

    @Test
    void theNextOneIsToldAtOnce() {
        watch.unavailable("refused");
        watch.available();
        watch.unavailable("refused again");

        assertThat(log.lines()).hasSize(3).last().asString().contains("refused again");
    }

    @Test
    void noSecretOfAnAddressIsTold() {
        watch.unavailable("no way to tcp://b:1?trustStorePassword=s3cr3t&sslEnabled=true, (password = s3cr3t)");

        assertThat(log.text()).doesNotContain("s3cr3t").contains("trustStorePassword=…&sslEnabled=true");
    }
}
