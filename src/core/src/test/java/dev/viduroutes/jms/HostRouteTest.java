package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Outcomes and dead letters that go to routes of a host. How these fail and end is theirs. */
class HostRouteTest extends QueueTest {

    private final AtomicInteger calls = new AtomicInteger();
    /** One for each time that the broker gave a message. */
    private final Set<Object> deliveries =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    private final List<String> archived = new CopyOnWriteArrayList<>();

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.outcome.uri", "direct:archive");
        settings.setProperty("vidu.dead-letter.uri", "direct:mourn");
    }

    @Override
    protected void prepare(CamelContext camel) {
        try {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:archive").process(exchange -> archive(exchange));
                    from("direct:mourn")
                            .onException(IOException.class)
                            .handled(true)
                            .process(exchange -> archived.add("handled"))
                            .end()
                            .process(exchange -> undoOnce(exchange))
                            .filter(simple("${body} contains 'unlucky'"))
                            .process(exchange -> {
                                throw new IOException("on purpose");
                            })
                            .end()
                            .process(exchange -> archived.add("stopped"))
                            .stop();
                }
            });
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    /** As a transacted route does that handled its failure. */
    private void undoOnce(Exchange exchange) {
        if (exchange.getMessage().getBody(String.class).contains("undone") && !archived.contains("undone")) {
            archived.add("undone");
            exchange.setRollbackOnly(true);
        }
    }

    private void archive(Exchange exchange) throws IOException {
        deliveries.add(exchange.getVariable("viduMessage"));
        if (calls.incrementAndGet() < 3) {
            throw new IOException("the archive is away");
        }
        archived.add(exchange.getMessage().getHeader("vidu_state", String.class));
    }

    @Test
    void aRouteThatFailsIsWaitedForWhileTheMessageIsInFlight() throws Exception {
        send(request("archived sandbox:fast"), null);

        await().until(() -> broker.count(requests) == 0);
        assertThat(archived).containsExactly("STORED");
        assertThat(deliveries).hasSize(1);
        assertThat(journal().query("SELECT epoch FROM vidu_task")).containsExactly("1");
        assertThat(broker.count(broker.undeliverable())).isZero();
    }

    @Test
    void aRouteThatStopsOrHandlesItsFailureStopsNoReply() throws Exception {
        Queue replies = jms.createTemporaryQueue();
        for (String document : List.of("no json", "no json, unlucky")) {
            send(document, replies);
            Message reply = receive(replies);
            assertThat(json(reply).path("state").asText()).isEqualTo("FAILED");
        }
        assertThat(archived).containsExactly("stopped", "handled");
    }

    @Test
    void aDeadLetterThatARouteUndidIsSentAgainBeforeTheReply() throws Exception {
        Queue replies = jms.createTemporaryQueue();
        send("no json, undone", replies);

        assertThat(json(receive(replies)).path("state").asText()).isEqualTo("FAILED");
        assertThat(archived).containsExactly("undone", "stopped");
    }
}
