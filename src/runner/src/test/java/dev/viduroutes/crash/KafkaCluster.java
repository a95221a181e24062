package dev.viduroutes.crash;

import static org.awaitility.Awaitility.await;

import dev.viduroutes.kafka.KafkaServers;
import dev.viduroutes.sandbox.FreePort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafka.Kafka;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/** Three real Kafka brokers, each a process of its own that can be killed; they elect their controller among themselves. */
final class KafkaCluster extends KafkaServers {

    private static final int SIZE = 3;

    private final List<Process> nodes = new ArrayList<>();

    private KafkaCluster(String address, Properties client) {
        super(address, client, (short) SIZE);
    }

    static KafkaCluster start(Path folder) throws Exception {
        List<Integer> ports = ports();
        List<Integer> controllers = ports();
        String address = ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        Properties client = new Properties();
        client.put("bootstrap.servers", address);
        KafkaCluster cluster = new KafkaCluster(address, client);
        String id = Uuid.randomUuid().toString();
        for (int node = 0; node < SIZE; node++) {
            Path own = Files.createDirectories(folder.resolve("node-" + node));
            Path settings = settings(own, node, ports.get(node), controllers);
            format(own.resolve("data"), node, id);
            cluster.nodes.add(run(own, settings));
        }
        await().atMost(Duration.ofMinutes(2)).until(() -> cluster.alive() == SIZE);
        return cluster;
    }

    private static List<Integer> ports() {
        return IntStream.range(0, SIZE).map(node -> FreePort.next()).boxed().toList();
    }

    private static Path settings(Path folder, int node, int port, List<Integer> controllers) throws IOException {
        String voters = IntStream.range(0, SIZE)
                .mapToObj(voter -> voter + "@127.0.0.1:" + controllers.get(voter))
                .collect(Collectors.joining(","));
        return Files.writeString(folder.resolve("server.properties"), """
                process.roles=broker,controller
                node.id=%d
                controller.quorum.voters=%s
                listeners=CLIENTS://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
                listener.security.protocol.map=CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT
                inter.broker.listener.name=CLIENTS
                controller.listener.names=CONTROLLER
                log.dirs=%s
                offsets.topic.replication.factor=3
                offsets.topic.num.partitions=1
                min.insync.replicas=2
                group.initial.rebalance.delay.ms=0
                group.min.session.timeout.ms=1000
                broker.session.timeout.ms=3000
                auto.create.topics.enable=false
                """.formatted(
                        node, voters, port, controllers.get(node), folder.resolve("data")));
    }

    private static void format(Path data, int node, String cluster) throws Exception {
        new Formatter()
                .setPrintStream(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8))
                .setNodeId(node)
                .setClusterId(cluster)
                .setDirectories(List.of(data.toString()))
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(data.toString())
                .run();
    }

    private static Process run(Path folder, Path settings) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Kafka.class.getName(),
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("kafka.log").toFile())
                .start();
    }

    private int alive() throws InterruptedException {
        try (Admin admin = Admin.create(client())) {
            return admin.describeCluster().nodes().get().size();
        } catch (ExecutionException notYet) {
            return 0;
        }
    }

    /** Kills the broker that clients ask for this partition. */
    void killLeader(String topic, int partition) throws Exception {
        int leader;
        try (Admin admin = Admin.create(client())) {
            leader = admin.describeTopics(List.of(topic))
                    .topicNameValues()
                    .get(topic)
                    .get()
                    .partitions()
                    .get(partition)
                    .leader()
                    .id();
        }
        nodes.get(leader).destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.destroyForcibly().onExit().join());
    }
}
