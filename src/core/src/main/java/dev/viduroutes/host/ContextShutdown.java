package dev.viduroutes.host;

import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;

/** Closes resources when the context is shut down. */
public final class ContextShutdown {

    private ContextShutdown() {}

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
