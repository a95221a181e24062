package dev.viduroutes.jms;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.host.ContextShutdown;
import dev.viduroutes.settings.QueueSettings;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs messages that the AMQP client can't decode. The client gives each back to the broker, to be delivered to no consumer of
 * this process again, and says so only in its own log, without the name of the queue: so this listens there.
 */
final class UndecodableMessageAppender extends AppenderBase<ILoggingEvent> {

    /** The class of the client that decodes, and how its line about a failure begins. */
    static final String CLIENT = "org.apache.qpid.jms.provider.amqp.AmqpConsumer";

    static final String LINE = "Error on transform";

    private static final int LONGEST = 500;

    private static final Logger LOG = LoggerFactory.getLogger("vidu.intake");

    private final QueueSettings queue;
    private final AtomicLong deliveries = new AtomicLong();

    private UndecodableMessageAppender(QueueSettings queue) {
        this.queue = queue;
        setName("undecodable-" + queue.queue());
    }

    /**
     * Listens until the context ends.
     *
     * @return how many deliveries could not be decoded so far
     */
    static LongSupplier attach(CamelContext context, QueueSettings amqp) {
        ch.qos.logback.classic.Logger client = (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(CLIENT);
        UndecodableMessageAppender listener = new UndecodableMessageAppender(amqp);
        listener.start();
        client.addAppender(listener);
        ContextShutdown.closes(context, () -> client.detachAppender(listener));
        return listener.deliveries::get;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getMessage().startsWith(LINE)) {
            tell(deliveries.incrementAndGet(), event.getFormattedMessage());
        }
    }

    /** Each consumer of this process gets such a message once, and there may be many: told at 1, 2, 4, 8 and so on. */
    private void tell(long times, String why) {
        if (Long.bitCount(times) == 1) {
            LOG.warn(
                    "intake=amqp {} undecodable={}: the client can't decode a message ({}); it stays in the queue until"
                            + " somebody takes it out there, and the others are taken",
                    queue.place(),
                    times,
                    SanitizedText.of(why, LONGEST));
        }
    }
}
