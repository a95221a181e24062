package dev.viduroutes.kafka;

import java.util.Properties;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Gives Camel's Kafka consumer clients that commit in order, whatever else the operator set. */
final class OrderedClients extends DefaultKafkaClientFactory {

    private final Offsets offsets;
    private final KafkaContact contact;

    OrderedClients(Offsets offsets, KafkaContact contact) {
        this.offsets = offsets;
        this.contact = contact;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Consumer getConsumer(Properties properties) {
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // So that no record is taken for which there is no place.
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1");
        // What a producer took back is no request.
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // A group without offsets begins with the oldest request, not with the next one.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        try {
            return new OrderedConsumer(properties, offsets, contact);
        } catch (KafkaException unusable) {
            contact.failed(unusable);
            throw unusable;
        }
    }
}
