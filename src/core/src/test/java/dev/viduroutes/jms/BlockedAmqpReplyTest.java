package dev.viduroutes.jms;

import java.util.Properties;

/** The same over AMQP 1.0, where the broker gives no credit for such a queue. */
class BlockedAmqpReplyTest extends BlockedReplyTest {

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        speakAmqp(settings);
    }
}
