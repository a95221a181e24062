package dev.viduroutes.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.failure.SanitizedText;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ResponseTexts that quote a secret back. */
class HiddenSecretsTest {

    private static final String KEY = "sk-Aq7/x+9=\"Zz&<%";

    @Test
    void aSecretIsHiddenInEveryFormThatOthersGiveIt() {
        TestSettings.with("vidu.api.key", KEY);
        String url = URLEncoder.encode(KEY, StandardCharsets.UTF_8);

        for (String form : List.of(
                KEY,
                KEY.toUpperCase(java.util.Locale.ROOT),
                url,
                url.toLowerCase(java.util.Locale.ROOT),
                url.replace("+", "%20"),
                KEY.replace("\"", "\\\""),
                "sk-Aq7/x+9=&quot;Zz&amp;&lt;%")) {
            assertThat(SanitizedText.of("key \"Bearer " + form + "\" is not valid", 200))
                    .isEqualTo("key \"Bearer ***\" is not valid");
        }
    }

    @Test
    void aSecretIsHiddenInAHeaderOfBasicAuthentication() {
        TestSettings.with("vidu.intake.jms.password", "open-sesame-42");
        for (String user : List.of("", "a", "ab", "abc", "somebody")) {
            String header =
                    Base64.getEncoder().encodeToString((user + ":open-sesame-42").getBytes(StandardCharsets.UTF_8));
            String shown = SanitizedText.of("Basic " + header, 200);
            assertThat(shown).contains("***");
            // What is left of it tells two letters at most.
            assertThat(shown.replace("***", "").length())
                    .isLessThanOrEqualTo("Basic ".length() + user.length() * 4 / 3 + 8);
        }
    }

    @Test
    void whatIsCutAwayHidesNoPartOfASecret() {
        TestSettings.with("vidu.api.key", "0123456789abcdefghij");
        for (int before = 0; before < 40; before++) {
            assertThat(SanitizedText.of("x".repeat(before) + "0123456789abcdefghij", 30))
                    .doesNotContain("0123");
        }
    }

    @Test
    void theSecretsOfUrlsAndOptionsAreHidden() {
        TestSettings.with(
                "vidu.intake.jms.url", "tcp://broker:61617?sslEnabled=true&trustStorePassword=store-secret-1",
                "vidu.journal.url", "jdbc:postgresql://db/vidu?user=u&password=journal-secret-2",
                "vidu.outcome.uri", "sftp:gateway:outcome-secret-3@host/dir",
                "vidu.dead-letter.uri",
                        "sftp://gateway:letter-secret-4@host/dir?privateKeyPassphrase=RAW(phrase-secret-5)");

        assertThat(SanitizedText.of(
                        "store-secret-1 journal-secret-2 outcome-secret-3 letter-secret-4 phrase-secret-5", 500))
                .isEqualTo("*** *** *** *** ***");
    }

    @Test
    void anOptionThatCamelTakesForASecretIsHiddenAsItIsSent() {
        TestSettings.with(
                "vidu.outcome.uri", "kafka:out?brokers=b:1&saslJaasConfig=RAW(some.Module&user=u;pw=jaas-1;)&acks=all",
                "vidu.dead-letter.uri", "http:host/x?authPassword=percent%2Fencoded-2&authUsername=visible-user-name");

        assertThat(SanitizedText.of(
                        "some.Module&user=u;pw=jaas-1; percent%2Fencoded-2 percent/encoded-2 acks=all", 500))
                .isEqualTo("*** *** *** acks=all");
    }

    @Test
    void theSecretsOfAClientsOwnFileAreHidden(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("client.properties"), """
                ssl.keystore.password=keystore-secret-6
                ssl.key.password = key-secret-7
                sasl.oauthbearer.client.credentials.client.secret=client-secret-8
                sasl.jaas.config=org.example.Login required username="somebody" password="jaas-secret-9";
                """);
        TestSettings.with("vidu.intake.kafka.client-properties", file.toString());

        assertThat(SanitizedText.of("keystore-secret-6 key-secret-7 client-secret-8 jaas-secret-9 somebody", 500))
                .isEqualTo("*** *** *** *** somebody");
    }

    /** A word of three letters would be hidden wherever it stands. */
    @Test
    void aShortSecretIsNotLookedFor() {
        TestSettings.with("vidu.intake.jms.password", "error");

        assertThat(SanitizedText.of("an error of the broker", 200)).isEqualTo("an error of the broker");
    }
}
