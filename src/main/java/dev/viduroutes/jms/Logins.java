package dev.viduroutes.jms;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import org.springframework.jms.connection.DelegatingConnectionFactory;

/**
 * Connections for what is sent. A broker that lets nobody in, since the password was changed there first, is one that
 * is away: it has not refused the reply.
 */
final class Logins extends DelegatingConnectionFactory {

    Logins(ConnectionFactory factory) {
        setTargetConnectionFactory(factory);
    }

    @Override
    public Connection createConnection() throws JMSException {
        try {
            return super.createConnection();
        } catch (JMSSecurityException notLetIn) {
            // Without its cause, by which a refusal is known.
            throw new JMSException("the broker does not let the gateway in: " + notLetIn.getMessage());
        }
    }
}
