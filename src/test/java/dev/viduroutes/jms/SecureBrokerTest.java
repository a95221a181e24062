package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.route.GatewayTest;
import dev.viduroutes.sandbox.SandboxBroker;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that speaks TLS only and asks who is there; over both protocols. */
class SecureBrokerTest extends GatewayTest {

    private static final String USER = "gateway";
    private static final String PASSWORD = "password-of-this-test";
    private static final String STORE_PASSWORD = "password-of-the-store";

    @TempDir
    private static Path folder;

    private static SandboxBroker broker;
    private static Path store;

    @BeforeAll
    static void startBroker() throws Exception {
        store = folder.resolve("broker.p12");
        makeKeyStore(store);
        broker = SandboxBroker.start(
                folder.resolve("broker"),
                USER,
                PASSWORD,
                Map.of("sslEnabled", "true", "keyStorePath", store.toString(), "keyStorePassword", STORE_PASSWORD));
    }

    private static void makeKeyStore(Path file) throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "broker",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        STORE_PASSWORD)
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    private static String url() {
        return broker.url() + "?sslEnabled=true&trustStorePath=" + store + "&trustStorePassword=" + STORE_PASSWORD;
    }

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.intake.jms.enabled", "true");
        settings.setProperty("vidu.intake.jms.url", url());
        settings.setProperty("vidu.intake.jms.user", USER);
        settings.setProperty("vidu.intake.jms.password", PASSWORD);
        settings.setProperty("vidu.intake.jms.queue", "core.requests");
        settings.setProperty("vidu.intake.amqp.enabled", "true");
        settings.setProperty(
                "vidu.intake.amqp.url",
                broker.amqpUrl().replace("amqp://", "amqps://") + "?transport.trustStoreLocation=" + store
                        + "&transport.trustStorePassword=" + STORE_PASSWORD);
        settings.setProperty("vidu.intake.amqp.user", USER);
        settings.setProperty("vidu.intake.amqp.password", PASSWORD);
        settings.setProperty("vidu.intake.amqp.queue", "amqp.requests");
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
                Message reply = answers.receive(20_000);
                assertThat(reply).as(queue).isNotNull();
                assertThat(reply.getStringProperty("vidu_state")).isEqualTo("STORED");
            }
        }
    }
}
