package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.viduroutes.fixture.PerProcess;
import dev.viduroutes.sandbox.FreePort;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * A real RabbitMQ, of Debian's package {@code rabbitmq-server}, that speaks AMQP 1.0 on 127.0.0.1; a node of its own with
 * ports, folder and port mapper of its own, which ends with the test.
 */
public final class RabbitServer implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final Path PROGRAMS = Path.of("/usr/lib/rabbitmq/bin");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final int port = FreePort.next();
    private final int mapperPort = FreePort.next();
    private final Path folder;
    private final String user;
    private final String password;
    private final Map<String, String> environment = new HashMap<>();
    private final Process mapper;
    private Process node;

    private RabbitServer(Path folder, String user, String password) throws IOException {
        this.folder = folder;
        this.user = user;
        this.password = password;
        Path plugins = Files.writeString(folder.resolve("plugins"), "[rabbitmq_amqp1_0].");
        Path configuration =
                Files.writeString(folder.resolve("rabbitmq.conf"), """
                listeners.tcp.local = %s:%d
                default_user = %s
                default_pass = %s
                log.console = true
                log.file = false
                """.formatted(HOST, port, user, password));
        environment.putAll(Map.of(
                "HOME",
                folder.toString(),
                "ERL_EPMD_RELAXED_COMMAND_CHECK",
                "1",
                "ERL_EPMD_PORT",
                "" + mapperPort,
                "RABBITMQ_NODENAME",
                "vidu-" + port + "@localhost",
                "RABBITMQ_DIST_PORT",
                "" + FreePort.next(),
                "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                "-start_epmd false -kernel inet_dist_use_interface {127,0,0,1}",
                "RABBITMQ_CONFIG_FILE",
                configuration.toString(),
                "RABBITMQ_ENABLED_PLUGINS_FILE",
                plugins.toString(),
                "RABBITMQ_MNESIA_BASE",
                folder.resolve("mnesia").toString(),
                "RABBITMQ_LOG_BASE",
                folder.resolve("log").toString()));
        mapper = run("epmd", "-address", HOST, "-port", "" + mapperPort);
    }

    /** Starts it and waits until it can be spoken to. */
    public static RabbitServer start(Path folder, String user, String password) throws IOException {
        assertThat(PROGRAMS.resolve("rabbitmq-server"))
                .as("of Debian's package rabbitmq-server")
                .isExecutable();
        RabbitServer server = new RabbitServer(folder, user, password);
        server.restart();
        return server;
    }

    /** @return one for all test classes of a process */
    static PerProcess<RabbitServer> perProcess(String user, String password) {
        return new PerProcess<>(folder -> start(folder, user, password));
    }

    private Process run(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("rabbit.log").toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
    }

    /** Starts it again, with the queues and messages that it had. */
    public void restart() throws IOException {
        node = run(PROGRAMS.resolve("rabbitmq-server").toString());
        await().atMost(PATIENCE).until(this::answers);
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(HOST, port), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Where AMQP 1.0 clients connect. */
    public String url() {
        return "amqp://" + HOST + ":" + port;
    }

    /** Makes a durable queue, as its operator would. */
    public void declare(String queue) throws IOException, TimeoutException {
        try (Connection connection = connection();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare(queue, true, false, false, Map.of());
        }
    }

    /** A connection of AMQP 0-9-1, which most clients of RabbitMQ speak. */
    Connection connection() throws IOException, TimeoutException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(HOST);
        factory.setPort(port);
        factory.setUsername(user);
        factory.setPassword(password);
        return factory.newConnection();
    }

    /** @return messages in a queue, those in flight included; 0 if there is no such queue */
    public long count(String queue) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                PROGRAMS.resolve("rabbitmqctl").toString(),
                "-q",
                "list_queues",
                "name",
                "messages",
                "--no-table-headers");
        builder.environment().putAll(environment);
        Process asked = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        List<String> lines = asked.inputReader().lines().toList();
        assertThat(asked.waitFor()).as("rabbitmqctl: %s", lines).isZero();
        return lines.stream()
                .map(line -> line.split("\t"))
                .filter(row -> row[0].equals(queue))
                .mapToLong(row -> Long.parseLong(row[1]))
                .sum();
    }

    /** Cuts every connection and refuses new ones. */
    public void stop() {
        end(node);
    }

    private static void end(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        children.forEach(ProcessHandle::destroy);
        await().atMost(PATIENCE)
                .until(() -> !process.isAlive() && children.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Override
    public void close() {
        end(node);
        end(mapper);
    }
}
