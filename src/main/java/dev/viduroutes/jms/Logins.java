package dev.viduroutes.jms;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.connection.DelegatingConnectionFactory;

/**
 * Connections for what is sent. A broker that lets nobody in, since the password was changed there first, is one that
 * is away: it has not refused the reply.
 */
final class Logins extends DelegatingConnectionFactory {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.intake");

    private volatile Optional<Connection> last = Optional.empty();

    Logins(ConnectionFactory factory) {
        setTargetConnectionFactory(factory);
    }

    /** Closes the connection at once: its producers and sessions, one by one, would wait for what the broker does not take. */
    void cut() {
        try {
            if (last.isPresent()) {
                last.get().close();
            }
        } catch (JMSException gone) {
            LOG.debug("the connection was closed already", gone);
        }
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
