package dev.viduroutes.outage;

import dev.viduroutes.logging.RequestMdc;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Source;
import dev.viduroutes.request.Task;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.ExchangeHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs requests whose next step is tried until it succeeds: the first that waits for a reason, and every five
 * minutes one of them; all others are a matter for DEBUG. Thread-safe.
 */
public final class RetryLog implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger("vidu");

    private final LogThrottle throttle;

    public RetryLog() {
        this(System::nanoTime);
    }

    /** @param nanos monotonic clock, for example System::nanoTime */
    RetryLog(LongSupplier nanos) {
        throttle = new LogThrottle(nanos);
    }

    /** To be called before each retry. */
    @Override
    public void process(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        String route = ExchangeHelper.getAtRouteId(exchange);
        boolean allowed = throttle.allows(route + failure.getClass());
        // Camel calls this between steps.
        RequestMdc.of(exchange)
                .run(() -> LOG.atLevel(allowed ? Level.WARN : Level.DEBUG)
                        .log(
                                "{} requestId={} waits: {}; it is tried until it succeeds",
                                route,
                                id(exchange),
                                ErrorText.ofRootCause(failure)));
    }

    /** A document that is no request has no id. */
    private static String id(Exchange exchange) {
        Task task = exchange.getVariable("viduTask", Task.class);
        if (task != null) {
            return task.request().id();
        }
        Outcome outcome = exchange.getVariable("viduOutcome", Outcome.class);
        if (outcome != null && !outcome.requestId().isEmpty()) {
            return outcome.requestId();
        }
        Source source = exchange.getVariable("viduSource", Source.class);
        return source == null ? "" : source.recordName();
    }
}
