package dev.viduroutes.jms;

import dev.viduroutes.settings.QueueSettings;
import jakarta.jms.ConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** Connections to ActiveMQ Artemis. */
final class ArtemisConnections {

    private ArtemisConnections() {}

    static ConnectionFactory factory(QueueSettings settings) {
        ActiveMQConnectionFactory factory = settings.user().isEmpty()
                ? new ActiveMQConnectionFactory(settings.url())
                : new ActiveMQConnectionFactory(settings.url(), settings.user(), settings.password());
        // A message that waits in the memory of a busy consumer is one that nobody else can take.
        factory.setConsumerWindowSize(0);
        // Nothing is ever deserialized; this holds even if something tried.
        factory.setDeserializationDenyList("*");
        factory.getServerLocator().addIncomingInterceptor(new RawMessages());
        return factory;
    }
}
