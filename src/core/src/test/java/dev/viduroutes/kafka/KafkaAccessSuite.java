package dev.viduroutes.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.route.GatewayTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The gateway before a broker that asks who is there; each test starts it with settings of its own. */
abstract class KafkaAccessSuite extends GatewayTest {

    static final String STORE_PASSWORD = "password-of-the-store";

    @TempDir
    static Path folder;

    /** To be started by each class. */
    static KafkaBroker broker;

    final LogTrap log = LogTrap.of("vidu.intake", Level.INFO);
    private String topic;
    private Map<String, String> changed = Map.of();

    /** @return the settings with which the broker lets the gateway in */
    abstract Map<String, String> access();

    /** @return what no line of the log may hold */
    abstract List<String> secrets();

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
        settings.setProperty("vidu.intake.kafka.enabled", topic == null ? "false" : "true");
        settings.setProperty("vidu.intake.kafka.topic", "requests-" + topic);
        settings.setProperty(
                "vidu.outcome.uri", topic == null ? "direct:vidu-drop-outcome" : "vidu-kafka:outcomes-" + topic);
        settings.putAll(access());
        settings.putAll(changed);
    }

    static Map<String, String> trust(Path trusted) {
        return Map.of("ssl.truststore.location", trusted.toString(), "ssl.truststore.password", STORE_PASSWORD);
    }

    static Map<String, String> keys(Path keys) {
        return Map.of(
                "ssl.keystore.location",
                keys.toString(),
                "ssl.keystore.password",
                STORE_PASSWORD,
                "ssl.keystore.type",
                "PKCS12");
    }

    static Map<String, String> all(Map<String, String> some, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }

    /** @return a file for {@code vidu.intake.kafka.client-properties} */
    static String file(Map<String, String> properties) {
        try {
            return Files.writeString(
                            Files.createTempFile(folder, "client", ".properties"),
                            properties.entrySet().stream()
                                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                                    .collect(Collectors.joining("\n")))
                    .toString();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /** The context of the fixture has no intake. */
    void start(String name, Map<String, String> settings) throws Exception {
        topic = name;
        changed = settings;
        broker.createTopic("requests-" + name, 1);
        broker.createTopic("outcomes-" + name, 1);
        stopContext();
        startAgain();
    }

    void send(String name) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(broker.client(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            "requests-" + topic, request(name).getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }

    void awaitOutcomes(int count) {
        await().until(() -> broker.size("outcomes-" + topic) == count);
    }

    /** The whole way, without a word in the log. */
    void assertStored(String name) throws Exception {
        send(name);
        awaitOutcomes(1);
        assertThat(ledger().submitsFor(name)).isEqualTo(1);
        assertThat(log.lines()).isEmpty();
    }

    void assertTold(String what) {
        await().until(() -> !log.lines().isEmpty());
        assertThat(log.lines()).singleElement().asString().startsWith("WARN").contains(what);
        assertThat(log.text()).doesNotContain(secrets());
    }
}
