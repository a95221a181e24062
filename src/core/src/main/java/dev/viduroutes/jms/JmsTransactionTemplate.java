package dev.viduroutes.jms;

import jakarta.jms.Connection;
import jakarta.jms.Session;
import org.apache.camel.CamelContext;
import org.apache.camel.component.jms.JmsComponent;

/** Runs a callback in a transacted session on a connection of its own; what it does not commit is rolled back. */
final class JmsTransactionTemplate {

    /** What is done in the session; it commits by itself. */
    interface Callback<T> {
        T on(Session session) throws Exception;
    }

    private final CamelContext context;
    private final String component;

    JmsTransactionTemplate(CamelContext context, String component) {
        this.context = context;
        this.component = component;
    }

    <T> T transacted(Callback<T> callback) throws Exception {
        JmsComponent jms = context.getRegistry().lookupByNameAndType(component, JmsComponent.class);
        try (Connection connection = jms.getConnectionFactory().createConnection();
                Session session = connection.createSession(Session.SESSION_TRANSACTED)) {
            connection.start();
            return callback.on(session);
        }
    }
}
