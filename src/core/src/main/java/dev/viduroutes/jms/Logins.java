package dev.viduroutes.jms;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.util.Optional;
import org.springframework.jms.connection.DelegatingConnectionFactory;

/**
 * Connections for what is sent. A broker that lets nobody in, since the password was changed there first, is one that
 * is away: it has not refused the reply.
 */
final class Logins extends DelegatingConnectionFactory {

    private final BrokerLine line;
    private volatile Optional<Connection> last = Optional.empty();

    Logins(ConnectionFactory factory, BrokerLine line) {
        setTargetConnectionFactory(factory);
        this.line = line;
    }

    /**
     * Closes the connection at once: its producers and sessions, one by one, would wait for what the broker does not take. One
     * that does not answer at all is left without a word.
     */
    void cut() {
        last.ifPresent(line::leave);
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
