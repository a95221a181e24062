package dev.viduroutes.jms;

import jakarta.jms.Connection;
import org.apache.activemq.artemis.api.core.ActiveMQNotConnectedException;
import org.apache.activemq.artemis.core.client.impl.ClientSessionFactoryInternal;
import org.apache.activemq.artemis.jms.client.ActiveMQConnection;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/** Connections of the client of ActiveMQ Artemis. */
final class ArtemisAdapter implements JmsClientAdapter {

    @Override
    public void abort(Connection connection) {
        if (connection instanceof ActiveMQConnection artemis
                && artemis.getSessionFactory() instanceof ClientSessionFactoryInternal sessions) {
            RemotingConnection wire = sessions.getConnection();
            // Before it fails, so that it does not connect again.
            sessions.causeExit();
            if (wire != null) {
                wire.fail(new ActiveMQNotConnectedException("the gateway stops"));
            }
            // Last, since those who wait for a message are woken by nothing else.
            sessions.cleanup();
        }
    }
}
