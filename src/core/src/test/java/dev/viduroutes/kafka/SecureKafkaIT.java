package dev.viduroutes.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.route.GatewayTest;
import dev.viduroutes.route.KeyStores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that speaks TLS only and asks who is there; and what the log says if something of that is set wrong. */
class SecureKafkaIT extends GatewayTest {

    private static final String USER = "gateway";
    private static final String PASSWORD = "password-of-this-test";
    private static final String STORE_PASSWORD = "password-of-the-store";
    private static final String LOGIN =
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\"%s;";

    @TempDir
    private static Path folder;

    private static KafkaBroker broker;
    private static Path store;
    private static Path stranger;

    private final LogTrap log = LogTrap.of("vidu.intake", Level.INFO);
    private String topic;
    private Map<String, String> changed = Map.of();

    @BeforeAll
    static void startBroker() throws Exception {
        store = KeyStores.make(folder.resolve("broker.p12"), STORE_PASSWORD);
        stranger = KeyStores.make(folder.resolve("stranger.p12"), STORE_PASSWORD);
        Map<String, String> client = new HashMap<>(trust(store));
        client.put("security.protocol", "SASL_SSL");
        client.put("sasl.mechanism", "PLAIN");
        client.put("sasl.jaas.config", LOGIN.formatted(USER, PASSWORD, ""));
        Map<String, String> server = new HashMap<>(trust(store));
        server.put("ssl.keystore.location", store.toString());
        server.put("ssl.keystore.password", STORE_PASSWORD);
        server.put("ssl.keystore.type", "PKCS12");
        server.put("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512");
        server.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        server.put(
                "listener.name.clients.plain.sasl.jaas.config",
                LOGIN.formatted(USER, PASSWORD, " user_" + USER + "=\"" + PASSWORD + "\""));
        server.put(
                "listener.name.clients.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        broker = KafkaBroker.start(folder.resolve("broker"), "SASL_SSL", server, client);
        try (Admin admin = Admin.create(broker.client())) {
            ScramCredentialInfo scram = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4_096);
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(USER, scram, PASSWORD)))
                    .all()
                    .get();
        }
    }

    private static Map<String, String> trust(Path trusted) {
        return Map.of("ssl.truststore.location", trusted.toString(), "ssl.truststore.password", STORE_PASSWORD);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.intake.file.enabled", "false");
        settings.setProperty("vidu.intake.kafka.brokers", broker.address());
        settings.setProperty("vidu.intake.kafka.security", "SASL_SSL");
        settings.setProperty("vidu.intake.kafka.user", USER);
        settings.setProperty("vidu.intake.kafka.password", PASSWORD);
        settings.setProperty("vidu.intake.kafka.client-properties", clientProperties(store));
        settings.setProperty("vidu.intake.kafka.enabled", topic == null ? "false" : "true");
        settings.setProperty("vidu.intake.kafka.topic", "requests-" + topic);
        settings.setProperty("vidu.outcome.uri", "vidu-kafka:outcomes-" + topic);
        if (topic == null) {
            settings.setProperty("vidu.outcome.uri", "direct:vidu-drop-outcome");
        }
        settings.putAll(changed);
    }

    private static String clientProperties(Path trusted) {
        try {
            Path file = Files.createTempFile(folder, "client", ".properties");
            StringBuilder lines = new StringBuilder();
            trust(trusted)
                    .forEach((name, value) ->
                            lines.append(name).append('=').append(value).append('\n'));
            return Files.writeString(file, lines).toString();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /** The context of the fixture has no intake; each test has its own settings. */
    private void start(String name, Map<String, String> settings) throws Exception {
        topic = name;
        changed = settings;
        broker.createTopic("requests-" + name, 1);
        broker.createTopic("outcomes-" + name, 1);
        stopContext();
        startAgain();
    }

    private void assertStored(String name) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(broker.client(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("requests-" + name, request(name).getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
        await().until(() -> broker.size("outcomes-" + name) == 1);
        assertThat(ledger().submitsFor(name)).isEqualTo(1);
        assertThat(log.lines()).isEmpty();
    }

    private void assertTold(String what) {
        await().until(() -> !log.lines().isEmpty());
        assertThat(log.lines()).singleElement().asString().startsWith("WARN").contains(what);
        assertThat(log.text())
                .doesNotContain(PASSWORD)
                .doesNotContain("evil-password")
                .doesNotContain(STORE_PASSWORD);
    }

    @Test
    void recordsAndOutcomesTravelEncryptedAndUnderTheGatewaysName() throws Exception {
        start("scram", Map.of());
        assertStored("scram");
        start("plain", Map.of("vidu.intake.kafka.sasl-mechanism", "PLAIN"));
        assertStored("plain");
    }

    @Test
    void aWrongPasswordIsToldOnceWithTheSettingAndWithoutThePassword() throws Exception {
        start("wrong-password", Map.of("vidu.intake.kafka.password", "evil-password"));
        assertTold("vidu.intake.kafka.user and vidu.intake.kafka.password are refused");
    }

    @Test
    void aBrokerThatIsNotTrustedIsToldWithTheFileThatSaysWhoIs() throws Exception {
        start("stranger", Map.of("vidu.intake.kafka.client-properties", clientProperties(stranger)));
        assertTold("vidu.intake.kafka.client-properties");
    }

    @Test
    void anotherWayToSpeakIsToldWithTheSetting() throws Exception {
        start("unasked", Map.of("vidu.intake.kafka.security", "SSL", "vidu.intake.kafka.user", ""));
        assertTold("vidu.intake.kafka.security");
    }
}
