package dev.viduroutes.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.kafka.KafkaServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Requests in a Kafka topic of two partitions, and their outcomes in another one. */
final class KafkaTraffic implements MessageTraffic {

    private static final String REQUESTS = "vidu.requests";
    private static final String OUTCOMES = "vidu.outcomes";
    private static final String GROUP = "vidu-routes";

    private final KafkaServers brokers;
    private final int partitions;
    private final Path impatient;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, List<JsonNode>> replies = new HashMap<>();

    KafkaTraffic(KafkaServers brokers, Path folder) throws Exception {
        this(brokers, folder, 2, "");
    }

    /**
     * @param partitions of the topic of requests
     * @param more lines for the properties of the gateway's client
     */
    KafkaTraffic(KafkaServers brokers, Path folder, int partitions, String more) throws Exception {
        this.brokers = brokers;
        this.partitions = partitions;
        impatient = impatient(folder, more);
        brokers.createTopic(REQUESTS, partitions);
        brokers.createTopic(OUTCOMES, 1);
        brokers.createTopic("vidu.dead", 1);
        producer = new KafkaProducer<>(brokers.client(), new ByteArraySerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(brokers.client(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(new TopicPartition(OUTCOMES, 0)));
        consumer.seekToBeginning(consumer.assignment());
    }

    /** Else a group waits for a process that was killed for 45 seconds. */
    private static Path impatient(Path folder, String more) throws IOException {
        return Files.writeString(
                Files.createDirectories(folder).resolve("client.properties"),
                "session.timeout.ms=1000\nheartbeat.interval.ms=300\n" + more);
    }

    @Override
    public Map<String, String> environment() {
        return Map.of(
                "VIDU_INTAKE_FILE_ENABLED",
                "false",
                "VIDU_INTAKE_KAFKA_ENABLED",
                "true",
                "VIDU_INTAKE_KAFKA_BROKERS",
                brokers.address(),
                "VIDU_INTAKE_KAFKA_TOPIC",
                REQUESTS,
                "VIDU_INTAKE_KAFKA_GROUP",
                GROUP,
                "VIDU_INTAKE_KAFKA_CLIENT_PROPERTIES",
                impatient.toString(),
                "VIDU_OUTCOME_URI",
                "vidu-kafka:" + OUTCOMES,
                "VIDU_DEAD_LETTER_URI",
                "vidu-kafka:vidu.dead");
    }

    /** @return how many processes share the partitions */
    int members() throws Exception {
        return brokers.members(GROUP).size();
    }

    @Override
    public void send(String name, String document) throws Exception {
        RecordMetadata sent = producer.send(new ProducerRecord<>(
                        REQUESTS, names.size() % partitions, null, document.getBytes(StandardCharsets.UTF_8)))
                .get();
        names.put(REQUESTS + "-" + sent.partition() + "-" + sent.offset() + "-" + sent.timestamp(), name);
    }

    @Override
    public Map<String, List<JsonNode>> replies() throws IOException {
        for (var told = poll(); !told.isEmpty(); told = poll()) {
            for (JsonNode outcome : told) {
                replies.computeIfAbsent(names.get(outcome.at("/source/stamp").asText()), name -> new ArrayList<>())
                        .add(outcome);
            }
        }
        return replies;
    }

    private List<JsonNode> poll() throws IOException {
        List<JsonNode> told = new ArrayList<>();
        for (var record : consumer.poll(Duration.ofSeconds(1))) {
            told.add(new ObjectMapper().readTree(record.value()));
        }
        return told;
    }

    @Override
    public boolean isDrained() throws Exception {
        return brokers.committed(GROUP, REQUESTS).values().stream()
                        .mapToLong(Long::longValue)
                        .sum()
                == names.size();
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
