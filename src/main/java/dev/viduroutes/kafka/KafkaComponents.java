package dev.viduroutes.kafka;

import dev.viduroutes.settings.KafkaSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The Camel component of the Kafka intake, which outcomes and dead letters may use, too. */
public final class KafkaComponents {

    private static final int LONGEST_BLOCK_MILLIS = 10_000;
    /** What a topic takes is the broker's business; a dead letter is longer than its record by its reason. */
    private static final int LARGEST_REQUEST_BYTES = 32 * 1024 * 1024;

    private static final Map<String, String> LOGIN_MODULES = Map.of(
            "PLAIN", "org.apache.kafka.common.security.plain.PlainLoginModule",
            "SCRAM-SHA-256", "org.apache.kafka.common.security.scram.ScramLoginModule",
            "SCRAM-SHA-512", "org.apache.kafka.common.security.scram.ScramLoginModule");

    private KafkaComponents() {}

    /** @return a component that is not started yet; secrets stand in its configuration, not in endpoint URIs */
    public static Component create(CamelContext context, KafkaSettings settings, Offsets offsets) {
        KafkaConfiguration configuration = new KafkaConfiguration();
        configuration.setBrokers(settings.brokers());
        configuration.setSecurityProtocol(settings.security());
        if (!settings.user().isEmpty()) {
            configuration.setSaslMechanism(settings.saslMechanism());
            configuration.setSaslJaasConfig(login(settings));
        }
        configuration.setAdditionalProperties(new HashMap<>(settings.clientProperties()));
        configuration.setValueSerializer(ByteArraySerializer.class.getName());
        configuration.setMaxBlockMs(LONGEST_BLOCK_MILLIS);
        configuration.setMaxRequestSize(LARGEST_REQUEST_BYTES);
        KafkaComponent component = new KafkaComponent(context);
        component.setConfiguration(configuration);
        component.setKafkaClientFactory(new OrderedClients(offsets));
        return component;
    }

    private static String login(KafkaSettings settings) {
        return LOGIN_MODULES.get(settings.saslMechanism()) + " required username=" + quoted(settings.user())
                + " password=" + quoted(settings.password()) + ";";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
