package dev.viduroutes.jms;

import dev.viduroutes.pace.StopListener;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.jms.JmsConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the connections of the consumers before the messages in flight are given back. Otherwise each would be delivered
 * to the next consumer of this process at once, and so on, and brokers count deliveries: after ten, by default, they
 * take a message out of its queue.
 */
final class JmsPause implements StopListener {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.intake");

    @Override
    public void beforeWaitsEnd(CamelContext context) {
        for (Route route : context.getRoutes()) {
            if (route.getConsumer() instanceof JmsConsumer consumer) {
                pause(route.getRouteId(), consumer);
            }
        }
    }

    private static void pause(String route, JmsConsumer consumer) {
        try {
            consumer.getListenerContainer().stop();
        } catch (Exception away) {
            LOG.warn("{}: not stopped in order: {}", route, away.toString());
        }
    }
}
