package dev.viduroutes.jms;

import java.util.Properties;

/** The same without transactions: each message is acknowledged by itself, and dead letters are taken, not browsed. */
class UntransactedReplayTest extends AmqpReplaySuite {

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.intake.amqp.transacted", "false");
    }
}
