package dev.viduroutes.jms;

import java.util.Properties;

/** The same over AMQP 1.0. */
class AmqpMessagePriorityTest extends MessagePriorityTest {

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        speakAmqp(settings);
    }
}
