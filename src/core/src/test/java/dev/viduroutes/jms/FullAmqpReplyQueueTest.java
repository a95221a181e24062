package dev.viduroutes.jms;

import java.util.Properties;

/** The same over AMQP 1.0. */
class FullAmqpReplyQueueTest extends FullReplyQueueTest {

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        speakAmqp(settings);
    }

    @Override
    protected String component() {
        return "vidu-amqp";
    }
}
