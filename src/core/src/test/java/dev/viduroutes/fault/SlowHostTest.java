package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A route of a host that waits for something of its own. */
class SlowHostTest extends BlockedEndpointTest {

    private final CountDownLatch open = new CountDownLatch(1);
    private final AtomicInteger arrived = new AtomicInteger();

    @Override
    protected String endpoint() {
        return "direct:mourn";
    }

    @Override
    protected int arrived() {
        return arrived.get();
    }

    @Override
    protected void prepare(CamelContext camel) {
        try {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:mourn").process(exchange -> {
                        arrived.incrementAndGet();
                        open.await();
                    });
                }
            });
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    @AfterEach
    void open() {
        open.countDown();
    }

    @Test
    void whatWaitsThereGoesOnOnceItIsTaken() throws Exception {
        drop("bad.json", "no json");
        open.countDown();
        awaitEmptyInbox();
        assertThat(arrived).hasValue(1);
    }
}
