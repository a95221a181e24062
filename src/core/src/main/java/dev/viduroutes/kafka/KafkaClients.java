package dev.viduroutes.kafka;

import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka's own clients for what is no route: set up as the gateway's, and in no group. */
final class KafkaClients {

    private static final String AT_ONCE = "50";
    private static final String SHORT_WAIT_MILLIS = "20";
    private static final String BYTES_AT_ONCE = Integer.toString(1 << 20);

    private final KafkaEndpoint endpoint;

    /** @param uri of the component {@code vidu-kafka} */
    KafkaClients(CamelContext context, String uri) {
        endpoint = context.getEndpoint(uri, KafkaEndpoint.class);
    }

    String topic() {
        return endpoint.getConfiguration().getTopic();
    }

    /** @return what sends as the gateway sends; headers are the caller's business, no exchange is near */
    KafkaProducer<byte[], byte[]> producer() {
        Properties properties = with(endpoint.getConfiguration().createProducerProperties());
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        return new KafkaProducer<>(properties);
    }

    /** @return what reads a topic without taking anything from anybody: it has no group, and commits nothing */
    KafkaConsumer<byte[], byte[]> reader() {
        Properties properties = with(endpoint.getConfiguration().createConsumerProperties());
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, AT_ONCE);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, BYTES_AT_ONCE);
        // At the end of the topic a close waits for the fetch that is under way.
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, SHORT_WAIT_MILLIS);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        return new KafkaConsumer<>(properties);
    }

    private Properties with(Properties properties) {
        properties.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                endpoint.getKafkaClientFactory().getBrokers(endpoint.getConfiguration()));
        return properties;
    }
}
