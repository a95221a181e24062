package dev.viduroutes.jms;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.util.Optional;
import org.springframework.jms.connection.DelegatingConnectionFactory;

/**
 * Connections for sending. A broker that refuses the login, since the password was changed there first, counts as one that is
 * away: it has not refused the reply.
 */
final class SendingConnectionFactory extends DelegatingConnectionFactory {

    private final JmsClientAdapter adapter;
    private volatile Optional<Connection> last = Optional.empty();

    SendingConnectionFactory(ConnectionFactory factory, JmsClientAdapter adapter) {
        setTargetConnectionFactory(factory);
        this.adapter = adapter;
    }

    /**
     * Closes the connection at once: its producers and sessions, one by one, would wait for what the broker does not take. It is
     * aborted if the broker does not answer.
     */
    void abort() {
        last.ifPresent(adapter::closeOrAbort);
    }

    @Override
    public Connection createConnection() throws JMSException {
        try {
            Connection connection = super.createConnection();
            last = Optional.of(connection);
            return connection;
        } catch (JMSSecurityException notLetIn) {
            // Without its cause, by which a refusal is known.
            throw new JMSException("the broker does not let the gateway in: " + notLetIn.getMessage());
        }
    }
}
