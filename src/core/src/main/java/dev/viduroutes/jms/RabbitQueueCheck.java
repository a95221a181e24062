package dev.viduroutes.jms;

import dev.viduroutes.failure.SanitizedText;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.support.JmsUtils;
import org.springframework.jms.support.destination.DynamicDestinationResolver;

/**
 * RabbitMQ 3 takes what is sent to the address of a queue that is not there, and drops it. So it is asked for the queue before
 * each send: a consumer is let in only where there is one. Names of other brokers are not asked about.
 */
final class RabbitQueueCheck extends DynamicDestinationResolver {

    private static final Logger LOG = LoggerFactory.getLogger(RabbitQueueCheck.class);

    private final ConnectionFactory factory;

    /** @param factory of connections that fetch no message which nobody asked for */
    RabbitQueueCheck(ConnectionFactory factory) {
        this.factory = factory;
    }

    /** Called with the name of an endpoint, before each send. */
    @Override
    public Destination resolveDestinationName(Session session, String name, boolean topic) throws JMSException {
        require(name);
        return super.resolveDestinationName(session, name, topic);
    }

    void require(Destination destination) throws JMSException {
        if (destination instanceof Queue queue) {
            require(queue.getQueueName());
        }
    }

    /** @throws JMSException if nothing that is sent there arrives */
    void require(String name) throws JMSException {
        if (!RabbitAddress.isOfQueueThatIsThere(name)) {
            return;
        }
        Connection connection = factory.createConnection();
        try {
            attach(connection.createSession(false, Session.AUTO_ACKNOWLEDGE), name);
        } finally {
            // All at once, and whatever becomes of it: RabbitMQ 3 may lose its answer to the end of a session.
            JmsUtils.closeConnection(connection);
        }
    }

    private static void attach(Session session, String name) throws JMSException {
        try {
            LOG.trace("{} lets in {}", name, session.createConsumer(session.createQueue(name)));
        } catch (JMSException absent) {
            // Without its cause: a timeout is all that the client tells, and the log says what is at the root.
            throw new JMSException("RabbitMQ lets nobody in at " + name
                    + ", and would drop what is sent there; there must be such a queue, made durable, which the user may read ("
                    + SanitizedText.of(absent) + ")");
        }
    }
}
