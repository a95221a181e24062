package dev.viduroutes.jms;

import dev.viduroutes.outage.OutageWatch;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.function.Function;
import org.apache.camel.component.jms.DefaultJmsMessageListenerContainer;
import org.apache.camel.component.jms.JmsEndpoint;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/** Waits for a broker that is away longer from try to try, and leaves it to {@link OutageWatch} to tell. */
final class JmsContainer extends DefaultJmsMessageListenerContainer {

    private static final long FIRST_WAIT_MILLIS = 1_000;
    /** So long may a broker that is back be left alone. */
    private static final long LONGEST_WAIT_MILLIS = 10_000;

    private final OutageWatch watch;
    private final Function<Throwable, String> why;
    private final ExponentialBackOff waits = new ExponentialBackOff(FIRST_WAIT_MILLIS, 1.5);

    JmsContainer(JmsEndpoint endpoint, OutageWatch watch, Function<Throwable, String> why) {
        super(endpoint);
        this.watch = watch;
        this.why = why;
        waits.setMaxInterval(LONGEST_WAIT_MILLIS);
    }

    @Override
    protected MessageConsumer createListenerConsumer(Session session) throws JMSException {
        MessageConsumer consumer = super.createListenerConsumer(session);
        watch.available();
        return consumer;
    }

    /** If the connection was lost, the next try finds out why; if another consumer recovered, or all ends, all is well. */
    @Override
    protected void handleListenerSetupFailure(Throwable failure, boolean alreadyRecovered) {
        boolean lost =
                failure instanceof IllegalStateException || failure instanceof SharedConnectionNotInitializedException;
        if (isRunning() && !alreadyRecovered && !lost) {
            watch.unavailable(why.apply(failure));
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
                watch.unavailable(why.apply(away));
                if (!applyBackOffTime(wait)) {
                    logger.error(getDestinationDescription() + " is left alone: the thread was told to end");
                    stop();
                }
            }
        }
    }
}
