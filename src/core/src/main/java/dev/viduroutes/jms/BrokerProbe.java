package dev.viduroutes.jms;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.springframework.jms.support.JmsUtils;

/**
 * Asks a broker now and then whether it is there. Consumers that wait for a message without end show nothing; that the broker
 * makes a session for them does.
 */
final class BrokerProbe {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final CamelContext context;
    private final Supplier<Optional<Connection>> connection;
    private final Runnable there;
    private final Consumer<Throwable> away;
    private Optional<ScheduledExecutorService> thread = Optional.empty();

    /**
     * @param connection to ask on; none while nobody needs to know
     * @param there called after each answer
     * @param away called with the reason after each question without one
     */
    BrokerProbe(
            CamelContext context, Supplier<Optional<Connection>> connection, Runnable there, Consumer<Throwable> away) {
        this.context = context;
        this.connection = connection;
        this.there = there;
        this.away = away;
    }

    /** Does nothing if it has been started. */
    synchronized void start() {
        if (thread.isEmpty()) {
            ScheduledExecutorService own =
                    context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "vidu-probe-broker");
            own.scheduleWithFixedDelay(this::ask, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            thread = Optional.of(own);
        }
    }

    synchronized void stop() {
        thread.ifPresent(context.getExecutorServiceManager()::shutdownNow);
        thread = Optional.empty();
    }

    private void ask() {
        connection.get().ifPresent(open -> {
            try {
                Session answer = open.createSession(false, Session.AUTO_ACKNOWLEDGE);
                there.run();
                // Whatever becomes of it: RabbitMQ 3 may lose its answer to that.
                JmsUtils.closeSession(answer);
            } catch (JMSException | RuntimeException silent) {
                // Whatever is thrown out of here would end all later questions.
                away.accept(silent);
            }
        });
    }
}
