package dev.viduroutes.jms;

import dev.viduroutes.settings.QueueSettings;
import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.support.JmsUtils;

/**
 * Whether a broker takes transactions: as the setting says, or as the broker answered when it was asked. What is sent is
 * confirmed one by one in any case; without transactions a message is acknowledged by itself. Thread-safe.
 */
final class TransactionSupport {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.intake");

    /** How much later than its failure the client tells a reason. */
    private static final Duration REASON = Duration.ofSeconds(1);

    private final String kind;
    private final QueueSettings settings;
    private final TimeoutConnectionFactory factory;
    private final JmsClientAdapter adapter;
    /** The connection on which it is being asked. */
    private volatile Optional<Connection> asked = Optional.empty();

    private Optional<Boolean> known;

    /**
     * @param kind of the intake
     * @param factory of connections to ask on: one that refuses is of no use any more
     */
    TransactionSupport(
            String kind, QueueSettings settings, TimeoutConnectionFactory factory, JmsClientAdapter adapter) {
        this.kind = kind;
        this.settings = settings;
        this.factory = factory;
        this.adapter = adapter;
        known = settings.transacted() == QueueSettings.Transacted.AUTO
                ? Optional.empty()
                : Optional.of(settings.transacted() == QueueSettings.Transacted.TRUE);
    }

    /** @throws JMSException if the broker has to be asked, and does not answer */
    synchronized boolean isGiven() throws JMSException {
        if (known.isEmpty()) {
            known = Optional.of(ask());
            if (!known.get()) {
                LOG.info(
                        "intake={} {} takes no transactions: each message is acknowledged by itself, once its outcome is safe",
                        kind,
                        settings.place());
            }
        }
        return known.get();
    }

    /** @return a session in which what is received stays at the broker until it is committed or acknowledged */
    Session session(Connection connection) throws JMSException {
        return isGiven()
                ? connection.createSession(true, Session.SESSION_TRANSACTED)
                : connection.createSession(false, adapter.singleAcknowledgement());
    }

    /**
     * To be called before a connection is closed on which messages were received: without transactions the client would take
     * its credit back first, at which RabbitMQ 3 ends the session. What is not acknowledged stays at the broker.
     */
    void release(Connection connection) throws JMSException {
        if (!isGiven()) {
            adapter.abort(connection);
        }
    }

    /** @return the destination as it is called without being made, if the broker tells these apart; RabbitMQ does */
    Destination existing(Destination destination) throws JMSException {
        return destination instanceof Queue queue && !isGiven()
                ? adapter.queue(queue, RabbitAddress.of(queue.getQueueName()))
                : destination;
    }

    /** The broker may be asked, again perhaps. */
    void open() {
        factory.open();
    }

    /** At a stop nobody waits for a broker that does not answer. */
    void abort() {
        factory.abort();
        asked.ifPresent(adapter::abort);
    }

    private boolean ask() throws JMSException {
        CompletableFuture<Throwable> refusal = new CompletableFuture<>();
        Connection connection = factory.createConnection();
        try {
            asked = Optional.of(connection);
            adapter.listen(connection, refusal::complete);
            try {
                connection.createSession(true, Session.SESSION_TRANSACTED).close();
                return true;
            } catch (JMSException failed) {
                if (JmsFailureAnalyzer.saysNoTransactions(failed) || isRefused(refusal)) {
                    return false;
                }
                throw failed;
            }
        } finally {
            asked = Optional.empty();
            JmsUtils.closeConnection(connection);
        }
    }

    /** RabbitMQ ends the session; the client tells why only when what it asked in there has timed out. */
    private static boolean isRefused(CompletableFuture<Throwable> refusal) {
        try {
            return JmsFailureAnalyzer.saysNoTransactions(refusal.get(REASON.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException notTold) {
            return false;
        }
    }
}
