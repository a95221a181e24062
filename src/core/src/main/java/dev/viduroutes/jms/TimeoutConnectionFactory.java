package dev.viduroutes.jms;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.time.Duration;
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
    private final Set<CompletableFuture<Connection>> awaited = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean first = new AtomicBoolean(true);
    private volatile boolean aborted;

    TimeoutConnectionFactory(ConnectionFactory factory, JmsClientAdapter adapter) {
        setTargetConnectionFactory(factory);
        this.adapter = adapter;
    }

    @Override
    public Connection createConnection() throws JMSException {
        Duration limit = first.getAndSet(false) ? FIRST : LATER;
        CompletableFuture<Connection> connection = new CompletableFuture<>();
        awaited.add(connection);
        Thread maker = new Thread(() -> connect(connection), "vidu-connect");
        maker.setDaemon(true);
        maker.start();
        try {
            if (aborted) {
                abort();
            }
            return connection.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            // At a stop it may still be connecting, and some clients would go on without end.
            maker.interrupt();
            throw failure(failed.getCause());
        } catch (TimeoutException | InterruptedException late) {
            maker.interrupt();
            connection.completeExceptionally(late);
            throw failure(
                    late instanceof InterruptedException
                            ? late
                            : new TimeoutException("no connection within " + limit.toSeconds() + " s"));
        } finally {
            awaited.remove(connection);
        }
    }

    private void connect(CompletableFuture<Connection> connection) {
        try {
            Connection made = started(super.createConnection());
            if (!connection.complete(made)) {
                adapter.abort(made);
                made.close();
            }
        } catch (JMSException | RuntimeException | Error failed) {
            connection.completeExceptionally(failed);
        }
    }

    /** Some clients, such as one that looks for a broker among several, connect only now, and wait without end. */
    private Connection started(Connection made) throws JMSException {
        try {
            made.start();
            return made;
        } catch (JMSException | RuntimeException failed) {
            adapter.abort(made);
            made.close();
            throw failed;
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
        awaited.forEach(connection -> connection.completeExceptionally(new JMSException("the gateway stops")));
    }
}
