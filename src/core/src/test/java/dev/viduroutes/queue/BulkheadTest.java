package dev.viduroutes.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.lifecycle.StoppingException;
import dev.viduroutes.outage.OutageLog;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls of an endpoint that takes its time. */
class BulkheadTest {

    private static final Duration LONGEST = Duration.ofMillis(100);

    private final CamelContext context = new DefaultCamelContext();
    private final CountDownLatch open = new CountDownLatch(1);
    private final LogTrap log = LogTrap.of("vidu", Level.INFO);
    private final Bulkhead calls = new Bulkhead(
            "test", 1, Runnable::run, OutageLog.ofEndpoint("endpoint=x", "all wait", Duration.ZERO), LONGEST);

    @BeforeEach
    void start() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:slow").id("slow").process(exchange -> open.await());
                from("direct:broken").id("broken").process(exchange -> {
                    throw new IOException("on purpose");
                });
            }
        });
        context.start();
    }

    @AfterEach
    void stop() {
        open.countDown();
        calls.close();
        context.stop();
        log.close();
    }

    private CompletableFuture<Object> call(String route, Duration atMost) throws Exception {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody("as it was");
        return calls.call(route, exchange, atMost).toCompletableFuture();
    }

    @Test
    void theLogTellsOnceThatAnEndpointStandsStillAndOnceThatItGoesOn() throws Exception {
        CompletableFuture<Object> slow = call("slow", Timeout.NEVER);
        await().until(() -> log.text().contains("endpoint=x unavailable"));
        await().pollDelay(LONGEST.multipliedBy(3)).until(() -> true);
        open.countDown();

        assertThat(slow.get(60, TimeUnit.SECONDS)).isEqualTo("as it was");
        await().until(() -> log.text().contains("endpoint=x available again"));
        assertThat(log.lines()).hasSize(2);
    }

    @Test
    void aCallThatMayNotTakeSoLongIsInterrupted() throws Exception {
        assertThatThrownBy(() -> call("slow", Duration.ofMillis(50)).get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        // And the interruption ends with it.
        assertThatThrownBy(() -> call("broken", Duration.ofSeconds(5)).get(60, TimeUnit.SECONDS))
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void atAStopWhoWaitsIsGivenBackWhetherTheCallHasBegunOrNot() throws Exception {
        CompletableFuture<Object> begun = call("slow", Timeout.NEVER);
        CompletableFuture<Object> waiting = call("slow", Timeout.NEVER);

        calls.afterWaitsEnded(context);

        for (CompletableFuture<Object> one : List.of(begun, waiting, call("slow", Timeout.NEVER))) {
            assertThatThrownBy(() -> one.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(StoppingException.class);
        }
    }
}
