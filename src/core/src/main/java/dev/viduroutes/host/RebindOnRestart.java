package dev.viduroutes.host;

import org.apache.camel.CamelContext;
import org.apache.camel.VetoCamelContextStartException;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Binds the beans anew when a context that was stopped starts again. Camel builds the routes again by itself, but keeps
 * the beans, whose pools and connections are closed by then.
 */
public final class RebindOnRestart extends LifecycleStrategySupport {

    /** Binds beans, replacing those of the same names. */
    public interface Beans {
        void bind() throws Exception;
    }

    private final Beans beans;
    private boolean stopped;

    public RebindOnRestart(Beans beans) {
        this.beans = beans;
    }

    @Override
    public void onContextStopped(CamelContext context) {
        stopped = true;
    }

    @Override
    public void onContextInitializing(CamelContext context) throws VetoCamelContextStartException {
        if (!stopped) {
            return;
        }
        stopped = false;
        try {
            beans.bind();
        } catch (Exception failed) {
            throw new VetoCamelContextStartException("the beans of vidu-routes can't be made anew", failed, context);
        }
    }
}
