package dev.viduroutes.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.settings.KafkaSettings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaLoginTest {

    private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
    private static final String URL = "https://login.example/token";

    @AfterEach
    void forget() {
        System.clearProperty(ALLOWED_URLS);
    }

    private static KafkaLogin login(String mechanism, String user) {
        return new KafkaLogin(new KafkaSettings(
                true,
                "a:1",
                "SASL_SSL",
                mechanism,
                user,
                "p\"w\\d",
                Optional.of(URI.create(URL)),
                "kafka",
                Map.of(),
                "t",
                "g",
                1));
    }

    @Test
    void theUrlOfTokensIsAllowedBesidesThoseOfTheHost() {
        System.setProperty(ALLOWED_URLS, "https://other.example/token , https://third.example/token");

        login("OAUTHBEARER", "client").configure(new KafkaConfiguration());
        login("OAUTHBEARER", "client").configure(new KafkaConfiguration());

        assertThat(System.getProperty(ALLOWED_URLS))
                .isEqualTo("https://other.example/token,https://third.example/token," + URL);
    }

    @Test
    void nothingIsAllowedForOtherLogins() {
        for (KafkaLogin other : List.of(login("SCRAM-SHA-512", "me"), login("OAUTHBEARER", ""))) {
            other.configure(new KafkaConfiguration());
            assertThat(other.properties()).isEmpty();
        }

        assertThat(System.getProperty(ALLOWED_URLS)).isNull();
    }

    @Test
    void aPasswordIsQuotedAsTheModuleReadsIt() {
        KafkaConfiguration configuration = new KafkaConfiguration();

        login("PLAIN", "me").configure(configuration);

        assertThat(configuration.getSaslJaasConfig())
                .isEqualTo("org.apache.kafka.common.security.plain.PlainLoginModule required username=\"me\""
                        + " password=\"p\\\"w\\\\d\";");
    }
}
