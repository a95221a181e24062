package dev.viduroutes.jms;

import static dev.viduroutes.fault.Promptly.promptly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.fault.TcpLine;
import dev.viduroutes.route.KeyStores;
import jakarta.jms.TextMessage;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.activemq.ActiveMQSslConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps an ActiveMQ Classic from giving messages, and what its client would do with one that comes back often. */
class ClassicIT extends QueueTest {

    private static final String STORE_PASSWORD = "password-of-the-store";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** One more than after which the client takes a message out of its queue, if nobody tells it not to. */
    private static final int DELIVERIES = 8;

    @TempDir
    private static Path folder;

    private static ClassicBroker classic;
    private static Path store;

    private Map<String, String> changed = Map.of();

    @BeforeAll
    static void startBroker() throws Exception {
        store = KeyStores.make(folder.resolve("broker.p12"), STORE_PASSWORD);
        classic = ClassicBroker.startWithTls(
                Files.createDirectory(folder.resolve("broker")), USER, PASSWORD, store, STORE_PASSWORD);
    }

    @AfterAll
    static void stopBroker() {
        classic.close();
    }

    @Override
    protected QueueBroker broker() {
        return classic;
    }

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.putAll(changed);
    }

    private void restart(Map<String, String> settings) throws Exception {
        stopContext();
        changed = settings;
        startAgain();
    }

    /** @return what names a file with these properties of the connection factory */
    private Map<String, String> properties(String... lines) throws Exception {
        Path file = Files.createTempFile(folder, "client", ".properties");
        return Map.of(
                "vidu.intake.jms.properties", Files.write(file, List.of(lines)).toString());
    }

    private void assertTold(Map<String, String> settings, String... what) throws Exception {
        try (LogTrap log = LogTrap.of("vidu.intake", Level.WARN)) {
            restart(settings);
            await().atMost(MINUTE).until(() -> !log.lines().isEmpty());
            assertThat(log.lines()).singleElement().asString().contains(what).doesNotContain(PASSWORD, STORE_PASSWORD);
        }
        promptly(this::stopContext);
    }

    @Test
    void aWrongPasswordIsToldWithItsSettings() throws Exception {
        assertTold(
                Map.of("vidu.intake.jms.password", "evil-password"),
                "intake=jms provider=org.apache.activemq.ActiveMQConnectionFactory queue=" + requests
                        + " unavailable: ",
                "vidu.intake.jms.user and vidu.intake.jms.password are refused");
    }

    @Test
    void aBrokerThatIsAwayIsToldWithTheSettingThatSaysWhereItIs() throws Exception {
        assertTold(properties("brokerURL=tcp://127.0.0.1:1"), "nobody answers at vidu.intake.jms.properties");
        assertTold(
                properties("brokerURL=failover:(tcp://127.0.0.1:1,tcp://127.0.0.1:2)"), "vidu.intake.jms.properties");
    }

    @Test
    void aQueueThatTheUserMayNotReadIsTold() throws Exception {
        assertTold(Map.of("vidu.intake.jms.queue", ClassicBroker.UNREADABLE), "or what the user may do");
    }

    @Test
    void requestsTravelEncryptedIfTheBrokerIsTrusted() throws Exception {
        String factory = ActiveMQSslConnectionFactory.class.getName();
        Map<String, String> file = properties(
                "brokerURL=" + classic.tlsUrl(),
                "trustStore=" + store,
                "trustStoreType=PKCS12",
                "trustStorePassword=" + STORE_PASSWORD);
        restart(Map.of(
                "vidu.intake.jms.connection-factory",
                factory,
                "vidu.intake.jms.properties",
                file.get("vidu.intake.jms.properties")));
        TextMessage message = jms.createTextMessage(request("secure"));
        assertThat(json(answerTo(jms, message)).path("state").asText()).isEqualTo("STORED");

        Path stranger = KeyStores.make(folder.resolve("stranger.p12"), STORE_PASSWORD);
        file = properties(
                "brokerURL=" + classic.tlsUrl(),
                "trustStore=" + stranger,
                "trustStoreType=PKCS12",
                "trustStorePassword=" + STORE_PASSWORD);
        // The client may hear that the connection was closed before it hears why.
        assertTold(
                Map.of(
                        "vidu.intake.jms.connection-factory",
                        factory,
                        "vidu.intake.jms.properties",
                        file.get("vidu.intake.jms.properties")),
                "TLS",
                "vidu.intake.jms.properties");
    }

    @Test
    void aBrokerThatHangsIsToldWithinAMinuteAndHoldsUpNoStop() throws Exception {
        try (TcpLine line = TcpLine.to(URI.create(classic.url()).getPort());
                LogTrap log = LogTrap.of("vidu.intake", Level.INFO)) {
            restart(properties("brokerURL=tcp://127.0.0.1:" + line.port()));
            send(request("under way sandbox:slow=600s"), null);
            await().until(() -> !ledger().tasksFor("under way").isEmpty());
            line.freeze();
            await().atMost(MINUTE).until(() -> log.text().contains(" unavailable: "));
            promptly(this::stopContext);
            line.thaw();
        }
    }

    @Test
    void aBrokerThatHangsFromTheStartHoldsUpNoStop() throws Exception {
        try (TcpLine line = TcpLine.to(URI.create(classic.url()).getPort())) {
            line.freeze();
            restart(properties("brokerURL=failover:(tcp://127.0.0.1:" + line.port() + ")"));
            promptly(this::stopContext);
            await().until(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("vidu-connect")));
            line.thaw();
        }
    }

    @Test
    void aMessageThatComesBackOftenStaysInItsQueue() throws Exception {
        send(request("returned sandbox:slow=6000s"), null);
        for (int i = 0; i < DELIVERIES; i++) {
            await().until(() -> ledger().tasksFor("returned").stream().anyMatch(task -> task.polls() > 0));
            stopContext();
            startAgain();
        }
        sandbox.finish("returned");

        await().until(() -> broker.count(requests) == 0);
        assertThat(journal().query("SELECT state FROM vidu_task")).containsExactly("STORED");
        assertThat(broker.count(broker.undeliverable())).isZero();
        assertThat(ledger().submitsFor("returned")).isEqualTo(1);
    }
}
