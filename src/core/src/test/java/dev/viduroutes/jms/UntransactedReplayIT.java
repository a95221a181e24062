package dev.viduroutes.jms;

import java.util.Properties;

/**
 * The same without transactions, at a broker that has them: each message is acknowledged by itself, and dead letters are taken,
 * not browsed. It waits for seconds for the end of a queue.
 */
class UntransactedReplayIT extends AmqpReplaySuite {

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.intake.amqp.transacted", "false");
    }
}
