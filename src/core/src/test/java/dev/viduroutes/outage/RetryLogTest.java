package dev.viduroutes.outage;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.request.Source;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the log says of requests that wait for a disk or a broker. */
class RetryLogTest {

    private static final CamelContext CONTEXT = new DefaultCamelContext();

    private final LogTrap log = LogTrap.of("vidu", Level.INFO);
    private long nanos;
    private final RetryLog retries = new RetryLog(() -> nanos);

    @AfterEach
    void stopListening() {
        log.close();
    }

    private void retry(String file, Exception failure) {
        Exchange exchange = new DefaultExchange(CONTEXT);
        exchange.setVariable("viduSource", Source.ofFile(file, 0));
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
        retries.process(exchange);
    }

    @Test
    void manyThatWaitForOneReasonAreOneLine() {
        for (int i = 0; i < 500; i++) {
            retry("a-" + i + ".json", new IOException("No space left for a-" + i));
        }

        assertThat(log.lines()).hasSize(1);
        assertThat(log.lines().get(0))
                .startsWith("WARN vidu ")
                .contains("requestId=a-0.json waits: IOException: No space left for a-0;");
    }

    @Test
    void anotherReasonIsToldAtOnceAndTheFirstOneAgainInFiveMinutes() {
        retry("a.json", new IOException("full"));
        retry("b.json", new ConnectException("refused"));
        nanos += Duration.ofMinutes(5).toNanos();
        retry("a.json", new IOException("full"));

        assertThat(log.lines()).hasSize(3);
    }

    @Test
    void noSecretOfAnAddressIsTold() {
        retry("a.json", new IOException("no way to tcp://b:1?trustStorePassword=s3cr3t"));

        assertThat(log.text()).doesNotContain("s3cr3t");
    }
}
