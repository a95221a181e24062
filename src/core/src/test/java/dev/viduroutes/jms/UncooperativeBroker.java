package dev.viduroutes.jms;

import dev.viduroutes.route.KeyStores;
import dev.viduroutes.sandbox.FreePort;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.util.Set;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/** A real ActiveMQ Artemis whose queues, rights and ports keep messages from whoever wants to take them, each in its way. */
final class UncooperativeBroker implements AutoCloseable {

    static final String USER = "gateway";
    static final String STORE_PASSWORD = "password-of-the-store";

    /** Nobody makes it. */
    static final String ABSENT = "absent.requests";
    /** Where a topic was made. */
    static final String TOPIC = "topic.requests";
    /** The user may send there, and not receive. */
    static final String SEND_ONLY = "send-only.requests";
    /** The user may not make it, and nobody else did. */
    static final String NOT_MADE = "not-made.requests";
    /** Lets in one consumer, which is there. */
    static final String TAKEN = "taken.requests";
    /** Holds a message, and gives none. */
    static final String PAUSED = "paused.requests";
    /** Holds a message of a group that is somebody else's. */
    static final String GROUPED = "grouped.requests";
    /** Holds a message that somebody else has under way. */
    static final String HELD = "held.requests";

    private static final String HOST = "127.0.0.1";

    private final int plain = FreePort.next();
    private final int tls = FreePort.next();
    private final int coreOnly = FreePort.next();
    private final int amqpOnly = FreePort.next();
    private final Path store;
    private final EmbeddedActiveMQ server;
    private final Connection others;

    private UncooperativeBroker(Path folder) throws Exception {
        store = KeyStores.make(folder.resolve("broker.p12"), STORE_PASSWORD);
        SecurityConfiguration users = new SecurityConfiguration();
        users.addUser(USER, USER);
        users.addRole(USER, USER);
        server = new EmbeddedActiveMQ()
                .setConfiguration(configuration(folder))
                .setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
        server.start();
        others = new ActiveMQConnectionFactory(coreUrl() + "?consumerWindowSize=0", USER, USER).createConnection();
        others.start();
    }

    static UncooperativeBroker start(Path folder) throws Exception {
        UncooperativeBroker broker = new UncooperativeBroker(folder);
        broker.fill();
        return broker;
    }

    private Configuration configuration(Path folder) throws Exception {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration.setBrokerInstance(folder.toFile());
        configuration.setPersistenceEnabled(false).setMaxDiskUsage(-1);
        configuration.addAcceptorConfiguration("plain", "tcp://" + HOST + ":" + plain + "?protocols=CORE,AMQP");
        configuration.addAcceptorConfiguration("core", "tcp://" + HOST + ":" + coreOnly + "?protocols=CORE");
        configuration.addAcceptorConfiguration("amqp", "tcp://" + HOST + ":" + amqpOnly + "?protocols=AMQP");
        configuration.addAcceptorConfiguration(
                "tls",
                "tcp://" + HOST + ":" + tls + "?protocols=CORE,AMQP;sslEnabled=true;keyStorePath=" + store
                        + ";keyStorePassword=" + STORE_PASSWORD);
        AddressSettings nothingIsMade =
                new AddressSettings().setAutoCreateQueues(false).setAutoCreateAddresses(false);
        configuration.addAddressSetting(ABSENT, nothingIsMade);
        configuration.addAddressSetting(TOPIC, nothingIsMade);
        // Where Artemis's client looks for a queue that it does not find.
        configuration.addAddressSetting("jms.queue.#", nothingIsMade);
        configuration.addAddressConfiguration(
                new CoreAddressConfiguration().setName(TOPIC).addRoutingType(RoutingType.MULTICAST));
        queue(configuration, SEND_ONLY, -1);
        queue(configuration, TAKEN, 1);
        configuration.putSecurityRoles("#", Set.of(role(true, true)));
        configuration.putSecurityRoles(SEND_ONLY, Set.of(role(false, true)));
        configuration.putSecurityRoles(NOT_MADE, Set.of(role(true, false)));
        return configuration;
    }

    private static void queue(Configuration configuration, String name, int consumers) {
        configuration.addAddressConfiguration(new CoreAddressConfiguration()
                .setName(name)
                .addRoutingType(RoutingType.ANYCAST)
                .addQueueConfiguration(QueueConfiguration.of(name)
                        .setAddress(name)
                        .setRoutingType(RoutingType.ANYCAST)
                        .setMaxConsumers(consumers)));
    }

    private static Role role(boolean consume, boolean make) {
        return new Role(USER, true, consume, make, true, make, true, true, true, make, true, false, false);
    }

    private void fill() throws JMSException {
        Session session = others.createSession(true, Session.SESSION_TRANSACTED);
        session.createConsumer(session.createQueue(TAKEN));
        send(PAUSED, "alone");
        server.getActiveMQServer().locateQueue(PAUSED).pause();
        send(HELD, "held");
        take(session, HELD);
        send(GROUPED, "first");
        send(GROUPED, "second");
        take(session, GROUPED);
    }

    private void send(String queue, String text) throws JMSException {
        try (Session session = others.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            TextMessage message = session.createTextMessage(text);
            message.setStringProperty("JMSXGroupID", queue);
            session.createProducer(session.createQueue(queue)).send(message);
        }
    }

    private static void take(Session session, String queue) throws JMSException {
        MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
        if (consumer.receive(10_000) == null) {
            throw new AssertionError("the broker gives nothing of " + queue);
        }
    }

    /** From now on the paused queue gives what it holds. */
    void resume() {
        server.getActiveMQServer().locateQueue(PAUSED).resume();
    }

    String coreUrl() {
        return "tcp://" + HOST + ":" + plain;
    }

    String amqpUrl() {
        return "amqp://" + HOST + ":" + plain;
    }

    /** A port at which core JMS alone is spoken. */
    int coreOnly() {
        return coreOnly;
    }

    /** A port at which AMQP alone is spoken. */
    int amqpOnly() {
        return amqpOnly;
    }

    /** A port at which TLS is spoken. */
    int tls() {
        return tls;
    }

    /** A port at which no TLS is spoken. */
    int plain() {
        return plain;
    }

    /** What a client needs to trust it. */
    Path store() {
        return store;
    }

    @Override
    public void close() {
        try {
            others.close();
            server.stop();
        } catch (Exception failed) {
            throw new IllegalStateException("the broker does not stop", failed);
        }
    }
}
