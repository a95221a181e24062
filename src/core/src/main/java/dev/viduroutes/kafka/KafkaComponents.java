package dev.viduroutes.kafka;

import dev.viduroutes.outage.IntakeWatchdog;
import dev.viduroutes.outage.IntakeWatchdogs;
import dev.viduroutes.settings.KafkaSettings;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The Camel component of the Kafka intake, which outcomes and dead letters may use, too. */
final class KafkaComponents {

    /** Brokers that do not answer are not waited for at a stop. */
    private static final int LONGEST_STOP_MILLIS = 4_000;

    private static final int LONGEST_BLOCK_MILLIS = 10_000;
    private static final String LONGEST_WAIT_MILLIS = "10000";
    /** What a topic takes is the broker's business; a dead letter is longer than its record by its reason. */
    private static final int LARGEST_REQUEST_BYTES = 32 * 1024 * 1024;

    private KafkaComponents() {}

    /** @return a component that is not started yet; secrets stand in its configuration, not in endpoint URIs */
    static Component create(
            CamelContext context, KafkaSettings settings, OffsetTracker offsets, IntakeWatchdogs watches) {
        KafkaConfiguration configuration = new KafkaConfiguration();
        configuration.setBrokers(settings.brokers());
        // A name that can't be resolved now is a broker that is away, and no reason to start nothing else either.
        configuration.setPreValidateHostAndPort(false);
        configuration.setSecurityProtocol(settings.security());
        KafkaLogin login = new KafkaLogin(settings);
        login.configure(configuration);
        configuration.setAdditionalProperties(additional(settings, login));
        configuration.setValueSerializer(ByteArraySerializer.class.getName());
        configuration.setMaxBlockMs(LONGEST_BLOCK_MILLIS);
        configuration.setShutdownTimeout(LONGEST_STOP_MILLIS);
        configuration.setMaxRequestSize(LARGEST_REQUEST_BYTES);
        KafkaComponent component = new KafkaComponent(context);
        component.setConfiguration(configuration);
        // A client logs in when it is made, and who lets it in may be away: that is no reason to start nothing else
        // either.
        component.setLazyStartProducer(true);
        KafkaAvailability availability = availability(context, settings, watches);
        component.setKafkaClientFactory(new OffsetTrackingClientFactory(offsets, availability));
        component.setPollExceptionStrategy(new RetryPollExceptionStrategy(availability));
        return component;
    }

    private static Map<String, Object> additional(KafkaSettings settings, KafkaLogin login) {
        Map<String, Object> additional = new HashMap<>();
        // Brokers that are away are asked at longer and longer intervals.
        additional.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, LONGEST_WAIT_MILLIS);
        additional.putAll(login.properties());
        additional.putAll(settings.clientProperties());
        return additional;
    }

    private static KafkaAvailability availability(
            CamelContext context, KafkaSettings settings, IntakeWatchdogs watches) {
        InstantSource clock = context.getRegistry().lookupByNameAndType("viduClock", InstantSource.class);
        String place = "brokers=" + settings.brokers() + " topic=" + settings.topic();
        KafkaFailureAnalyzer analyzer = new KafkaFailureAnalyzer(settings);
        IntakeWatchdog watch = watches.watchSeveral(
                "kafka", place, "vidu.intake.kafka.brokers and vidu.intake.kafka.topic", KafkaAvailability.UNHEARD);
        return new KafkaAvailability("intake=kafka " + place, watch, analyzer, clock);
    }
}
