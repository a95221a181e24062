package dev.viduroutes.kafka;

import dev.viduroutes.sandbox.FreePort;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A real Kafka broker in this process: one node that is broker and KRaft controller. */
public final class KafkaBroker extends KafkaServers {

    /** In bytes, with what stands around the value. */
    static final int LARGEST_RECORD = 300_000;

    private final Map<String, String> settings;
    private KafkaRaftServer server;

    private KafkaBroker(Map<String, String> settings, String address, Properties client) {
        super(address, client, (short) 1);
        this.settings = settings;
    }

    /** Without passwords. */
    public static KafkaBroker start(Path folder) throws Exception {
        return start(folder, "PLAINTEXT", Map.of(), Map.of());
    }

    /** @param advertised the port at which clients are told to speak to it, such as that of a line which leads there */
    public static KafkaBroker start(Path folder, int advertised) throws Exception {
        return start(
                folder, "PLAINTEXT", Map.of("advertised.listeners", "CLIENTS://127.0.0.1:" + advertised), Map.of());
    }

    /**
     * @param security how clients speak to it, such as {@code SASL_SSL}
     * @param more settings of the broker
     * @param client what a client needs to speak to it
     */
    static KafkaBroker start(Path folder, String security, Map<String, String> more, Map<String, String> client)
            throws Exception {
        return start(folder, FreePort.next(), FreePort.next(), security, more, client);
    }

    private static KafkaBroker start(
            Path folder,
            int port,
            int controller,
            String security,
            Map<String, String> more,
            Map<String, String> client)
            throws Exception {
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
        settings.put("listeners", "CLIENTS://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller);
        settings.put("listener.security.protocol.map", "CLIENTS:" + security + ",CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "CLIENTS");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("log.dirs", folder.toString());
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.min.session.timeout.ms", "1000");
        settings.put("auto.create.topics.enable", "false");
        settings.put("message.max.bytes", Integer.toString(LARGEST_RECORD));
        settings.putAll(more);
        format(folder);
        Properties admin = new Properties();
        admin.putAll(client);
        admin.put("bootstrap.servers", "127.0.0.1:" + port);
        KafkaBroker broker = new KafkaBroker(settings, "127.0.0.1:" + port, admin);
        broker.restart();
        return broker;
    }

    /** With a second listener, named {@code LOST}, which tells clients to go on to a port where nobody is. */
    static KafkaBroker startWithLostListener(
            Path folder, String security, Map<String, String> more, Map<String, String> client, int lostPort)
            throws Exception {
        int port = FreePort.next();
        int controller = FreePort.next();
        Map<String, String> all = new HashMap<>(more);
        String own = "CLIENTS://127.0.0.1:" + port + ",LOST://127.0.0.1:";
        all.put("listeners", own + lostPort + ",CONTROLLER://127.0.0.1:" + controller);
        all.put("advertised.listeners", own + "1");
        all.put(
                "listener.security.protocol.map",
                "CLIENTS:" + security + ",LOST:" + security + ",CONTROLLER:PLAINTEXT");
        return start(folder, port, controller, security, all, client);
    }

    private static void format(Path folder) throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        new Formatter()
                .setPrintStream(new PrintStream(said, true, StandardCharsets.UTF_8))
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setDirectories(List.of(folder.toString()))
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(folder.toString())
                .run();
    }

    /** Starts it, again perhaps, with what it had. */
    public void restart() {
        server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server.startup();
    }

    /** Cuts every connection; the records stay. */
    public void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    @Override
    public void close() {
        stop();
    }
}
