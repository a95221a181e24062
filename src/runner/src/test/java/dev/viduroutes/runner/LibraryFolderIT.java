package dev.viduroutes.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.fixture.PerProcess;
import dev.viduroutes.jms.ClassicBroker;
import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxBroker;
import dev.viduroutes.sandbox.SandboxS3;
import dev.viduroutes.settings.EnvironmentVariables;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.fusesource.hawtbuf.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged runner with jars of its operator in the folder beside it, and a broker that it knows by these alone. */
class LibraryFolderIT {

    private static final String KEY = "key-of-the-library-test";
    private static final String USER = "gateway";
    private static final String PASSWORD = "password-of-this-test";
    private static final int REFUSED = 2;

    @TempDir
    private Path home;

    private Path jar;
    private Path lib;
    private Sandbox sandbox;
    private SandboxS3 s3;
    private ClassicBroker broker;

    @BeforeEach
    void install() throws IOException {
        jar = Files.copy(Path.of(System.getProperty("vidu.test.runner")), home.resolve("runner.jar"));
        lib = Files.createDirectory(home.resolve("lib"));
        for (Class<?> one : List.of(ActiveMQConnection.class, Buffer.class)) {
            Path from = Path.of(
                    one.getProtectionDomain().getCodeSource().getLocation().getPath());
            Files.copy(from, lib.resolve(from.getFileName()));
        }
        sandbox = Sandbox.builder().apiKey(KEY).timeScale(100).start();
        s3 = SandboxS3.start(Files.createDirectory(home.resolve("s3")), "library-videos", 0, KEY, KEY);
        broker = ClassicBroker.start(Files.createDirectory(home.resolve("broker")), USER, PASSWORD);
    }

    @AfterEach
    void close() {
        broker.close();
        s3.close();
        sandbox.close();
    }

    private Map<String, String> environment() throws IOException {
        Map<String, String> environment = new HashMap<>(Runner.environment(sandbox, KEY, s3));
        Properties settings = new Properties();
        broker.configure(settings);
        settings.setProperty("vidu.intake.file.enabled", "false");
        settings.setProperty("vidu.intake.jms.enabled", "true");
        settings.setProperty("vidu.intake.jms.user", USER);
        settings.setProperty("vidu.intake.jms.password", PASSWORD);
        settings.setProperty("vidu.dead-letter.uri", "vidu-jms:queue:video.dead");
        settings.stringPropertyNames()
                .forEach(key -> environment.put(EnvironmentVariables.nameOf(key), settings.getProperty(key)));
        return environment;
    }

    private Runner start() throws IOException {
        return Runner.startUnder(List.of(), home, environment(), jar.toString(), "-Duser.language=tr");
    }

    @Test
    void aBrokerIsSpokenToWhoseClientLiesThere() throws Exception {
        try (Runner runner = start();
                JMSContext jms = broker.connect()) {
            assertThat(answer(jms, 2, runner)).isEqualTo("STORED");
            assertThat(answer(jms, 20, runner)).isEqualTo("FAILED");
            assertThat(runner.output())
                    .contains(" jars=activemq-client-")
                    .doesNotContain("WARN")
                    .doesNotContain(PASSWORD);
            assertThat(replay()).contains("skip", "INVALID_REQUEST").doesNotContain("WARN");
            await().until(() -> broker.count("vidu.requests") == 0);
            runner.terminate();
            runner.awaitExit(20);
        }
    }

    /** @return the state that a request for so many seconds ended with */
    private static String answer(JMSContext jms, int seconds, Runner runner) throws Exception {
        Queue replies = jms.createTemporaryQueue();
        TextMessage message = jms.createTextMessage("""
                {"input": {"mode": "text-to-video", "prompt": "by lib", "duration": %d}}""".formatted(seconds));
        message.setJMSReplyTo(replies);
        jms.createProducer().send(jms.createQueue("vidu.requests"), message);
        try (JMSConsumer consumer = jms.createConsumer(replies)) {
            Message reply = consumer.receive(60_000);
            assertThat(reply).as(runner.output()).isNotNull();
            return reply.getStringProperty("vidu_state");
        }
    }

    private String replay() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder = new ProcessBuilder(
                        java.toString(), "-jar", jar.toString(), "replay", "--all", "--dry-run")
                .directory(home.toFile())
                .redirectErrorStream(true);
        Operator.equip(builder, environment());
        return new String(builder.start().getInputStream().readAllBytes());
    }

    /** No class of theirs is needed then. */
    @Test
    void withoutJarsTheRunnerSpeaksToArtemis() throws Exception {
        PerProcess.empty(lib);
        try (SandboxBroker artemis = SandboxBroker.start(home.resolve("artemis"), USER, PASSWORD, Map.of())) {
            Map<String, String> environment = environment();
            environment.keySet().removeIf(name -> name.matches(".*_(CONNECTION_FACTORY|PROPERTIES)"));
            environment.put("VIDU_INTAKE_JMS_URL", artemis.url());
            try (Runner runner = Runner.startUnder(List.of(), home, environment, jar.toString());
                    ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory(artemis.url());
                    JMSContext jms = connections.createContext(USER, PASSWORD)) {
                assertThat(answer(jms, 2, runner)).isEqualTo("STORED");
                assertThat(answer(jms, 20, runner)).isEqualTo("FAILED");
                assertThat(runner.output()).doesNotContain("lib=").doesNotContain("WARN");
            }
        }
    }

    @Test
    void aJarThatCannotBeReadStopsTheStart() throws Exception {
        Files.writeString(lib.resolve("broken.jar"), "no zip");

        try (Runner runner = start()) {
            assertThat(runner.awaitExit(60)).isEqualTo(REFUSED);
            assertThat(runner.output())
                    .startsWith("vidu-routes does not start:")
                    .contains("broken.jar can't be read as a jar (ZipException)")
                    .hasLineCount(2);
        }
    }

    @Test
    void aFolderThatEverybodyMayWriteToIsAWarning() throws Exception {
        Files.setPosixFilePermissions(lib, PosixFilePermissions.fromString("rwxrwxrwx"));

        try (Runner runner = start()) {
            await().until(() -> runner.output().contains("started:"));
            assertThat(runner.output()).contains("WARN  vidu " + lib + " may be written by every user of this machine");
        }
    }
}
