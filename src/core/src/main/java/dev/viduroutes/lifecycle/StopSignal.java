package dev.viduroutes.lifecycle;

import dev.viduroutes.host.Listeners;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.OnCamelContextStopping;

/**
 * Knows when the context stops: then waits end at once and no call leaves any more, so that a stop takes seconds and
 * every request stays at its source. Camel finds it in the registry by its type.
 */
public final class StopSignal implements OnCamelContextStopping {

    private final WorkerPool pool;
    private volatile boolean stopping;

    public StopSignal(WorkerPool pool) {
        this.pool = pool;
    }

    /** @throws StoppingException if the context stops; asked after each wait that ends early then */
    public void check() {
        if (stopping) {
            throw new StoppingException();
        }
    }

    /** @return whether the context stops: what goes wrong from then on says nothing about a request */
    public boolean hasBegun() {
        return stopping;
    }

    @Override
    public void onContextStopping(CamelContext context) {
        Listeners.tell(context, StopListener.class, listener -> listener.beforeWaitsEnd(context));
        stopping = true;
        Listeners.tell(context, StopListener.class, StopListener::endWaits);
        pool.endWaits();
        Listeners.tell(context, StopListener.class, listener -> listener.afterWaitsEnded(context));
    }
}
