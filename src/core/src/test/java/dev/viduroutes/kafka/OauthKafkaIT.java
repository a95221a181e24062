package dev.viduroutes.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A broker that lets in who has a token, and the server that gives tokens to a client with a secret. */
class OauthKafkaIT extends KafkaAccessSuite {

    private static final String CLIENT = "vidu-gateway";
    private static final String SECRET = "secret-of-this-test\"\\";
    private static final String UNSECURED =
            "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub=\"%s\";";

    /** Kafka's client asks for the next token when four fifths of the life of the last one are over. */
    private static final Duration LIFE = Duration.ofSeconds(8);

    private static final String MODULES = "org.apache.kafka.common.security.oauthbearer.";
    private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

    /** Never stopped, unlike the one of the gateway: the broker and the test's own producer use it. */
    private static final TokenServer OTHERS = new TokenServer("test", "secret", Duration.ofHours(1));

    private final TokenServer tokens = new TokenServer(CLIENT, SECRET, LIFE);

    @BeforeAll
    static void startBroker() throws Exception {
        OTHERS.start();
        System.setProperty(ALLOWED_URLS, OTHERS.keysUrl() + "," + OTHERS.url());
        String listener = "listener.name.clients.oauthbearer.";
        broker = KafkaBroker.start(
                folder.resolve("broker"),
                "SASL_PLAINTEXT",
                Map.of(
                        "sasl.enabled.mechanisms",
                        "OAUTHBEARER",
                        "sasl.mechanism.inter.broker.protocol",
                        "OAUTHBEARER",
                        listener + "sasl.server.callback.handler.class",
                        MODULES + "OAuthBearerValidatorCallbackHandler",
                        listener + "sasl.oauthbearer.jwks.endpoint.url",
                        OTHERS.keysUrl(),
                        listener + "sasl.oauthbearer.expected.issuer",
                        TokenServer.ISSUER,
                        listener + "sasl.oauthbearer.expected.audience",
                        TokenServer.AUDIENCE,
                        // So that a token that is not renewed ends a connection.
                        listener + "connections.max.reauth.ms",
                        "4000",
                        listener + "sasl.jaas.config",
                        UNSECURED.formatted("broker")),
                Map.of(
                        "security.protocol",
                        "SASL_PLAINTEXT",
                        "sasl.mechanism",
                        "OAUTHBEARER",
                        "sasl.login.callback.handler.class",
                        MODULES + "OAuthBearerLoginCallbackHandler",
                        "sasl.oauthbearer.token.endpoint.url",
                        OTHERS.url(),
                        "sasl.jaas.config",
                        MODULES + "OAuthBearerLoginModule required clientId=test clientSecret=secret;"));
    }

    @AfterAll
    static void stopOthers() {
        OTHERS.close();
        System.clearProperty(ALLOWED_URLS);
    }

    @BeforeEach
    void startTokens() throws IOException {
        tokens.start();
    }

    @AfterEach
    void stopTokens() {
        tokens.close();
    }

    @Override
    Map<String, String> access() {
        return Map.of(
                "vidu.intake.kafka.security",
                "SASL_PLAINTEXT",
                "vidu.intake.kafka.sasl-mechanism",
                "OAUTHBEARER",
                "vidu.intake.kafka.user",
                CLIENT,
                "vidu.intake.kafka.password",
                SECRET,
                "vidu.intake.kafka.token-url",
                tokens.url(),
                "vidu.intake.kafka.token-scope",
                "kafka offline");
    }

    @Override
    List<String> secrets() {
        return List.of(SECRET, "evil-secret");
    }

    @Test
    void aTokenIsHadForIdAndSecretAndRenewedInTime() throws Exception {
        start("oauth", Map.of());
        assertStored("oauth");
        int asked = tokens.asked().size();
        assertThat(tokens.asked()).allMatch(body -> body.contains("grant_type=client_credentials"));
        assertThat(tokens.asked()).allMatch(body -> body.contains("scope=kafka offline"));

        await().atMost(LIFE.multipliedBy(3)).until(() -> tokens.asked().size() > asked);
        send("later");
        awaitOutcomes(2);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void aWrongSecretIsToldOnceWithTheSettings() throws Exception {
        start("wrong-secret", Map.of("vidu.intake.kafka.password", "evil-secret"));
        assertTold("no token is had from vidu.intake.kafka.token-url=" + tokens.url()
                + " for vidu.intake.kafka.user and vidu.intake.kafka.password");
    }

    @Test
    void aServerOfTokensThatIsAwayHoldsUpNothingButTheIntakeUntilItIsBack() throws Exception {
        tokens.close();
        start("away", Map.of());
        assertTold("vidu.intake.kafka.token-url");

        tokens.start();
        send("away");
        awaitOutcomes(1);
        assertThat(ledger().submitsFor("away")).isEqualTo(1);
        await().until(() -> log.lines().size() == 2);
        assertThat(log.lines().get(1)).startsWith("INFO").contains("available again");
    }

    @Test
    void aTokenThatCanNotBeRenewedIsToldAndAnotherOneIsHadOnceItCan() throws Exception {
        start("expired", Map.of());
        assertStored("expired");
        tokens.close();
        assertTold("vidu.intake.kafka.token-url");

        tokens.start();
        send("later");
        awaitOutcomes(2);
        assertThat(ledger().submitsFor("later")).isEqualTo(1);
    }
}
