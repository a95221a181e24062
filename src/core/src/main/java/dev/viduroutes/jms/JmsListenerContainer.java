package dev.viduroutes.jms;

import dev.viduroutes.outage.IntakeWatchdog;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.Enumeration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.camel.component.jms.DefaultJmsMessageListenerContainer;
import org.apache.camel.component.jms.JmsEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.support.JmsUtils;
import org.springframework.jms.support.destination.DestinationResolver;
import org.springframework.jms.support.destination.DynamicDestinationResolver;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Waits for a broker that is away, longer from attempt to attempt, and leaves it to {@link IntakeWatchdog} to log that. What counts
 * as a sign that all is well is a whole cycle: the broker was asked for a message, had one or none, and took what ends the
 * transaction. A session or a consumer alone proves nothing.
 */
final class JmsListenerContainer extends DefaultJmsMessageListenerContainer {

    private static final Logger LOG = LoggerFactory.getLogger(JmsListenerContainer.class);

    private static final DestinationResolver QUEUES = new DynamicDestinationResolver();

    private static final long FIRST_WAIT_MILLIS = 1_000;
    /** How long a broker that is back may have to wait. */
    private static final long LONGEST_WAIT_MILLIS = 10_000;

    /** Longer than a consumer asks for a message, which is a second. */
    private static final Duration LONGEST_STOP = Duration.ofMillis(1_500);

    private final IntakeWatchdog watch;
    private final Function<Throwable, String> why;
    private final JmsClientAdapter adapter;
    private final TransactionSupport transactions;
    private final StalledQueueDetector detector;
    private final BrokerProbe probe;
    private final Set<MessageConsumer> waiting = ConcurrentHashMap.newKeySet();
    private volatile Optional<Connection> shared = Optional.empty();
    private TimeoutConnectionFactory connections;
    private int busy;
    private final ExponentialBackOff waits = new ExponentialBackOff(FIRST_WAIT_MILLIS, 1.5);

    /** @param why says why the broker can't be used */
    JmsListenerContainer(
            JmsEndpoint endpoint,
            IntakeWatchdog watch,
            Function<Throwable, String> why,
            JmsClientAdapter adapter,
            TransactionSupport transactions,
            StalledQueueDetector detector) {
        super(endpoint);
        probe = new BrokerProbe(
                endpoint.getCamelContext(),
                () -> waiting.isEmpty() ? Optional.empty() : shared,
                watch::works,
                this::heard);
        this.transactions = transactions;
        this.detector = detector;
        this.adapter = adapter;
        this.watch = watch;
        this.why = why;
        waits.setMaxInterval(LONGEST_WAIT_MILLIS);
    }

    /** Of this container alone, which aborts them when it stops, and may start again. */
    @Override
    public void setConnectionFactory(ConnectionFactory factory) {
        connections = new TimeoutConnectionFactory(factory, adapter);
        super.setConnectionFactory(connections);
    }

    @Override
    protected void doStart() throws JMSException {
        connections.open();
        transactions.open();
        super.doStart();
    }

    /** To be called at a stop: a stop waits for each consumer, and a consumer may be waiting for a connection. */
    @Override
    protected void stopSharedConnection() {
        connections.abort();
        transactions.abort();
        super.stopSharedConnection();
    }

    /** What is heard while no call is under way. */
    @Override
    protected void prepareSharedConnection(Connection connection) throws JMSException {
        super.prepareSharedConnection(connection);
        adapter.listen(connection, this::heard);
        shared = Optional.of(connection);
    }

    /** Ends the connection without telling the broker, which does not answer; nothing waits for it any more. */
    void abort() {
        shared.ifPresent(adapter::abort);
    }

    private void heard(Throwable reason) {
        if (isRunning()) {
            watch.heard(why.apply(reason));
        }
    }

    /** Consumers that do not come back from what they ask a broker that does not answer are not waited for. */
    @Override
    protected void doShutdown() throws JMSException {
        probe.stop();
        closeWaiting();
        if (!haveComeBack()) {
            abort();
        }
        super.doShutdown();
    }

    /** Else a stop takes as long as a consumer asks for a message; a broker that does not answer holds up this thread alone. */
    private void closeWaiting() {
        Thread closing = new Thread(() -> waiting.forEach(JmsUtils::closeMessageConsumer), "vidu-close");
        closing.setDaemon(true);
        closing.start();
    }

    /** Without asking first whether it is there, as before a send: a consumer is let in, or it is not. */
    @Override
    protected Destination resolveDestinationName(Session session, String name) throws JMSException {
        return QUEUES.resolveDestinationName(session, name, false);
    }

    /** Gives none at a stop: a consumer that does not wait by then does not begin to. */
    @Override
    protected Message receiveMessage(MessageConsumer consumer) throws JMSException {
        waiting.add(consumer);
        try {
            Message message = isActive() ? received(consumer) : null;
            if (message != null) {
                OpenWireMessages.clean(message);
            }
            return message;
        } finally {
            waiting.remove(consumer);
        }
    }

    /**
     * Without transactions it is waited for a message without end: a wait that ends takes its credit back, at which RabbitMQ 3
     * ends the session.
     */
    private Message received(MessageConsumer consumer) throws JMSException {
        if (transactions.isGiven()) {
            return super.receiveMessage(consumer);
        }
        return consumer.receive();
    }

    private boolean haveComeBack() {
        long left = LONGEST_STOP.toNanos();
        lifecycleLock.lock();
        try {
            while (getActiveConsumerCount() > 0 && left > 0) {
                left = lifecycleCondition.awaitNanos(left);
            }
            return getActiveConsumerCount() == 0;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lifecycleLock.unlock();
        }
    }

    /** Without transactions the container acknowledges a message by itself, and recovers the session after an exception. */
    @Override
    protected Session createSession(Connection connection) throws JMSException {
        if (transactions.isGiven()) {
            return transacted(super.createSession(connection));
        }
        probe.start();
        return connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
    }

    /** A provider that makes another session than it was asked for would acknowledge what is still under way. */
    private static Session transacted(Session session) throws JMSException {
        if (!session.getTransacted()) {
            session.close();
            throw new JMSException("the provider does not support transacted sessions: it made one that is not");
        }
        return session;
    }

    @Override
    protected boolean receiveAndExecute(Object invoker, Session session, MessageConsumer consumer) throws JMSException {
        boolean received = super.receiveAndExecute(invoker, session, consumer);
        watch.works();
        if (!received && transactions.isGiven() && detector.isBrowseDue()) {
            browse();
        }
        return received;
    }

    /** With a session of its own, since a broker may end one in which something is asked that it does not let be done. */
    private void browse() {
        try (Session own = shared.orElseThrow().createSession(false, Session.AUTO_ACKNOWLEDGE);
                QueueBrowser browser = own.createBrowser((Queue) resolveDestinationName(own, getDestinationName()))) {
            Enumeration<?> messages = browser.getEnumeration();
            detector.browsed(
                    messages.hasMoreElements() ? Optional.of(id((Message) messages.nextElement())) : Optional.empty());
        } catch (JMSException | RuntimeException notAllowed) {
            LOG.debug("nobody may look into {}", getDestinationDescription(), notAllowed);
        }
    }

    /** Some clients give their messages no id. */
    private static String id(Message message) throws JMSException {
        return message.getJMSMessageID() + " of " + message.getJMSTimestamp();
    }

    @Override
    protected void doExecuteListener(Session session, Message message) throws JMSException {
        detector.received();
        busy(1);
        try {
            super.doExecuteListener(session, message);
        } finally {
            busy(-1);
        }
    }

    /** In one step, so that the watch hears of the last change last. */
    private synchronized void busy(int more) {
        busy += more;
        watch.full(busy >= getConcurrentConsumers());
    }

    /** If the connection was lost, the next try finds out why; if another consumer recovered, or all ends, all is well. */
    @Override
    protected void handleListenerSetupFailure(Throwable failure, boolean alreadyRecovered) {
        if (failure instanceof SharedConnectionNotInitializedException) {
            return;
        }
        if (failure instanceof IllegalStateException) {
            heard(failure);
        } else if (isRunning() && !alreadyRecovered) {
            watch.failed(why.apply(failure));
        }
    }

    @Override
    protected void refreshConnectionUntilSuccessful() {
        BackOffExecution wait = waits.start();
        while (isRunning()) {
            try {
                shared.ifPresent(adapter::closeOrAbort);
                refreshSharedConnection();
                return;
            } catch (Exception away) {
                if (!isRunning()) {
                    return;
                }
                watch.failed(why.apply(away));
                if (!applyBackOffTime(wait)) {
                    logger.error(getDestinationDescription() + " is left alone: the thread was told to end");
                    stop();
                }
            }
        }
    }
}
