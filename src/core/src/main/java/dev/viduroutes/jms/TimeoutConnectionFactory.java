package dev.viduroutes.jms;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.jms.connection.DelegatingConnectionFactory;

/**
 * Connects with a timeout, whatever the client does: a broker may accept connections and never answer. A stop ends the wait, too.
 */
final class TimeoutConnectionFactory extends DelegatingConnectionFactory {

    /** The first is made while the context starts, which holds up the other intakes. */
    private static final Duration FIRST = Duration.ofSeconds(3);

    private static final Duration LATER = Duration.ofSeconds(20);

    private final JmsClientAdapter adapter;
    private final Set<Attempt> awaited = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean first = new AtomicBoolean(true);
    private volatile boolean aborted;

    TimeoutConnectionFactory(ConnectionFactory factory, JmsClientAdapter adapter) {
        setTargetConnectionFactory(factory);
        this.adapter = adapter;
    }

    /** A connection that is being made. */
    private final class Attempt {

        private final CompletableFuture<Connection> result = new CompletableFuture<>();
        private final Thread maker = new Thread(this::connect, "vidu-connect");
        private volatile Optional<Connection> made = Optional.empty();

        private void start() {
            maker.setDaemon(true);
            maker.start();
        }

        private void connect() {
            try {
                Connection connection = started(TimeoutConnectionFactory.super.createConnection());
                if (!result.complete(connection)) {
                    adapter.abort(connection);
                    connection.close();
                }
            } catch (JMSException | RuntimeException | Error failed) {
                result.completeExceptionally(failed);
            }
        }

        /** Some clients, such as one that looks for a broker among several, connect only now, and wait without end. */
        private Connection started(Connection connection) throws JMSException {
            made = Optional.of(connection);
            try {
                if (result.isDone()) {
                    throw new JMSException("nobody waits for this connection any more");
                }
                connection.start();
                return connection;
            } catch (JMSException | RuntimeException failed) {
                adapter.abort(connection);
                connection.close();
                throw failed;
            }
        }

        /** Ends what it still does; some clients hear of no interrupt. */
        private void giveUp(Throwable why) {
            result.completeExceptionally(why);
            maker.interrupt();
            made.ifPresent(adapter::abort);
        }
    }

    @Override
    public Connection createConnection() throws JMSException {
        Duration limit = first.getAndSet(false) ? FIRST : LATER;
        Attempt attempt = new Attempt();
        awaited.add(attempt);
        try {
            // Looked at only now, so that a stop misses none.
            if (aborted) {
                abort();
            } else {
                attempt.start();
            }
            return attempt.result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw failure(failed.getCause());
        } catch (TimeoutException | InterruptedException late) {
            attempt.giveUp(late);
            throw failure(
                    late instanceof InterruptedException
                            ? late
                            : new TimeoutException("no connection within " + limit.toSeconds() + " s"));
        } finally {
            awaited.remove(attempt);
        }
    }

    private static JMSException failure(Throwable cause) {
        if (cause instanceof JMSException own) {
            return own;
        }
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return (JMSException) new JMSException(String.valueOf(cause.getMessage())).initCause(cause);
    }

    /** From now on connections are waited for, the first one for a short time. */
    void open() {
        first.set(true);
        aborted = false;
    }

    /** Nobody waits for a connection any more, now or later. */
    void abort() {
        aborted = true;
        awaited.forEach(attempt -> attempt.giveUp(new JMSException("the gateway stops")));
    }
}
