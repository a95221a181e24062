package dev.viduroutes.host;

import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;

/** What is closed when the context ends. */
public final class ContextEnd {

    private ContextEnd() {}

    public static void closes(CamelContext context, AutoCloseable resource) {
        try {
            context.addService(new ServiceSupport() {
                @Override
                protected void doShutdown() throws Exception {
                    resource.close();
                }
            });
        } catch (Exception impossible) {
            throw new IllegalStateException("Camel takes every service", impossible);
        }
    }
}
