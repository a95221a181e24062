package dev.viduroutes.jms;

import dev.viduroutes.host.ContextShutdown;
import dev.viduroutes.outage.IntakeExceptionHandler;
import dev.viduroutes.outage.IntakeWatchdog;
import dev.viduroutes.outage.IntakeWatchdogs;
import dev.viduroutes.settings.QueueSettings;
import jakarta.jms.ConnectionFactory;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.component.jms.ConsumerType;
import org.apache.camel.component.jms.MessageListenerContainerFactory;
import org.slf4j.LoggerFactory;
import org.springframework.jms.connection.CachingConnectionFactory;

/** Camel components for the queues: one for each intake, which replies, outcomes and dead letters may use, too. */
final class JmsComponents {

    private JmsComponents() {}

    /**
     * @return a component of the host's bean {@code viduJmsConnectionFactory}, else of what the settings name, else of ActiveMQ
     *     Artemis
     */
    static Component jms(CamelContext context, QueueSettings settings, IntakeWatchdogs watches) {
        JmsProvider provider = JmsProvider.of(context, ofHost(context, "viduJmsConnectionFactory"), settings);
        ConnectionFactory factory = provider.factory();
        JmsClientAdapter adapter = provider.adapter();
        BrokerComponent component = component(
                context, settings, factory, factory, factory, adapter, transactions("jms", settings, factory, adapter));
        component.setMessageConverter(provider.converter());
        component.setMessageListenerContainerFactory(
                containers("jms", settings, watches, adapter, component.transactions(), () -> 0));
        return component;
    }

    /** @return a component of the host's bean {@code viduAmqpConnectionFactory}, else of any AMQP 1.0 broker */
    static Component amqp(CamelContext context, QueueSettings settings, IntakeWatchdogs watches) {
        Optional<ConnectionFactory> ofHost = ofHost(context, "viduAmqpConnectionFactory");
        ConnectionFactory factory = ofHost.orElseGet(() -> AmqpConnections.factory(settings, 0));
        // A replay waits for the end of a queue; without prefetch RabbitMQ 3 ends the session there.
        ConnectionFactory others = ofHost.orElseGet(() -> AmqpConnections.factory(settings, 1));
        JmsClientAdapter adapter = JmsProvider.adapter(factory);
        ConnectionFactory asking = ofHost.orElseGet(() -> AmqpConnections.asking(settings));
        BrokerComponent component = component(
                context, settings, factory, others, asking, adapter, transactions("amqp", settings, asking, adapter));
        component.setMessageConverter(new StreamingMessageConverter(false));
        component.setMessageListenerContainerFactory(containers(
                "amqp", settings, watches, adapter, component.transactions(), undecodable(context, settings)));
        return component;
    }

    /** Heard if the client logs to Logback, as in the runner and most hosts; others need not have Logback's classes. */
    private static LongSupplier undecodable(CamelContext context, QueueSettings settings) {
        String loggers = LoggerFactory.getILoggerFactory().getClass().getName();
        return loggers.startsWith("ch.qos.logback.") ? UndecodableMessageAppender.attach(context, settings) : () -> 0;
    }

    private static Optional<ConnectionFactory> ofHost(CamelContext context, String name) {
        return Optional.ofNullable(context.getRegistry().lookupByNameAndType(name, ConnectionFactory.class));
    }

    private static TransactionSupport transactions(
            String kind, QueueSettings settings, ConnectionFactory asking, JmsClientAdapter adapter) {
        return new TransactionSupport(kind, settings, new TimeoutConnectionFactory(asking, adapter), adapter);
    }

    private static MessageListenerContainerFactory containers(
            String kind,
            QueueSettings settings,
            IntakeWatchdogs watches,
            JmsClientAdapter adapter,
            TransactionSupport transactions,
            LongSupplier undecodable) {
        String prefix = "vidu.intake." + kind + ".";
        String address = settings.addressSetting(kind);
        IntakeWatchdog watch = watches.watchSeveral(
                kind, settings.place(), address + " and " + prefix + "queue", IntakeWatchdog.PATIENCE);
        JmsFailureAnalyzer analyzer = new JmsFailureAnalyzer(prefix, address);
        StalledQueueDetector detector = new StalledQueueDetector(
                "intake=" + kind + " " + settings.place(), prefix + "queue", undecodable, System::nanoTime);
        return endpoint -> new JmsListenerContainer(endpoint, watch, analyzer, adapter, transactions, detector);
    }

    /** The consumers share a connection and are sessions of it; what is sent goes through another one. */
    private static BrokerComponent component(
            CamelContext context,
            QueueSettings settings,
            ConnectionFactory listening,
            ConnectionFactory others,
            ConnectionFactory asking,
            JmsClientAdapter adapter,
            TransactionSupport transactions) {
        SendingConnectionFactory senders =
                new SendingConnectionFactory(new TimeoutConnectionFactory(others, adapter), adapter);
        CachingConnectionFactory sending = new CachingConnectionFactory(senders);
        // As many replies may leave at once; a session that has no room here is opened and closed for each of them.
        sending.setSessionCacheSize(settings.consumers());
        ContextShutdown.closes(context, () -> {
            senders.abort();
            sending.destroy();
        });
        IntakeExceptionHandler quiet = new IntakeExceptionHandler();
        BrokerComponent component = new BrokerComponent(
                context, transactions, new RabbitQueueCheck(new TimeoutConnectionFactory(asking, adapter)));
        component.setConnectionFactory(new TimeoutConnectionFactory(others, adapter));
        component.setListenerConnectionFactory(listening);
        component.setTemplateConnectionFactory(sending);
        component.setMessageCreatedStrategy(new PersistentMessages(new JmsDeadLetterProperties()));
        // Else a dead letter loses its JMSReplyTo.
        component.setPreserveMessageQos(true);
        component.setConsumerType(ConsumerType.Custom);
        component.setErrorHandler(error -> quiet.handleException("the message stays in its queue", error));
        return component;
    }
}
