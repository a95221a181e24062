package dev.viduroutes.jms;

import jakarta.jms.Connection;
import jakarta.jms.Session;
import org.apache.camel.CamelContext;
import org.apache.camel.component.jms.JmsComponent;

/** A few steps on a connection of their own; what is not committed is undone. */
final class JmsWork {

    /** The steps. */
    interface Steps<T> {
        T on(Session session) throws Exception;
    }

    private final CamelContext context;
    private final String component;

    JmsWork(CamelContext context, String component) {
        this.context = context;
        this.component = component;
    }

    <T> T transacted(Steps<T> steps) throws Exception {
        JmsComponent jms = context.getRegistry().lookupByNameAndType(component, JmsComponent.class);
        try (Connection connection = jms.getConnectionFactory().createConnection();
                Session session = connection.createSession(Session.SESSION_TRANSACTED)) {
            connection.start();
            return steps.on(session);
        }
    }
}
