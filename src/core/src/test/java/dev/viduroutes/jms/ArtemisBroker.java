package dev.viduroutes.jms;

import dev.viduroutes.fixture.PerProcess;
import dev.viduroutes.sandbox.SandboxBroker;
import jakarta.jms.JMSContext;
import java.util.Map;
import java.util.Properties;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** The sandbox's ActiveMQ Artemis. */
record ArtemisBroker(SandboxBroker sandbox, String user, String password) implements QueueBroker {

    /** @return one for all test classes of a process */
    static PerProcess<ArtemisBroker> perProcess(String user, String password) {
        return new PerProcess<>(
                folder -> new ArtemisBroker(SandboxBroker.start(folder, user, password, Map.of()), user, password));
    }

    @Override
    public void configure(Properties settings) {
        settings.setProperty("vidu.intake.jms.url", url());
    }

    String url() {
        return sandbox.url();
    }

    String amqpUrl() {
        return sandbox.amqpUrl();
    }

    @Override
    public JMSContext connect() {
        return new ActiveMQConnectionFactory(url()).createContext(user, password);
    }

    @Override
    public JMSContext connectCompressing() {
        return new ActiveMQConnectionFactory(url() + "?compressLargeMessage=true&minLargeMessageSize=1000")
                .createContext(user, password);
    }

    @Override
    public long count(String queue) {
        return sandbox.count(queue);
    }

    @Override
    public void forbid(String queues) {
        sandbox.forbid(queues);
    }

    @Override
    public void block(String queue) {
        sandbox.block(queue);
    }

    @Override
    public void refuse(String queue) {
        sandbox.refuse(queue);
    }

    @Override
    public void stop() {
        sandbox.stop();
    }

    @Override
    public void restart() {
        sandbox.restart();
    }

    @Override
    public String undeliverable() {
        return "broker.undeliverable";
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
