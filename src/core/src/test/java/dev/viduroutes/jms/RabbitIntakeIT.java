package dev.viduroutes.jms;

import dev.viduroutes.fixture.PerProcess;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import org.apache.qpid.jms.JmsConnectionFactory;

/** What holds at a broker with transactions, at RabbitMQ. */
class RabbitIntakeIT extends AmqpIntakeTest {

    static final PerProcess<RabbitServer> RABBIT = RabbitServer.perProcess(USER, PASSWORD);

    @Override
    protected String amqpUrl() {
        return RABBIT.get().url();
    }

    @Override
    protected long count(String queue) throws Exception {
        return RABBIT.get().count(queue);
    }

    @Override
    protected JMSContext producer() {
        return LenientContext.of(new JmsConnectionFactory(USER, PASSWORD, amqpUrl()));
    }

    /** RabbitMQ 3 makes no temporary queues for AMQP 1.0. */
    @Override
    protected Queue replyQueue(JMSContext sender) throws Exception {
        String name = "replies-" + Long.toHexString(System.nanoTime());
        RABBIT.get().declare(name);
        return sender.createQueue("/amq/queue/" + name);
    }
}
