package dev.viduroutes.kafka;

import java.util.Properties;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Gives Camel's Kafka consumer clients that track their offsets, whatever else the operator set. */
final class OffsetTrackingClientFactory extends DefaultKafkaClientFactory {

    private final OffsetTracker offsets;
    private final KafkaAvailability availability;

    OffsetTrackingClientFactory(OffsetTracker offsets, KafkaAvailability availability) {
        this.offsets = offsets;
        this.availability = availability;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Consumer getConsumer(Properties properties) {
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // So that no more records are taken than may be under way.
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1");
        // What a producer took back is no request.
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // A group without offsets begins with the oldest request, not with the next one.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        try {
            return new OffsetTrackingConsumer(properties, offsets, availability);
        } catch (KafkaException unusable) {
            availability.failed(unusable);
            throw unusable;
        }
    }
}
