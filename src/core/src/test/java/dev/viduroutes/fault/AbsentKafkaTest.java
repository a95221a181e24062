package dev.viduroutes.fault;

import dev.viduroutes.sandbox.FreePort;
import java.util.Properties;

/** Kafka's client waits for a broker that is away, at each try anew. */
class AbsentKafkaTest extends BlockedEndpointTest {

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.intake.kafka.enabled", "true");
        settings.setProperty("vidu.intake.kafka.brokers", "127.0.0.1:" + FreePort.next());
    }

    @Override
    protected String endpoint() {
        return "vidu-kafka:dead";
    }

    /** Nobody is there who could count them. */
    @Override
    protected int arrived() {
        return Integer.MAX_VALUE;
    }
}
