package dev.viduroutes.jms;

import dev.viduroutes.fixture.PerProcess;
import dev.viduroutes.sandbox.FreePort;
import jakarta.jms.JMSContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.broker.ProducerBrokerExchange;
import org.apache.activemq.broker.SslContext;
import org.apache.activemq.broker.region.BaseDestination;
import org.apache.activemq.broker.region.Destination;
import org.apache.activemq.broker.region.Subscription;
import org.apache.activemq.broker.region.policy.PolicyEntry;
import org.apache.activemq.broker.region.policy.PolicyMap;
import org.apache.activemq.broker.region.policy.VMPendingQueueMessageStoragePolicy;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ConsumerInfo;
import org.apache.activemq.command.Message;
import org.apache.activemq.security.SimpleAuthenticationPlugin;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;

/** A real ActiveMQ Classic in process, with its store of files, that listens on 127.0.0.1 and knows one user. */
public final class ClassicBroker implements QueueBroker {

    /** The user may not receive from it. */
    static final String UNREADABLE = "unreadable.requests";

    private final Path folder;
    private final int port = FreePort.next();
    private final int tlsPort = FreePort.next();
    private final String user;
    private final String password;
    private final Optional<SslContext> tls;
    private final Set<String> forbidden = ConcurrentHashMap.newKeySet();
    private BrokerService service;

    private ClassicBroker(Path folder, String user, String password, Optional<SslContext> tls) {
        this.folder = folder;
        this.user = user;
        this.password = password;
        this.tls = tls;
    }

    public static ClassicBroker start(Path folder, String user, String password) {
        ClassicBroker broker = new ClassicBroker(folder, user, password, Optional.empty());
        broker.restart();
        return broker;
    }

    /** @param store its key and certificate */
    static ClassicBroker startWithTls(Path folder, String user, String password, Path store, String storePassword)
            throws Exception {
        KeyStore keys = KeyStore.getInstance(store.toFile(), storePassword.toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, storePassword.toCharArray());
        SslContext tls = new SslContext(managers.getKeyManagers(), null, null);
        ClassicBroker broker = new ClassicBroker(folder, user, password, Optional.of(tls));
        broker.restart();
        return broker;
    }

    /** @return one for all test classes of a process */
    static PerProcess<ClassicBroker> perProcess(String user, String password) {
        return new PerProcess<>(folder -> start(folder, user, password));
    }

    /** Where its clients connect. */
    public String url() {
        return "tcp://127.0.0.1:" + port;
    }

    /** Where its clients connect with TLS, if it speaks it. */
    String tlsUrl() {
        return "ssl://127.0.0.1:" + tlsPort;
    }

    /** Writes the properties of the connection factory into a file, and sets what names them. */
    @Override
    public void configure(Properties settings) throws IOException {
        configure(settings, url());
    }

    /** @param url by which the client gets here */
    public void configure(Properties settings, String url) throws IOException {
        Path file = Files.writeString(folder.resolve("client.properties"), "brokerURL=" + url + "\n");
        settings.setProperty("vidu.intake.jms.connection-factory", ActiveMQConnectionFactory.class.getName());
        settings.setProperty("vidu.intake.jms.properties", file.toString());
    }

    @Override
    public JMSContext connect() {
        return new ActiveMQConnectionFactory(url()).createContext(user, password);
    }

    @Override
    public JMSContext connectCompressing() {
        return new ActiveMQConnectionFactory(url() + "?jms.useCompression=true").createContext(user, password);
    }

    @Override
    public synchronized long count(String queue) {
        Destination found = service.getRegionBroker().getDestinationMap().get(new ActiveMQQueue(queue));
        return found == null
                ? 0
                : found.getDestinationStatistics().getMessages().getCount();
    }

    @Override
    public void forbid(String queues) {
        forbidden.add(queues.replace("#", ""));
    }

    @Override
    public void block(String queue) {
        limit(queue).getSystemUsage().setSendFailIfNoSpace(false);
    }

    @Override
    public void refuse(String queue) {
        limit(queue).getSystemUsage().setSendFailIfNoSpace(true);
    }

    /** One message is more than it has room for. */
    private synchronized BaseDestination limit(String queue) {
        try {
            BaseDestination made = (BaseDestination) service.getBroker()
                    .addDestination(service.getAdminConnectionContext(), new ActiveMQQueue(queue), true);
            made.getMemoryUsage().setLimit(1);
            return made;
        } catch (Exception failed) {
            throw new IllegalStateException("no such queue: " + queue, failed);
        }
    }

    @Override
    public synchronized void stop() {
        try {
            service.stop();
            service.waitUntilStopped();
        } catch (Exception failed) {
            throw new IllegalStateException("the broker does not stop", failed);
        }
    }

    @Override
    public synchronized void restart() {
        try {
            service = configured();
            service.start();
            service.waitUntilStarted();
        } catch (Exception failed) {
            throw new IllegalStateException("the broker cannot listen on " + url(), failed);
        }
    }

    private BrokerService configured() throws Exception {
        BrokerService configured = new BrokerService();
        configured.setBrokerName("classic-" + port);
        configured.setUseJmx(false);
        configured.setUseShutdownHook(false);
        configured.setDataDirectory(folder.toString());
        KahaDBPersistenceAdapter store = new KahaDBPersistenceAdapter();
        store.setDirectory(folder.resolve("kahadb").toFile());
        store.setJournalMaxFileLength(8 << 20);
        configured.setPersistenceAdapter(store);
        // What is in a queue counts as taken memory then, as it does at a broker whose memory is full.
        PolicyEntry inMemory = new PolicyEntry();
        inMemory.setPendingQueuePolicy(new VMPendingQueueMessageStoragePolicy());
        PolicyMap policies = new PolicyMap();
        policies.setDefaultEntry(inMemory);
        configured.setDestinationPolicy(policies);
        if (tls.isPresent()) {
            configured.setSslContext(tls.get());
            configured.addConnector(tlsUrl());
        }
        configured.addConnector(url());
        SimpleAuthenticationPlugin users = new SimpleAuthenticationPlugin(List.of());
        users.setUserPasswords(Map.of(user, password));
        users.setUserGroups(Map.of(user, Set.of()));
        configured.setPlugins(new BrokerPlugin[] {users, Rights::new});
        return configured;
    }

    @Override
    public String undeliverable() {
        return "ActiveMQ.DLQ";
    }

    @Override
    public void close() {
        stop();
    }

    /** As its authorization plugin refuses what a user may not do. */
    private final class Rights extends BrokerFilter {

        Rights(Broker next) {
            super(next);
        }

        @Override
        public Subscription addConsumer(ConnectionContext context, ConsumerInfo consumer) throws Exception {
            if (consumer.getDestination().getPhysicalName().equals(UNREADABLE)) {
                throw new SecurityException(
                        "User " + user + " is not authorized to read from: " + consumer.getDestination());
            }
            return super.addConsumer(context, consumer);
        }

        @Override
        public void send(ProducerBrokerExchange exchange, Message message) throws Exception {
            ActiveMQDestination destination = message.getDestination();
            if (forbidden.stream().anyMatch(destination.getPhysicalName()::startsWith)) {
                throw new SecurityException("User " + user + " is not authorized to write to: " + destination);
            }
            super.send(exchange, message);
        }
    }
}
