package dev.viduroutes.pace;

import dev.viduroutes.request.Task;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells every {@link CallListener} in the registry; what one of them throws is logged, and no more. */
public final class CallEvents implements CallListener {

    private static final Logger LOG = LoggerFactory.getLogger("vidu");

    private final CamelContext context;

    public CallEvents(CamelContext context) {
        this.context = context;
    }

    @Override
    public void calling(Kind kind) {
        tell(listener -> listener.calling(kind));
    }

    @Override
    public void refused(Kind kind) {
        tell(listener -> listener.refused(kind));
    }

    @Override
    public void noticed(Task task, Duration late) {
        tell(listener -> listener.noticed(task, late));
    }

    private void tell(Consumer<CallListener> what) {
        context.getRegistry().findByType(CallListener.class).stream()
                .filter(listener -> listener != this)
                .forEach(listener -> tell(listener, what));
    }

    /** Whoever only listens must not end a request, let alone one whose task is paid. */
    private static void tell(CallListener listener, Consumer<CallListener> what) {
        try {
            what.accept(listener);
        } catch (RuntimeException defect) {
            LOG.warn("{} failed: {}", listener.getClass().getName(), defect.toString());
        }
    }
}
