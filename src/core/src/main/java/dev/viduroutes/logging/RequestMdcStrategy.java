package dev.viduroutes.logging;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Sets the ids of the request around each step of our routes, and of no others. Around each step, since threads are reused and
 * the next step may run on another one.
 */
public final class RequestMdcStrategy implements InterceptStrategy {

    private static final String OURS = "vidu-";

    private RequestMdcStrategy() {}

    /** Adds it to a context whose routes are not made yet; once is enough. */
    public static void addTo(CamelContext context) {
        ExtendedCamelContext extension = context.getCamelContextExtension();
        if (extension.getInterceptStrategies().stream().noneMatch(RequestMdcStrategy.class::isInstance)) {
            extension.addInterceptStrategy(new RequestMdcStrategy());
        }
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        return isOurs(definition) ? new Step(target) : target;
    }

    /** A step of a route, or of a route configuration that applies to it. */
    private static boolean isOurs(NamedNode definition) {
        for (NamedNode node = definition; node != null; node = node.getParent()) {
            if (node.getParent() == null) {
                return String.valueOf(node.getId()).startsWith(OURS);
            }
        }
        return false;
    }

    private static final class Step extends DelegateAsyncProcessor {

        Step(Processor step) {
            super(step);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            // A step of a configuration may serve routes of a host that chose it.
            boolean ours = String.valueOf(ExchangeHelper.getAtRouteId(exchange)).startsWith(OURS);
            return ours
                    ? RequestMdc.of(exchange).call(() -> super.process(exchange, callback))
                    : super.process(exchange, callback);
        }
    }
}
