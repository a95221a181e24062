package dev.viduroutes.kafka;

import dev.viduroutes.settings.KafkaSettings;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.SaslConfigs;

/**
 * How user and password are proved to the brokers, by Kafka's own login modules. Other ways, such as GSSAPI, are set in the
 * client's own properties, which are stronger.
 */
final class KafkaLogin {

    private static final String MODULES = "org.apache.kafka.common.security.";
    private static final String PLAIN = MODULES + "plain.PlainLoginModule";
    private static final String SCRAM = MODULES + "scram.ScramLoginModule";
    private static final String OAUTHBEARER = MODULES + "oauthbearer.OAuthBearerLoginModule";
    private static final String TOKENS = MODULES + "oauthbearer.OAuthBearerLoginCallbackHandler";

    private static final String CLIENT_ID = "sasl.oauthbearer.client.credentials.client.id";
    private static final String CLIENT_SECRET = "sasl.oauthbearer.client.credentials.client.secret";
    private static final String SCOPE = "sasl.oauthbearer.scope";

    /** Clients of Kafka 4.0 and before read id, secret and scope as options of the module alone; newer ones warn of that. */
    private static final boolean OPTIONS_OF_MODULE =
            !ConsumerConfig.configNames().contains(CLIENT_ID);

    /** Where clients may ask for tokens. Not set, it allows nothing to clients of Kafka 4, and everything to older ones. */
    private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

    /** A setting that Kafka 4 has no more. */
    private static final boolean IS_OF_KAFKA_3 = ConsumerConfig.configNames().contains("auto.include.jmx.reporter");

    /** Else a server of tokens that does not answer would be waited for without end. */
    private static final String LONGEST_WAIT_MILLIS = "5000";

    private final KafkaSettings settings;

    KafkaLogin(KafkaSettings settings) {
        this.settings = settings;
    }

    void configure(KafkaConfiguration configuration) {
        if (!settings.user().isEmpty()) {
            configuration.setSaslMechanism(settings.saslMechanism());
            configuration.setSaslJaasConfig(module());
        }
        if (settings.usesToken()) {
            allow(tokenUrl());
        }
    }

    private String module() {
        String module = switch (settings.saslMechanism()) {
            case "PLAIN" -> required(PLAIN, "username", "password");
            case "OAUTHBEARER" -> client();
            default -> required(SCRAM, "username", "password");
        };
        return module + ";";
    }

    private String client() {
        return OPTIONS_OF_MODULE
                ? required(OAUTHBEARER, "clientId", "clientSecret") + scope()
                : OAUTHBEARER + " required";
    }

    private String required(String module, String user, String password) {
        return module + " required " + user + "=" + quoted(settings.user()) + " " + password + "="
                + quoted(settings.password());
    }

    private String scope() {
        return settings.tokenScope().isEmpty() ? "" : " scope=" + quoted(settings.tokenScope());
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** @return what the client needs besides, to get a token for user and password */
    Map<String, String> properties() {
        if (!settings.usesToken()) {
            return Map.of();
        }
        Map<String, String> properties = new HashMap<>();
        properties.put(CLIENT_ID, settings.user());
        properties.put(CLIENT_SECRET, settings.password());
        properties.put(SCOPE, settings.tokenScope());
        properties.put(SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS, TOKENS);
        properties.put(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL, tokenUrl());
        properties.put(SaslConfigs.SASL_LOGIN_CONNECT_TIMEOUT_MS, LONGEST_WAIT_MILLIS);
        properties.put(SaslConfigs.SASL_LOGIN_READ_TIMEOUT_MS, LONGEST_WAIT_MILLIS);
        return properties;
    }

    private String tokenUrl() {
        return settings.tokenUrl().map(URI::toString).orElseThrow();
    }

    /** For the whole process, as Kafka has it; what a host allowed before stays allowed. */
    private static synchronized void allow(String url) {
        String before = System.getProperty(ALLOWED_URLS);
        if (before == null && IS_OF_KAFKA_3) {
            return;
        }
        Set<String> allowed = new LinkedHashSet<>(List.of((before == null ? url : before).split("\\s*,\\s*")));
        allowed.add(url);
        System.setProperty(ALLOWED_URLS, String.join(",", allowed));
    }
}
