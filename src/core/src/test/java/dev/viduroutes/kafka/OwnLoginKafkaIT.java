package dev.viduroutes.kafka;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A mechanism that no setting of the gateway names: all of it stands in the properties of Kafka's client. */
class OwnLoginKafkaIT extends KafkaAccessSuite {

    private static final String LOGIN =
            "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub=\"%s\";";

    @BeforeAll
    static void startBroker() throws Exception {
        broker = KafkaBroker.start(
                folder.resolve("broker"),
                "SASL_PLAINTEXT",
                Map.of(
                        "sasl.enabled.mechanisms", "OAUTHBEARER",
                        "sasl.mechanism.inter.broker.protocol", "OAUTHBEARER",
                        "listener.name.clients.oauthbearer.sasl.jaas.config", LOGIN.formatted("broker")),
                login("test"));
    }

    private static Map<String, String> login(String name) {
        return Map.of(
                "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "OAUTHBEARER",
                "sasl.jaas.config", LOGIN.formatted(name));
    }

    @Override
    Map<String, String> access() {
        return Map.of(
                "vidu.intake.kafka.security",
                "SASL_PLAINTEXT",
                "vidu.intake.kafka.client-properties",
                file(login("gateway")));
    }

    @Override
    List<String> secrets() {
        return List.of("unsecuredLoginStringClaim");
    }

    @Test
    void theClientLogsInAsItsPropertiesSay() throws Exception {
        start("own", Map.of());
        assertStored("own");
    }

    @Test
    void aModuleThatIsNotThereIsToldWithTheFileThatNamesIt() throws Exception {
        start(
                "missing",
                Map.of(
                        "vidu.intake.kafka.client-properties",
                        file(all(login("gateway"), Map.of("sasl.jaas.config", "com.example.NoSuchModule required;")))));
        assertTold("see sasl.… in vidu.intake.kafka.client-properties");
    }
}
