package dev.viduroutes.sandbox;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/**
 * A real message broker in process, ActiveMQ Artemis, for trying and testing. It listens on 127.0.0.1 only, speaks
 * core JMS and AMQP 1.0 on one port, keeps its messages in a folder, and knows one user.
 *
 * <p>{@link #stop()} and {@link #restart()} make an outage: same port, same messages.
 */
public final class SandboxBroker implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final Path folder;
    private final int port;
    private final String user;
    private final String password;
    private final Map<String, String> options;
    private EmbeddedActiveMQ server;

    private SandboxBroker(Path folder, int port, String user, String password, Map<String, String> options) {
        this.folder = folder.toAbsolutePath();
        this.port = port;
        this.user = user;
        this.password = password;
        this.options = new TreeMap<>(options);
    }

    /**
     * Starts a broker.
     *
     * @param folder where its messages are kept
     * @param options of its acceptor, for example for TLS
     */
    public static SandboxBroker start(Path folder, String user, String password, Map<String, String> options) {
        SandboxBroker broker = new SandboxBroker(folder, FreePort.next(), user, password, options);
        broker.restart();
        return broker;
    }

    /** Where clients of Artemis connect; with TLS they need options of their own. */
    public String url() {
        return "tcp://" + HOST + ":" + port;
    }

    /** Where AMQP 1.0 clients connect. */
    public String amqpUrl() {
        return "amqp://" + HOST + ":" + port;
    }

    /** @return messages in a queue, those in flight included; 0 if there is no such queue */
    public synchronized long count(String queue) {
        Queue found = server.getActiveMQServer().locateQueue(SimpleString.of(queue));
        return found == null ? 0 : found.getMessageCount();
    }

    /** From now on nobody may send there; {@code #} stands for the rest of a name. */
    public synchronized void forbid(String addresses) {
        server.getActiveMQServer().getSecurityRepository().addMatch(addresses, Set.of());
    }

    /** From now on a queue there that holds a message takes no other: whoever sends one waits until it is empty. */
    public void block(String addresses) {
        limit(addresses, AddressFullMessagePolicy.BLOCK);
    }

    /** From now on a queue there that holds a message takes no other: whoever sends one is refused. */
    public void refuse(String addresses) {
        limit(addresses, AddressFullMessagePolicy.FAIL);
    }

    private synchronized void limit(String addresses, AddressFullMessagePolicy policy) {
        AddressSettings full = settings().setAddressFullMessagePolicy(policy).setMaxSizeBytes(1);
        server.getActiveMQServer().getAddressSettingsRepository().addMatch(addresses, full);
    }

    /** Cuts every connection and refuses new ones; the messages stay. Does nothing when the broker is down. */
    public synchronized void stop() {
        if (server != null) {
            try {
                server.stop();
            } catch (Exception failed) {
                throw new IllegalStateException("the sandbox broker does not stop", failed);
            }
            server = null;
        }
    }

    /** Serves again, on the same port. Does nothing when the broker is up. */
    public synchronized void restart() {
        if (server == null) {
            try {
                server =
                        new EmbeddedActiveMQ().setConfiguration(configuration()).setSecurityManager(security());
                server.start();
            } catch (Exception failed) {
                throw new IllegalStateException("the sandbox broker cannot listen on " + url(), failed);
            }
        }
    }

    @Override
    public void close() {
        stop();
    }

    private Configuration configuration() throws Exception {
        String acceptor = options.entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining(";", url() + "?protocols=CORE,AMQP;", ""));
        Configuration configuration = new ConfigurationImpl();
        configuration.setBrokerInstance(folder.toFile());
        configuration
                .setJournalDirectory("journal")
                .setBindingsDirectory("bindings")
                .setLargeMessagesDirectory("large")
                .setPagingDirectory("paging")
                .setJournalFileSize(2 << 20)
                .setMaxDiskUsage(-1)
                .addAcceptorConfiguration("sandbox", acceptor)
                .addAddressSetting("#", settings());
        Role all = new Role(user, true, true, true, true, true, true, true, true, true, true, false, false);
        configuration.putSecurityRoles("#", Set.of(all));
        return configuration;
    }

    /** Room for a redelivery at each of many kills: the gateway has dead letters of its own. */
    private static AddressSettings settings() {
        return new AddressSettings()
                .setMaxDeliveryAttempts(1_000)
                .setDeadLetterAddress(SimpleString.of("broker.undeliverable"))
                .setExpiryAddress(SimpleString.of("broker.expired"))
                .setAutoDeleteQueues(false)
                .setAutoDeleteAddresses(false);
    }

    private ActiveMQJAASSecurityManager security() {
        SecurityConfiguration users = new SecurityConfiguration();
        users.addUser(user, password);
        users.addRole(user, user);
        return new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users);
    }
}
