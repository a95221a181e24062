package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.route.GatewayTest;
import dev.viduroutes.route.KeyStores;
import dev.viduroutes.sandbox.SandboxBroker;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that speaks TLS only and asks who is there; over both protocols. */
class SecureBrokerIT extends GatewayTest {

    private static final String USER = "gateway";
    private static final String PASSWORD = "password-of-this-test";
    private static final String STORE_PASSWORD = "password-of-the-store";

    @TempDir
    private static Path folder;

    private static SandboxBroker broker;
    private static Path store;

    private Map<String, String> changed = Map.of();

    @BeforeAll
    static void startBroker() throws Exception {
        store = KeyStores.make(folder.resolve("broker.p12"), STORE_PASSWORD);
        broker = SandboxBroker.start(
                folder.resolve("broker"),
                USER,
                PASSWORD,
                Map.of("sslEnabled", "true", "keyStorePath", store.toString(), "keyStorePassword", STORE_PASSWORD));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    private static String url() {
        return broker.url() + "?sslEnabled=true&trustStorePath=" + store + "&trustStorePassword=" + STORE_PASSWORD;
    }

    private static String amqpUrl() {
        return broker.amqpUrl().replace("amqp://", "amqps://") + "?transport.trustStoreLocation=" + store
                + "&transport.trustStorePassword=" + STORE_PASSWORD;
    }

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.intake.jms.enabled", "true");
        settings.setProperty("vidu.intake.jms.url", url());
        settings.setProperty("vidu.intake.jms.user", USER);
        settings.setProperty("vidu.intake.jms.password", PASSWORD);
        settings.setProperty("vidu.intake.jms.queue", "core.requests");
        settings.setProperty("vidu.intake.amqp.enabled", "true");
        settings.setProperty("vidu.intake.amqp.url", amqpUrl());
        settings.setProperty("vidu.intake.amqp.user", USER);
        settings.setProperty("vidu.intake.amqp.password", PASSWORD);
        settings.setProperty("vidu.intake.amqp.queue", "amqp.requests");
        settings.putAll(changed);
    }

    @Test
    void requestsAndRepliesTravelEncryptedAndUnderTheGatewaysName() throws Exception {
        try (ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory(url(), USER, PASSWORD);
                JMSContext jms = connections.createContext()) {
            TemporaryQueue replies = jms.createTemporaryQueue();
            JMSConsumer answers = jms.createConsumer(replies);
            for (String queue : new String[] {"core.requests", "amqp.requests"}) {
                TextMessage message = jms.createTextMessage(request("secure " + queue));
                message.setJMSReplyTo(replies);
                jms.createProducer().send(jms.createQueue(queue), message);
                Message reply = answers.receive(60_000);
                assertThat(reply).as(queue).isNotNull();
                assertThat(reply.getStringProperty("vidu_state")).isEqualTo("STORED");
            }
        }
    }

    @Test
    void aWrongPasswordIsToldOnceWithItsSettingsAndWithoutThePassword() throws Exception {
        try (LogTrap log = LogTrap.of("vidu.intake", Level.INFO)) {
            changed = Map.of("vidu.intake.jms.password", "evil-password", "vidu.intake.amqp.password", "evil-password");
            stopContext();
            startAgain();
            await().until(() -> log.lines().size() >= 2);

            assertThat(log.text()).contains("vidu.intake.jms.user and vidu.intake.jms.password are refused");
            assertThat(log.text()).contains("vidu.intake.amqp.user and vidu.intake.amqp.password are refused");
            assertQuiet(log);
        }
    }

    @Test
    void aBrokerThatIsNotTrustedIsToldWithTheUrlThatSaysWhoIs() throws Exception {
        Path stranger = KeyStores.make(folder.resolve("stranger.p12"), STORE_PASSWORD);
        try (LogTrap log = LogTrap.of("vidu.intake", Level.INFO)) {
            changed = Map.of(
                    "vidu.intake.jms.url", url().replace(store.toString(), stranger.toString()),
                    "vidu.intake.amqp.url", amqpUrl().replace(store.toString(), stranger.toString()));
            stopContext();
            startAgain();
            await().until(() -> log.lines().size() >= 2);

            assertThat(log.text()).contains("intake=jms broker=" + broker.url() + " queue=core.requests unavailable");
            assertThat(log.text()).contains("vidu.intake.amqp.url");
            assertQuiet(log);
        }
    }

    private static void assertQuiet(LogTrap log) {
        assertThat(log.lines()).hasSize(2).allMatch(line -> line.startsWith("WARN"));
        assertThat(log.text())
                .doesNotContain(PASSWORD)
                .doesNotContain("evil-password")
                .doesNotContain(STORE_PASSWORD);
    }
}
