package dev.viduroutes.jms;

import dev.viduroutes.outage.IntakeWatch;
import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.component.jms.DefaultJmsMessageListenerContainer;
import org.apache.camel.component.jms.JmsEndpoint;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Waits for a broker that is away longer from try to try, and leaves it to {@link IntakeWatch} to tell. What counts as a sign
 * that all is well is a whole turn: the broker was asked for a message, had one or none, and took what ends the
 * transaction. A session or a consumer alone proves nothing.
 */
final class JmsContainer extends DefaultJmsMessageListenerContainer {

    private static final long FIRST_WAIT_MILLIS = 1_000;
    /** So long may a broker that is back be left alone. */
    private static final long LONGEST_WAIT_MILLIS = 10_000;

    /** Longer than a consumer asks for a message, which is a second. */
    private static final Duration LONGEST_STOP = Duration.ofMillis(1_500);

    private final IntakeWatch watch;
    private final Function<Throwable, String> why;
    private final BrokerLine line;
    private volatile Optional<Connection> shared = Optional.empty();
    private int busy;
    private final ExponentialBackOff waits = new ExponentialBackOff(FIRST_WAIT_MILLIS, 1.5);

    /** @param why says why the broker can't be used */
    JmsContainer(JmsEndpoint endpoint, IntakeWatch watch, Function<Throwable, String> why, BrokerLine line) {
        super(endpoint);
        this.line = line;
        this.watch = watch;
        this.why = why;
        waits.setMaxInterval(LONGEST_WAIT_MILLIS);
    }

    /** What is heard while no call is under way. */
    @Override
    protected void prepareSharedConnection(Connection connection) throws JMSException {
        super.prepareSharedConnection(connection);
        line.listen(connection, this::heard);
        shared = Optional.of(connection);
    }

    /** Ends the connection without a word to the broker, which does not answer; nothing waits for it any more. */
    void cut() {
        if (getConnectionFactory() instanceof TimedConnections connections) {
            connections.cut();
        }
        shared.ifPresent(line::cut);
    }

    private void heard(Throwable reason) {
        if (isRunning()) {
            watch.heard(why.apply(reason));
        }
    }

    /** Consumers that do not come back from what they ask a broker that does not answer are not waited for. */
    @Override
    protected void doShutdown() throws JMSException {
        if (!haveComeBack()) {
            cut();
        }
        super.doShutdown();
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

    @Override
    protected boolean receiveAndExecute(Object invoker, Session session, MessageConsumer consumer) throws JMSException {
        boolean received = super.receiveAndExecute(invoker, session, consumer);
        watch.works();
        return received;
    }

    @Override
    protected void doExecuteListener(Session session, Message message) throws JMSException {
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
        boolean lost =
                failure instanceof IllegalStateException || failure instanceof SharedConnectionNotInitializedException;
        if (lost) {
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
