package dev.viduroutes.jms;

import dev.viduroutes.settings.QueueSettings;
import jakarta.jms.ConnectionFactory;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** Connections to ActiveMQ Artemis. */
final class ArtemisConnections {

    /** Passwords of key stores; as options of the URL they would stand in the log of what reads URLs for the client. */
    private static final Pattern SECRET = Pattern.compile("(?<=[?&;])([A-Za-z]*[Pp]assword)=([^&;,)]*)&?");

    private ArtemisConnections() {}

    static ConnectionFactory factory(QueueSettings settings) {
        Map<String, String> secrets = new HashMap<>();
        String url = withoutSecrets(settings.url(), secrets);
        ActiveMQConnectionFactory factory = settings.user().isEmpty()
                ? new ActiveMQConnectionFactory(url)
                : new ActiveMQConnectionFactory(url, settings.user(), settings.password());
        for (TransportConfiguration broker : factory.getServerLocator().getStaticTransportConfigurations()) {
            broker.getParams().putAll(secrets);
        }
        // A message that waits in the memory of a busy consumer is one that nobody else can take.
        factory.setConsumerWindowSize(0);
        // Nothing is ever deserialized; this holds even if something tried.
        factory.setDeserializationDenyList("*");
        factory.getServerLocator().addIncomingInterceptor(new RawBodyInterceptor());
        return factory;
    }

    /** @return the URL as it is if its brokers have different ones: then each must keep its own */
    private static String withoutSecrets(String url, Map<String, String> secrets) {
        Matcher secret = SECRET.matcher(url);
        while (secret.find()) {
            String value = URLDecoder.decode(secret.group(2), StandardCharsets.UTF_8);
            if (!value.equals(secrets.getOrDefault(secret.group(1), value))) {
                secrets.clear();
                return url;
            }
            secrets.put(secret.group(1), value);
        }
        return secret.replaceAll("");
    }
}
