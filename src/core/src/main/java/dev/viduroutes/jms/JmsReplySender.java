package dev.viduroutes.jms;

import dev.viduroutes.outage.ErrorText;
import dev.viduroutes.queue.Bulkhead;
import dev.viduroutes.queue.ReplyTimeoutException;
import dev.viduroutes.queue.SendFailures;
import dev.viduroutes.settings.QueueSettings;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends replies, and gives one up that its destination does not take although the broker is there. */
public final class JmsReplySender {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.intake");

    /** A client that tries by itself until its broker is back tells nobody that it was away. */
    private static final Duration QUICK_ANSWER = Duration.ofSeconds(10);

    private final JmsSessionTemplate broker;
    private final ReplyTimeouts timeouts;
    private final LongSupplier nanos;

    /** @param component of the broker that the replies go to */
    static JmsReplySender of(CamelContext context, String component, QueueSettings settings) {
        LongSupplier nanos = System::nanoTime;
        return new JmsReplySender(
                new JmsSessionTemplate(context, component), new ReplyTimeouts(settings.replyTimeout(), nanos), nanos);
    }

    private JmsReplySender(JmsSessionTemplate broker, ReplyTimeouts timeouts, LongSupplier nanos) {
        this.broker = broker;
        this.timeouts = timeouts;
        this.nanos = nanos;
    }

    /** @return where the reply to this message goes: to a queue that is there, since its sender waits at it */
    public Destination destinationOf(JmsEnvelope message) throws JMSException {
        return broker.existing(message.destination());
    }

    /**
     * @return the text of a reply, or its bytes for a broker without transactions: at RabbitMQ the asker may speak AMQP 0-9-1,
     *     and would find a text packed in AMQP 1.0
     */
    public Object body(String text) throws JMSException {
        return broker.isTransacted() ? text : text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @param route id of the route that sends it
     * @return the body as it was, once the broker has it
     */
    public CompletionStage<Object> send(Bulkhead threads, String route, Exchange exchange) throws Exception {
        String destination = destination(exchange.getVariable("viduEnvelope", JmsEnvelope.class));
        return threads.call(route, exchange, timeouts.sendTimeout(destination));
    }

    /** @throws JMSException if the broker would drop the reply to this message */
    public void require(JmsEnvelope message) throws JMSException {
        broker.require(destinationOf(message));
    }

    /** The broker has the reply to this message. */
    public void taken(JmsEnvelope message) {
        timeouts.accepted(destination(message));
    }

    /**
     * The broker does not have the reply to this message. Asks it whether it is there, which takes a while.
     *
     * @throws ReplyTimeoutException if the reply is to be given up
     * @throws Exception the failure, if it is to be tried again or refused for good
     */
    public void notTaken(JmsEnvelope message, Exception failure) throws Exception {
        String destination = destination(message);
        if (!SendFailures.isPermanent(failure)) {
            if (!isThere()) {
                timeouts.reset();
            } else if (timeouts.isExpired(destination)) {
                LOG.warn(
                        "replyTo={} message={} gets no reply: nothing was taken there for too long, {}; its outcome goes to vidu.outcome.uri",
                        destination,
                        message.messageId(),
                        ErrorText.ofRootCause(failure));
                throw new ReplyTimeoutException(destination, failure);
            }
        }
        throw failure;
    }

    private boolean isThere() {
        // Artemis leaves the mark of an interrupted send, and would take it for one of this question.
        Thread.interrupted();
        long begin = nanos.getAsLong();
        try {
            broker.execute(session -> session);
            return nanos.getAsLong() - begin < QUICK_ANSWER.toNanos();
        } catch (Exception away) {
            return false;
        }
    }

    private static String destination(JmsEnvelope message) {
        return message.destination().toString();
    }
}
