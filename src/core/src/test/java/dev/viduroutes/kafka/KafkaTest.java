package dev.viduroutes.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.fixture.PerProcess;
import dev.viduroutes.route.GatewayTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The real routes between a real Kafka broker and the sandbox; each test with topics of its own. */
abstract class KafkaTest extends GatewayTest {

    private static final PerProcess<KafkaBroker> BROKER = new PerProcess<>(KafkaBroker::start);

    protected static final KafkaBroker broker = BROKER.get();

    protected String requests;
    protected String outcomes;
    protected String dead;
    private KafkaProducer<byte[], byte[]> producer;

    @Override
    protected void configure(Properties settings) {
        if (requests == null) {
            createTopics(Long.toHexString(System.nanoTime()));
        }
        settings.setProperty("vidu.intake.file.enabled", "false");
        settings.setProperty("vidu.intake.kafka.enabled", "true");
        settings.setProperty("vidu.intake.kafka.brokers", broker.address());
        settings.setProperty("vidu.intake.kafka.topic", requests);
        settings.setProperty("vidu.intake.kafka.group", "group-of-" + requests);
        settings.setProperty("vidu.outcome.uri", "vidu-kafka:" + outcomes);
        settings.setProperty("vidu.dead-letter.uri", "vidu-kafka:" + dead);
    }

    private void createTopics(String own) {
        requests = "requests-" + own;
        outcomes = "outcomes-" + own;
        dead = "dead-" + own;
        try {
            broker.createTopic(requests, partitions());
            broker.createTopic(outcomes, 1);
            broker.createTopic(dead, 1);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    protected int partitions() {
        return 1;
    }

    @BeforeEach
    void connect() {
        producer = new KafkaProducer<>(broker.client(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void disconnect() {
        producer.close();
    }

    protected RecordMetadata send(String document) throws Exception {
        return send(document, Map.of());
    }

    protected RecordMetadata send(String document, Map<String, String> headers) throws Exception {
        return send(document.getBytes(StandardCharsets.UTF_8), headers);
    }

    protected void sendTo(int partition, String document) throws Exception {
        producer.send(new ProducerRecord<>(requests, partition, null, document.getBytes(StandardCharsets.UTF_8)))
                .get();
    }

    protected RecordMetadata send(byte[] value, Map<String, String> headers) throws Exception {
        return send(new ProducerRecord<>(requests, value), headers);
    }

    protected RecordMetadata send(ProducerRecord<byte[], byte[]> sent, Map<String, String> headers) throws Exception {
        headers.forEach((name, text) -> sent.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return producer.send(sent).get();
    }

    /** @return so many records of the topic, from its beginning */
    protected List<ConsumerRecord<byte[], byte[]>> receive(String topic, int count) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        Properties settings = broker.client();
        // A close waits for the fetch that is under way.
        settings.put("fetch.max.wait.ms", "20");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all = List.of(new TopicPartition(topic, 0));
            consumer.assign(all);
            consumer.seekToBeginning(all);
            await().until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
                return found.size() >= count;
            });
        }
        return found;
    }

    protected List<JsonNode> receiveOutcomes(int count) {
        return receive(outcomes, count).stream().map(KafkaTest::json).toList();
    }

    protected static JsonNode json(ConsumerRecord<byte[], byte[]> record) {
        return json(record.value());
    }

    protected static JsonNode json(byte[] text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (Exception noJson) {
            throw new AssertionError(new String(text, StandardCharsets.UTF_8), noJson);
        }
    }

    protected static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        assertThat(header).as(name).isNotNull();
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    protected long committed(int partition) throws Exception {
        return broker.committed("group-of-" + requests, requests).getOrDefault(partition, 0L);
    }

    protected void awaitCommitted(long offset) {
        await().until(() -> committed(0) == offset);
    }
}
