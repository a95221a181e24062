package dev.viduroutes.jms;

import static org.awaitility.Awaitility.await;

import dev.viduroutes.sandbox.FreePort;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real RabbitMQ, of Debian's package {@code rabbitmq-server}, that speaks AMQP 1.0 on 127.0.0.1; a node of its own with
 * ports, folder and port mapper of its own, which ends with the test.
 */
final class RabbitServer implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final String PROGRAM = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private static final String USER = "guest";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final int port = FreePort.next();
    private final int mapperPort = FreePort.next();
    private final List<Process> processes = new ArrayList<>();

    private RabbitServer() {}

    /** @return whether the package is there; CI installs it */
    static boolean isInstalled() {
        return Files.isExecutable(Path.of(PROGRAM));
    }

    /** Starts it and waits until it can be spoken to. */
    static RabbitServer start(Path folder) throws IOException {
        RabbitServer server = new RabbitServer();
        Path plugins = Files.writeString(folder.resolve("plugins"), "[rabbitmq_amqp1_0].");
        Path configuration = Files.writeString(
                folder.resolve("rabbitmq.conf"),
                "listeners.tcp.local = " + HOST + ":" + server.port + "\nlog.console = true\nlog.file = false\n");
        server.run(
                folder,
                Map.of("ERL_EPMD_RELAXED_COMMAND_CHECK", "1"),
                "epmd",
                "-address",
                HOST,
                "-port",
                "" + server.mapperPort);
        server.run(
                folder,
                Map.of(
                        "HOME", folder.toString(),
                        "ERL_EPMD_PORT", "" + server.mapperPort,
                        "RABBITMQ_NODENAME", "vidu-" + server.port + "@localhost",
                        "RABBITMQ_DIST_PORT", "" + FreePort.next(),
                        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                                "-start_epmd false -kernel inet_dist_use_interface {127,0,0,1}",
                        "RABBITMQ_CONFIG_FILE", configuration.toString(),
                        "RABBITMQ_ENABLED_PLUGINS_FILE", plugins.toString(),
                        "RABBITMQ_MNESIA_BASE", folder.resolve("mnesia").toString(),
                        "RABBITMQ_LOG_BASE", folder.resolve("log").toString()),
                PROGRAM);
        await().atMost(PATIENCE).until(server::answers);
        return server;
    }

    private void run(Path folder, Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("rabbit.log").toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        processes.add(0, builder.start());
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(HOST, port), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    String url() {
        return "amqp://" + HOST + ":" + port;
    }

    String user() {
        return USER;
    }

    String password() {
        return USER;
    }

    @Override
    public void close() {
        for (Process process : processes) {
            List<ProcessHandle> children = process.descendants().toList();
            process.destroy();
            children.forEach(ProcessHandle::destroy);
            await().atMost(PATIENCE).until(() -> !process.isAlive());
            children.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
