package dev.viduroutes.kafka;

import dev.viduroutes.outage.IntakeWatchdogs;
import dev.viduroutes.settings.Settings;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/** What the routes of the Kafka intake use by name. A host that takes no records need not have its classes. */
public final class KafkaBeans {

    private KafkaBeans() {}

    public static void bind(CamelContext context, Settings settings, IntakeWatchdogs watches) {
        Registry registry = context.getRegistry();
        OffsetTracker offsets =
                new OffsetTracker(settings.kafka().inFlight(), settings.caps().waiting());
        registry.bind("viduKafkaOffsets", offsets);
        registry.bind("vidu-kafka", KafkaComponents.create(context, settings.kafka(), offsets, watches));
        registry.bind("viduKafkaRecords", new KafkaRecords());
        registry.bind("viduKafkaReplayTarget", new KafkaReplayTarget(context, settings.kafka()));
        KafkaDeadLetterTopic.of(context, settings).ifPresent(store -> registry.bind("viduDeadLetterTopic", store));
    }
}
