package dev.viduroutes.jms;

import dev.viduroutes.settings.QueueSettings;
import jakarta.jms.ConnectionFactory;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.apache.qpid.jms.meta.JmsConnectionInfo;
import org.apache.qpid.jms.policy.JmsDefaultDeserializationPolicy;
import org.apache.qpid.jms.policy.JmsDefaultPrefetchPolicy;

/** Connections to AMQP 1.0 brokers. */
final class AmqpConnections {

    /** A broker that takes no message into a queue gives no credit, and the client would wait for it without end. */
    private static final long LONGEST_SEND_MILLIS = 30_000;

    /** The client would wait without end for whatever a broker does not answer. */
    private static final long LONGEST_REQUEST_MILLIS = 20_000;

    /** Of the question whether a broker takes transactions, which RabbitMQ does not answer to the client's liking. */
    private static final long LONGEST_QUESTION_MILLIS = 3_000;

    /** A connection to a broker that does not answer can't be closed in order; the client would wait for a minute. */
    private static final long LONGEST_CLOSE_MILLIS = 2_000;

    private AmqpConnections() {}

    /** @return connections that are asked something and closed */
    static ConnectionFactory asking(QueueSettings settings) {
        JmsConnectionFactory factory = factory(settings, 0);
        if (factory.getRequestTimeout() == LONGEST_REQUEST_MILLIS) {
            factory.setRequestTimeout(LONGEST_QUESTION_MILLIS);
        }
        return factory;
    }

    /** @param prefetch messages of a queue that the client fetches before it is asked for them */
    static JmsConnectionFactory factory(QueueSettings settings, int prefetch) {
        JmsConnectionFactory factory = new JmsConnectionFactory(settings.url());
        if (!settings.user().isEmpty()) {
            factory.setUsername(settings.user());
            factory.setPassword(settings.password());
        }
        if (factory.getSendTimeout() < 0) {
            factory.setSendTimeout(LONGEST_SEND_MILLIS);
        }
        if (factory.getRequestTimeout() < 0) {
            factory.setRequestTimeout(LONGEST_REQUEST_MILLIS);
        }
        if (factory.getCloseTimeout() == JmsConnectionInfo.DEFAULT_CLOSE_TIMEOUT) {
            factory.setCloseTimeout(LONGEST_CLOSE_MILLIS);
        }
        JmsDefaultPrefetchPolicy policy = new JmsDefaultPrefetchPolicy();
        policy.setAll(0);
        policy.setQueuePrefetch(prefetch);
        factory.setReceiveLocalOnly(prefetch > 0);
        factory.setPrefetchPolicy(policy);
        JmsDefaultDeserializationPolicy nothing = new JmsDefaultDeserializationPolicy();
        nothing.setDenyList("*");
        factory.setDeserializationPolicy(nothing);
        // Else names that are usual in AMQP, such as x-trace-id, would be missing on dead letters.
        factory.setValidatePropertyNames(false);
        return factory;
    }
}
