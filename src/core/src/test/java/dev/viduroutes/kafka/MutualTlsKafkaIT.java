package dev.viduroutes.kafka;

import dev.viduroutes.route.KeyStores;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A broker that knows its clients by their certificates. */
class MutualTlsKafkaIT extends KafkaAccessSuite {

    private static Path ofBroker;
    private static Path ofGateway;
    private static Path ofStranger;

    @BeforeAll
    static void startBroker() throws Exception {
        ofBroker = KeyStores.make(folder.resolve("broker.p12"), STORE_PASSWORD);
        ofGateway = KeyStores.make(folder.resolve("gateway.p12"), STORE_PASSWORD);
        ofStranger = KeyStores.make(folder.resolve("stranger.p12"), STORE_PASSWORD);
        Path known = KeyStores.trusting(folder.resolve("known.p12"), STORE_PASSWORD, ofBroker, ofGateway);
        Map<String, String> server = all(all(keys(ofBroker), trust(known)), Map.of("ssl.client.auth", "required"));
        Map<String, String> client = all(all(keys(ofGateway), trust(ofBroker)), Map.of("security.protocol", "SSL"));
        broker = KafkaBroker.start(folder.resolve("broker"), "SSL", server, client);
    }

    @Override
    Map<String, String> access() {
        return Map.of(
                "vidu.intake.kafka.security",
                "SSL",
                "vidu.intake.kafka.client-properties",
                file(all(keys(ofGateway), trust(ofBroker))));
    }

    @Override
    List<String> secrets() {
        return List.of(STORE_PASSWORD);
    }

    @Test
    void theGatewayShowsItsCertificate() throws Exception {
        start("mutual", Map.of());
        assertStored("mutual");
    }

    @Test
    void aCertificateThatIsMissingIsToldWithTheFileThatShouldNameIt() throws Exception {
        start("none", Map.of("vidu.intake.kafka.client-properties", file(trust(ofBroker))));
        assertTold("vidu.intake.kafka.client-properties");
    }

    @Test
    void aCertificateThatTheBrokerDoesNotKnowIsTold() throws Exception {
        start("stranger", Map.of("vidu.intake.kafka.client-properties", file(all(keys(ofStranger), trust(ofBroker)))));
        assertTold("vidu.intake.kafka.client-properties");
    }
}
