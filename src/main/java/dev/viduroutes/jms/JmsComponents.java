package dev.viduroutes.jms;

import dev.viduroutes.outage.OutageWatch;
import dev.viduroutes.outage.QuietConsumer;
import dev.viduroutes.settings.QueueSettings;
import jakarta.jms.ConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.component.jms.ConsumerType;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.support.service.ServiceSupport;
import org.springframework.jms.connection.CachingConnectionFactory;

/** Camel components for the queues: one for each intake, which replies, outcomes and dead letters may use, too. */
final class JmsComponents {

    private JmsComponents() {}

    /** @return a component of ActiveMQ Artemis, or of the host's bean {@code viduJmsConnectionFactory} */
    static Component jms(CamelContext context, QueueSettings settings) {
        ConnectionFactory own = own(context, "viduJmsConnectionFactory");
        if (own != null) {
            return component(context, settings, own, "jms", false);
        }
        return component(context, settings, ArtemisConnections.factory(settings), "jms", true);
    }

    /** @return a component of any AMQP 1.0 broker, or of the host's bean {@code viduAmqpConnectionFactory} */
    static Component amqp(CamelContext context, QueueSettings settings) {
        ConnectionFactory own = own(context, "viduAmqpConnectionFactory");
        ConnectionFactory used = own == null ? AmqpConnections.factory(settings) : own;
        return component(context, settings, used, "amqp", false);
    }

    private static ConnectionFactory own(CamelContext context, String name) {
        return context.getRegistry().lookupByNameAndType(name, ConnectionFactory.class);
    }

    /** The consumers share a connection and are sessions of it; what is sent goes through another one. */
    private static JmsComponent component(
            CamelContext context, QueueSettings settings, ConnectionFactory factory, String kind, boolean artemis) {
        CachingConnectionFactory sending = new CachingConnectionFactory(new Logins(factory));
        // As many replies may leave at once; a session that has no room here is opened and closed for each of them.
        sending.setSessionCacheSize(settings.consumers());
        QuietConsumer quiet = new QuietConsumer();
        JmsComponent component = new JmsComponent(context);
        component.setConnectionFactory(factory);
        component.setListenerConnectionFactory(factory);
        component.setTemplateConnectionFactory(sending);
        component.setMessageConverter(new JmsLetters(artemis));
        component.setMessageCreatedStrategy(new JmsCopies());
        // Else a dead letter loses its JMSReplyTo.
        component.setPreserveMessageQos(true);
        OutageWatch watch = OutageWatch.ofBroker("intake=" + kind + " " + settings.place(), OutageWatch.ALL_WAITS);
        JmsTroubles troubles = new JmsTroubles("vidu.intake." + kind + ".");
        component.setConsumerType(ConsumerType.Custom);
        component.setMessageListenerContainerFactory(endpoint -> new JmsContainer(endpoint, watch, troubles));
        component.setErrorHandler(error -> quiet.handleException("the message stays in its queue", error));
        closeWith(context, sending);
        return component;
    }

    private static void closeWith(CamelContext context, CachingConnectionFactory sending) {
        try {
            context.addService(new ServiceSupport() {
                @Override
                protected void doShutdown() {
                    sending.destroy();
                }
            });
        } catch (Exception impossible) {
            throw new IllegalStateException("a context that is not started takes services", impossible);
        }
    }
}
