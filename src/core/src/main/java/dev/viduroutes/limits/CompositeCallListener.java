package dev.viduroutes.limits;

import dev.viduroutes.host.Listeners;
import dev.viduroutes.request.Task;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;

/** Tells every {@link CallListener} in the registry. */
public final class CompositeCallListener implements CallListener {

    private final CamelContext context;

    public CompositeCallListener(CamelContext context) {
        this.context = context;
    }

    @Override
    public void calling(CallKind kind) {
        tell(listener -> listener.calling(kind));
    }

    @Override
    public void refused(CallKind kind) {
        tell(listener -> listener.refused(kind));
    }

    @Override
    public void calling(CallKind kind, String account) {
        tell(listener -> listener.calling(kind, account));
    }

    @Override
    public void refused(CallKind kind, String account) {
        tell(listener -> listener.refused(kind, account));
    }

    @Override
    public void calledBack(String taskId) {
        tell(listener -> listener.calledBack(taskId));
    }

    @Override
    public void noticed(Task task, Duration late) {
        tell(listener -> listener.noticed(task, late));
    }

    private void tell(Consumer<CallListener> what) {
        Listeners.tell(context, CallListener.class, listener -> {
            if (listener != this) {
                what.accept(listener);
            }
        });
    }
}
