package dev.viduroutes.jms;

import dev.viduroutes.settings.JmsProviderSettings;
import dev.viduroutes.settings.SettingsException;
import jakarta.jms.ConnectionFactory;
import java.util.List;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.ActiveMQPrefetchPolicy;
import org.apache.activemq.RedeliveryPolicy;

/** Connections to ActiveMQ Classic: what its client would do otherwise, unless the settings say so. */
final class ClassicConnections {

    /** A broker whose store is full answers no send. */
    private static final int LONGEST_SEND_MILLIS = 30_000;

    private static final int LONGEST_CONNECT_MILLIS = 20_000;
    private static final int LONGEST_CLOSE_MILLIS = 2_000;

    private final ActiveMQConnectionFactory factory;
    private final JmsProviderSettings settings;

    private ClassicConnections(ActiveMQConnectionFactory factory, JmsProviderSettings settings) {
        this.factory = factory;
        this.settings = settings;
    }

    /** Without loading a class of it, which need not be there. */
    static boolean isOne(ConnectionFactory factory) {
        for (Class<?> type = factory.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().equals("org.apache.activemq.ActiveMQConnectionFactory")) {
                return true;
            }
        }
        return false;
    }

    /** @throws SettingsException if a property of the factory would lose messages */
    static void prepare(ConnectionFactory factory, JmsProviderSettings settings) {
        ClassicConnections connections = new ClassicConnections((ActiveMQConnectionFactory) factory, settings);
        connections.redeliverWithoutEnd();
        connections.confirmEachSend();
        connections.fetchNothingAhead();
        connections.waitWithAnEnd();
        // A new connection hears late which temporary queues there are, and would refuse to reply to them. The broker
        // knows.
        connections.factory.setWatchTopicAdvisories(false);
        // A stop stops the connection first, and what the broker sends then is no mistake.
        connections.factory.setWarnAboutUnstartedConnectionTimeout(-1);
        // Nothing is ever deserialized; this holds even if something tried.
        connections.factory.setTrustAllPackages(false);
        connections.factory.setTrustedPackages(List.of());
    }

    /** The client would move a message to ActiveMQ.DLQ that came back seven times, as while the journal is away. */
    private void redeliverWithoutEnd() {
        RedeliveryPolicy policy = factory.getRedeliveryPolicy();
        int most = policy.getMaximumRedeliveries();
        if (most != RedeliveryPolicy.NO_MAXIMUM_REDELIVERIES && most != RedeliveryPolicy.DEFAULT_MAXIMUM_REDELIVERIES) {
            throw refused("redeliveryPolicy.maximumRedeliveries is " + most
                    + "; it must be -1, or left out: after the last one the client takes a message out of its queue");
        }
        policy.setMaximumRedeliveries(RedeliveryPolicy.NO_MAXIMUM_REDELIVERIES);
    }

    /** Else a message would be acknowledged whose reply or dead letter the broker may never have had. */
    private void confirmEachSend() {
        if (factory.isUseAsyncSend()) {
            throw refused("useAsyncSend is true; it must be false, or left out: a reply or dead letter could get lost");
        }
    }

    /** A message that waits in the memory of a busy consumer is one that nobody else can take. */
    private void fetchNothingAhead() {
        ActiveMQPrefetchPolicy policy = factory.getPrefetchPolicy();
        if (policy.getQueuePrefetch() == ActiveMQPrefetchPolicy.DEFAULT_QUEUE_PREFETCH) {
            policy.setQueuePrefetch(0);
        }
    }

    private void waitWithAnEnd() {
        ActiveMQConnectionFactory untouched = new ActiveMQConnectionFactory();
        if (factory.getSendTimeout() == untouched.getSendTimeout()) {
            factory.setSendTimeout(LONGEST_SEND_MILLIS);
        }
        if (factory.getConnectResponseTimeout() == untouched.getConnectResponseTimeout()) {
            factory.setConnectResponseTimeout(LONGEST_CONNECT_MILLIS);
        }
        if (factory.getCloseTimeout() == untouched.getCloseTimeout()) {
            factory.setCloseTimeout(LONGEST_CLOSE_MILLIS);
        }
    }

    private SettingsException refused(String problem) {
        return new SettingsException(
                List.of(settings.addressSetting() + " leads to a connection factory whose " + problem));
    }
}
