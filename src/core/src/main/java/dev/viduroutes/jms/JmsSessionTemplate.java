package dev.viduroutes.jms;

import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import org.apache.camel.CamelContext;

/**
 * Runs a callback in a session on a connection of its own. What is not committed, or not acknowledged by itself, stays at the
 * broker.
 */
final class JmsSessionTemplate {

    /** What is done in the session. */
    interface Callback<T> {
        T on(Session session) throws Exception;
    }

    private final CamelContext context;
    private final String component;

    JmsSessionTemplate(CamelContext context, String component) {
        this.context = context;
        this.component = component;
    }

    /** @return the destination as it is called without being made, if the broker tells these apart */
    Destination existing(Destination destination) throws JMSException {
        return broker().transactions().existing(destination);
    }

    /** @throws JMSException if the broker would drop what is sent there */
    void require(Destination destination) throws JMSException {
        broker().queues().require(destination);
    }

    /** @return whether the broker takes transactions */
    boolean isTransacted() throws JMSException {
        return broker().transactions().isGiven();
    }

    private BrokerComponent broker() {
        return context.getRegistry().lookupByNameAndType(component, BrokerComponent.class);
    }

    <T> T execute(Callback<T> callback) throws Exception {
        BrokerComponent broker = broker();
        try (Connection connection = broker.getConnectionFactory().createConnection();
                Session session = broker.transactions().session(connection)) {
            connection.start();
            try {
                return callback.on(session);
            } finally {
                broker.transactions().release(connection);
            }
        }
    }
}
