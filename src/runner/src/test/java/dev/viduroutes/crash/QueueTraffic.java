package dev.viduroutes.crash;

import dev.viduroutes.sandbox.SandboxBroker;
import java.util.HashMap;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** Requests on a queue of ActiveMQ Artemis. */
final class QueueTraffic extends JmsTraffic {

    private final SandboxBroker broker;

    QueueTraffic(SandboxBroker broker) {
        super(new ActiveMQConnectionFactory(broker.url()).createContext(USER, PASSWORD));
        this.broker = broker;
    }

    /** What an operator sets to take requests from this broker. */
    static Map<String, String> environment(SandboxBroker broker) {
        Map<String, String> environment = new HashMap<>(login());
        environment.put("VIDU_INTAKE_JMS_URL", broker.url());
        return environment;
    }

    @Override
    public Map<String, String> environment() {
        return environment(broker);
    }

    @Override
    public boolean isDrained() {
        return broker.count(REQUESTS) == 0;
    }
}
