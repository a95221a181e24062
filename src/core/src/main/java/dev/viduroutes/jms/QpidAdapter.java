package dev.viduroutes.jms;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.net.URI;
import java.util.function.Consumer;
import org.apache.qpid.jms.JmsConnection;
import org.apache.qpid.jms.JmsConnectionListener;
import org.apache.qpid.jms.JmsQueue;
import org.apache.qpid.jms.message.JmsInboundMessageDispatch;
import org.apache.qpid.jms.provider.ProviderException;

/** Connections of the Qpid client. */
final class QpidAdapter implements JmsClientAdapter {

    /** The client's own mode; its constant is internal. */
    private static final int INDIVIDUAL_ACKNOWLEDGE = 101;

    @Override
    public void listen(Connection connection, Consumer<Throwable> reasons) {
        if (connection instanceof JmsConnection qpid) {
            qpid.addConnectionListener(new Reasons(reasons));
        }
    }

    @Override
    public void abort(Connection connection) {
        if (connection instanceof JmsConnection qpid) {
            qpid.onConnectionFailure(new ProviderException("the gateway stops"));
        }
    }

    @Override
    public Queue queue(Queue given, String name) throws JMSException {
        return name.equals(given.getQueueName()) ? given : new JmsQueue(name);
    }

    @Override
    public int singleAcknowledgement() {
        return INDIVIDUAL_ACKNOWLEDGE;
    }

    /**
     * Why a broker ended a session or a consumer is told here alone: whoever waits for what was asked in that session goes on
     * waiting, and hears of a timeout at most.
     */
    private record Reasons(Consumer<Throwable> told) implements JmsConnectionListener {

        @Override
        public void onSessionClosed(Session session, Throwable reason) {
            tell(reason);
        }

        @Override
        public void onConsumerClosed(MessageConsumer consumer, Throwable reason) {
            tell(reason);
        }

        @Override
        public void onConnectionFailure(Throwable reason) {
            tell(reason);
        }

        private void tell(Throwable reason) {
            if (reason != null) {
                told.accept(reason);
            }
        }

        @Override
        public void onConnectionEstablished(URI broker) {}

        @Override
        public void onConnectionInterrupted(URI broker) {}

        @Override
        public void onConnectionRestored(URI broker) {}

        @Override
        public void onInboundMessage(JmsInboundMessageDispatch message) {}

        @Override
        public void onProducerClosed(MessageProducer producer, Throwable reason) {}
    }
}
