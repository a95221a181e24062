package dev.viduroutes.jms;

import dev.viduroutes.host.ContextEnd;
import dev.viduroutes.outage.OutageWatch;
import dev.viduroutes.outage.QuietConsumer;
import dev.viduroutes.settings.QueueSettings;
import jakarta.jms.ConnectionFactory;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.component.jms.ConsumerType;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.MessageListenerContainerFactory;
import org.springframework.jms.connection.CachingConnectionFactory;

/** Camel components for the queues: one for each intake, which replies, outcomes and dead letters may use, too. */
final class JmsComponents {

    private JmsComponents() {}

    /** @return a component of the host's bean {@code viduJmsConnectionFactory}, else of ActiveMQ Artemis */
    static Component jms(CamelContext context, QueueSettings settings) {
        Optional<ConnectionFactory> ofHost = ofHost(context, "viduJmsConnectionFactory");
        ConnectionFactory factory = ofHost.orElseGet(() -> ArtemisConnections.factory(settings));
        JmsComponent component = component(context, settings, factory);
        component.setMessageConverter(new JmsLetters(ofHost.isEmpty()));
        component.setMessageListenerContainerFactory(containers("jms", settings));
        return component;
    }

    /** @return a component of the host's bean {@code viduAmqpConnectionFactory}, else of any AMQP 1.0 broker */
    static Component amqp(CamelContext context, QueueSettings settings) {
        ConnectionFactory factory =
                ofHost(context, "viduAmqpConnectionFactory").orElseGet(() -> AmqpConnections.factory(settings));
        JmsComponent component = component(context, settings, factory);
        component.setMessageConverter(new JmsLetters(false));
        component.setMessageListenerContainerFactory(containers("amqp", settings));
        return component;
    }

    private static Optional<ConnectionFactory> ofHost(CamelContext context, String name) {
        return Optional.ofNullable(context.getRegistry().lookupByNameAndType(name, ConnectionFactory.class));
    }

    private static MessageListenerContainerFactory containers(String kind, QueueSettings settings) {
        OutageWatch watch = OutageWatch.ofBroker("intake=" + kind + " " + settings.place(), OutageWatch.ALL_WAITS);
        JmsTroubles troubles = new JmsTroubles("vidu.intake." + kind + ".");
        return endpoint -> new JmsContainer(endpoint, watch, troubles);
    }

    /** The consumers share a connection and are sessions of it; what is sent goes through another one. */
    private static JmsComponent component(CamelContext context, QueueSettings settings, ConnectionFactory factory) {
        Logins logins = new Logins(factory);
        CachingConnectionFactory sending = new CachingConnectionFactory(logins);
        // As many replies may leave at once; a session that has no room here is opened and closed for each of them.
        sending.setSessionCacheSize(settings.consumers());
        ContextEnd.closes(context, () -> {
            logins.cut();
            sending.destroy();
        });
        QuietConsumer quiet = new QuietConsumer();
        JmsComponent component = new JmsComponent(context);
        component.setConnectionFactory(factory);
        component.setListenerConnectionFactory(factory);
        component.setTemplateConnectionFactory(sending);
        component.setMessageCreatedStrategy(new JmsCopies());
        // Else a dead letter loses its JMSReplyTo.
        component.setPreserveMessageQos(true);
        component.setConsumerType(ConsumerType.Custom);
        component.setErrorHandler(error -> quiet.handleException("the message stays in its queue", error));
        return component;
    }
}
