package dev.viduroutes.jms;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.lifecycle.StopListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.jms.JmsConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the connections of the consumers before the messages in flight are given back. Otherwise each would be delivered
 * to the next consumer of this process at once, and so on, and brokers count deliveries: after ten, by default, they
 * take a message out of its queue. The connection to a broker that does not answer is aborted.
 */
final class JmsShutdown implements StopListener {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.intake");
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    @Override
    public void beforeWaitsEnd(CamelContext context) {
        List<Pause> pauses = new ArrayList<>();
        for (Route route : context.getRoutes()) {
            if (route.getConsumer() instanceof JmsConsumer consumer) {
                container(consumer).ifPresent(found -> pauses.add(new Pause(route.getRouteId(), found)));
            }
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        pauses.forEach(pause -> pause.await(end));
    }

    private static Optional<JmsListenerContainer> container(JmsConsumer consumer) {
        try {
            return consumer.getListenerContainer() instanceof JmsListenerContainer own
                    ? Optional.of(own)
                    : Optional.empty();
        } catch (Exception neverMade) {
            return Optional.empty();
        }
    }

    /** Of the consumers of one route; all are stopped at the same time. */
    private static final class Pause {

        private final String route;
        private final JmsListenerContainer container;
        private final Thread thread;

        private Pause(String route, JmsListenerContainer container) {
            this.route = route;
            this.container = container;
            thread = new Thread(this::stop, "vidu-pause");
            thread.setDaemon(true);
            thread.start();
        }

        private void stop() {
            try {
                container.stop();
            } catch (Exception away) {
                LOG.warn("{}: not stopped in order: {}", route, SanitizedText.of(away));
            }
        }

        private void await(long end) {
            try {
                thread.join(
                        Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis()));
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
            if (thread.isAlive()) {
                LOG.warn("{}: not stopped in order: {}", route, "its broker does not answer");
                container.abort();
            }
        }
    }
}
