package dev.viduroutes.jms;

import jakarta.jms.Connection;
import java.io.IOException;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.util.ServiceSupport;

/** Connections of the client of ActiveMQ Classic. */
final class ClassicAdapter implements JmsClientAdapter {

    @Override
    public void abort(Connection connection) {
        if (connection instanceof ActiveMQConnection classic) {
            // Wakes those who wait for a message.
            classic.onException(new IOException("the gateway stops"));
            // Wakes those who wait for an answer, and a client that looks for its broker.
            ServiceSupport.dispose(classic.getTransport());
        }
    }
}
