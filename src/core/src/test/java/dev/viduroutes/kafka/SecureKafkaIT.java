package dev.viduroutes.kafka;

import dev.viduroutes.route.KeyStores;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A broker that speaks TLS only and asks who is there; and what the log says if something of that is set wrong. */
class SecureKafkaIT extends KafkaAccessSuite {

    private static final String USER = "gateway";
    private static final String PASSWORD = "password-of-this-test";
    private static final String LOGIN =
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\"%s;";

    private static Path store;
    private static Path stranger;

    @BeforeAll
    static void startBroker() throws Exception {
        store = KeyStores.make(folder.resolve("broker.p12"), STORE_PASSWORD);
        stranger = KeyStores.make(folder.resolve("stranger.p12"), STORE_PASSWORD);
        Map<String, String> client = new HashMap<>(trust(store));
        client.put("security.protocol", "SASL_SSL");
        client.put("sasl.mechanism", "PLAIN");
        client.put("sasl.jaas.config", LOGIN.formatted(USER, PASSWORD, ""));
        Map<String, String> server = new HashMap<>(trust(store));
        server.putAll(keys(store));
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

    @Override
    Map<String, String> access() {
        return Map.of(
                "vidu.intake.kafka.security",
                "SASL_SSL",
                "vidu.intake.kafka.user",
                USER,
                "vidu.intake.kafka.password",
                PASSWORD,
                "vidu.intake.kafka.client-properties",
                file(trust(store)));
    }

    @Override
    List<String> secrets() {
        return List.of(PASSWORD, "evil-password", STORE_PASSWORD);
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
        start("stranger", Map.of("vidu.intake.kafka.client-properties", file(trust(stranger))));
        assertTold("vidu.intake.kafka.client-properties");
    }

    @Test
    void anotherWayToSpeakIsToldWithTheSetting() throws Exception {
        start("unasked", Map.of("vidu.intake.kafka.security", "SSL", "vidu.intake.kafka.user", ""));
        assertTold("vidu.intake.kafka.security");
    }
}
