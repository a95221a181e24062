package dev.viduroutes.pace;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;

/**
 * Knows when the context stops: then waits end at once and no call leaves any more, so that a stop takes seconds and
 * every request stays at its source.
 */
public final class StopSignal implements CamelContextAware {

    private final WaitingPool pool;
    private final Slots slots;
    private CamelContext context;
    private volatile boolean stopping;

    public StopSignal(WaitingPool pool, Slots slots) {
        this.pool = pool;
        this.slots = slots;
    }

    /** @throws StoppingException if the context stops; asked before every call that leaves */
    public void check() {
        if (stopping) {
            throw new StoppingException();
        }
    }

    private void stop() {
        stopping = true;
        slots.close();
        pool.hurry();
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        context = camelContext;
        camelContext.getManagementStrategy().addEventNotifier(new StopNotifier());
    }

    @Override
    public CamelContext getCamelContext() {
        return context;
    }

    private final class StopNotifier extends SimpleEventNotifierSupport {

        @Override
        public void notify(CamelEvent event) {
            stop();
        }

        @Override
        public boolean isEnabled(CamelEvent event) {
            return event.getType() == CamelEvent.Type.CamelContextStopping;
        }
    }
}
