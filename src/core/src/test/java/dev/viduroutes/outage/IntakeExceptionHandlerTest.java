package dev.viduroutes.outage;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.lifecycle.StoppingException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IntakeExceptionHandlerTest {

    private static final CamelContext CONTEXT = new DefaultCamelContext();

    private final LogTrap log = LogTrap.of("vidu.intake", Level.WARN);
    private long nanos;
    private final IntakeExceptionHandler consumer = new IntakeExceptionHandler(() -> nanos);

    @AfterEach
    void stopListening() {
        log.close();
    }

    private void fail(String why) {
        DefaultExchange exchange = new DefaultExchange(CONTEXT);
        exchange.getExchangeExtension().setFromRouteId("vidu-show-life");
        consumer.handleException("Error processing exchange", exchange, new IOException(why));
    }

    @Test
    void whatFailsFourTimesASecondIsALineInFiveMinutes() {
        for (int i = 0; i < 4 * 60 * 5; i++) {
            fail("the disk is full");
            nanos += Duration.ofMillis(250).toNanos();
        }
        assertThat(log.lines())
                .containsExactly(
                        "WARN vidu.intake vidu-show-life: java.io.IOException: the disk is full; it is tried again");

        fail("the disk is full");
        assertThat(log.lines()).hasSize(2);
    }

    @Test
    void anotherReasonIsToldAtOnce() {
        fail("the disk is full");
        fail("the disk is gone");

        assertThat(log.lines()).hasSize(2);
    }

    @Test
    void theJournalTellsOfItsOutagesItself() {
        consumer.handleException("Error", new IllegalStateException(new SQLException("the disk is full")));

        assertThat(log.lines()).isEmpty();
    }

    @Test
    void aStopIsNoFailure() {
        consumer.handleException(new StoppingException());
        // As Kafka's client calls it.
        consumer.handleException(new InterruptException("interrupted while polling"));

        assertThat(log.lines()).isEmpty();
    }
}
