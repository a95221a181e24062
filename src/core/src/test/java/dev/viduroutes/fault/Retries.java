package dev.viduroutes.fault;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeRedeliveryEvent;
import org.apache.camel.support.EventNotifierSupport;

/** Counts what a context tries again, of which the log tells only a part. */
final class Retries extends EventNotifierSupport {

    private final AtomicInteger seen = new AtomicInteger();

    static Retries of(CamelContext context) {
        Retries retries = new Retries();
        context.getManagementStrategy().addEventNotifier(retries);
        return retries;
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ExchangeRedeliveryEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        seen.incrementAndGet();
    }

    /** Waits until so many were made from now on. */
    void awaitMore(int count) {
        int before = seen.get();
        await().until(() -> seen.get() - before >= count);
    }
}
