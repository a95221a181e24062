package dev.viduroutes.matrix;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What the sender of a host's Kafka requests has. */
record Topics(Properties client, String requests, String outcomes) {

    void send(String document) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(requests, document)).get();
        }
    }

    /** @return the outcome of this request, or a word that there is none */
    String outcomeOf(String requestId, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> all = List.of(new TopicPartition(outcomes, 0));
            consumer.assign(all);
            consumer.seekToBeginning(all);
            while (System.nanoTime() < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    if (record.value().contains('"' + requestId + '"')) {
                        return record.value();
                    }
                }
            }
        }
        return "no outcome";
    }
}
