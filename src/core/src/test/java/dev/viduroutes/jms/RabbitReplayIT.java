package dev.viduroutes.jms;

import jakarta.jms.JMSContext;
import org.apache.qpid.jms.JmsConnectionFactory;

/** Dead letters at RabbitMQ, which lets nobody browse, on their way back while the gateway runs. */
class RabbitReplayIT extends AmqpReplaySuite {

    @Override
    protected String amqpUrl() {
        return RabbitIntakeIT.RABBIT.get().url();
    }

    @Override
    protected long count(String queue) throws Exception {
        return RabbitIntakeIT.RABBIT.get().count(queue);
    }

    @Override
    protected JMSContext producer() {
        return LenientContext.of(new JmsConnectionFactory(USER, PASSWORD, amqpUrl()));
    }
}
