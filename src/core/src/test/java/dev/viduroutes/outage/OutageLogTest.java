package dev.viduroutes.outage;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often the log hears of a broker that is away. */
class OutageLogTest {

    private final LogTrap log = LogTrap.of("vidu.intake", Level.INFO);
    private Duration now = Duration.ofDays(-1);
    private final OutageLog watch = watch(Duration.ZERO);

    private OutageLog watch(Duration calm) {
        return new OutageLog("vidu.intake", "broker=b", "all waits", calm, () -> now.toNanos());
    }

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
    void howLongItLastsIsCountedFromTheFirstFailure() {
        assertThat(watch.goneFor()).isEmpty();
        watch.unavailable("refused");
        now = now.plusSeconds(7);
        watch.unavailable("refused");

        assertThat(watch.goneFor()).contains(Duration.ofSeconds(7));
        watch.available();
        assertThat(watch.goneFor()).isEmpty();
    }

    @Test
    void aLongOneIsRemindedOf() {
        Duration end = now.plus(LogThrottle.INTERVAL.multipliedBy(3));
        for (; now.compareTo(end) <= 0; now = now.plus(Duration.ofSeconds(5))) {
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
    void whatAnswersSomeCallsWhileItFailsOthersIsNotBack() {
        OutageLog database = watch(Duration.ofSeconds(15));
        for (int i = 0; i < 60; i++) {
            database.unavailable("full");
            now = now.plusSeconds(10);
            database.available();
        }
        assertThat(log.lines()).hasSize(2);
        now = now.plusSeconds(5);
        database.available();

        assertThat(log.lines()).hasSize(3).last().asString().contains("available again after 600 s");
    }

    @Test
    void noSecretOfAnAddressIsTold() {
        watch.unavailable("no way to tcp://b:1?trustStorePassword=s3cr3t&sslEnabled=true, (password = s3cr3t)");

        assertThat(log.text()).doesNotContain("s3cr3t").contains("trustStorePassword=…&sslEnabled=true");
    }
}
