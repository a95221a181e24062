package dev.viduroutes.kafka;

import static dev.viduroutes.fault.Promptly.promptly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Requests from a topic, their outcomes, and when they are committed. */
class KafkaIntakeTest extends KafkaTest {

    @Test
    void aRecordBecomesAVideoAnOutcomeAndACommit() throws Exception {
        RecordMetadata sent = send(request("a lighthouse"));

        ConsumerRecord<byte[], byte[]> told = receive(outcomes, 1).get(0);

        JsonNode outcome = json(told);
        assertThat(outcome.path("state").asText()).isEqualTo("STORED");
        assertThat(outcome.at("/source/kind").asText()).isEqualTo("kafka");
        assertThat(outcome.path("request_id").asText()).startsWith(requests + "-0-0-" + sent.timestamp());
        assertThat(header(told, "vidu_state")).isEqualTo("STORED");
        assertThat(header(told, "vidu_request_id"))
                .isEqualTo(outcome.path("request_id").asText());
        assertThat(object(outcome.at("/videos/0/key").asText()).asByteArray())
                .hasSize(outcome.at("/videos/0/bytes").asInt());
        awaitCommitted(1);
        assertNothingIsLeft();
    }

    @Test
    void asManyRecordsAsThereArePlacesAreUnderWayAndTheirOffsetsAreCommittedInOrder() throws Exception {
        send(request("first sandbox:never"));
        for (int i = 1; i < 12; i++) {
            send(request("later " + i + " sandbox:fast"));
        }

        assertThat(receiveOutcomes(11))
                .allMatch(outcome -> outcome.path("state").asText().equals("STORED"));
        assertThat(ledger().tasksFor("first")).hasSize(1);
        assertThat(committed(0)).isZero();
        sandbox.finish("first");
        awaitCommitted(12);
        assertThat(receiveOutcomes(12)).hasSize(12);
        assertThat(ledger().tasks()).hasSize(12);
    }

    @Test
    void anIdInAHeaderNamesTheRequest() throws Exception {
        send(request("named"), Map.of("vidu_request_id", "order-7"));

        assertThat(receiveOutcomes(1).get(0).path("request_id").asText()).isEqualTo("order-7");
    }

    @Test
    void aRefusedRecordIsADeadLetterAsItWas() throws Exception {
        String document = request("x").replace("2}", "20}");
        send(document, Map.of("department", "harbour"));

        ConsumerRecord<byte[], byte[]> deadLetter = receive(dead, 1).get(0);

        assertThat(new String(deadLetter.value())).isEqualTo(document);
        assertThat(header(deadLetter, "vidu_reason_code")).isEqualTo("INVALID_REQUEST");
        assertThat(header(deadLetter, "vidu_billing")).isEqualTo("none");
        awaitCommitted(1);
        assertThat(receiveOutcomes(1).get(0).at("/failure/code").asText()).isEqualTo("INVALID_REQUEST");
    }

    @Test
    void aDeadLetterThatIsCopiedBackWithItsHeadersHasThePaidVideoFetched() throws Exception {
        send(request("paid sandbox:not-videox5"));
        ConsumerRecord<byte[], byte[]> deadLetter = receive(dead, 1).get(0);
        assertThat(header(deadLetter, "vidu_billing")).isEqualTo("billed");
        Map<String, String> headers = new HashMap<>();
        deadLetter.headers().forEach(each -> headers.put(each.key(), header(deadLetter, each.key())));

        send(deadLetter.value(), headers);

        assertThat(receiveOutcomes(2))
                .extracting(outcome -> outcome.path("state").asText())
                .containsExactly("FAILED", "STORED");
        assertThat(ledger().submitsFor("paid")).isEqualTo(1);
    }

    @Test
    void aStopLeavesTheRecordInTheTopicAndTheNextStartGoesOnWithItsTask() throws Exception {
        send(request("done sandbox:fast"));
        receive(outcomes, 1);
        send(request("interrupted sandbox:never"));
        await().until(() -> !ledger().tasksFor("interrupted").isEmpty());

        promptly(this::stopContext);
        assertThat(committed(0)).isEqualTo(1);
        startAgain();
        sandbox.finish("interrupted");

        List<JsonNode> told = receiveOutcomes(2);
        assertThat(told.get(1).path("state").asText()).isEqualTo("STORED");
        awaitCommitted(2);
        assertThat(ledger().tasksFor("interrupted")).hasSize(1);
    }

    /** Each needs a library of its own, which the client brings. */
    @Test
    void recordsThatTheirProducerCompressedAreRequests() throws Exception {
        List<String> kinds = List.of("gzip", "snappy", "lz4", "zstd");
        for (String kind : kinds) {
            Properties settings = broker.client();
            settings.put("compression.type", kind);
            try (KafkaProducer<String, String> producer =
                    new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
                String document =
                        request(kind + " sandbox:fast").replace("{\"input\"", " ".repeat(40_000) + "{\"input\"");
                producer.send(new ProducerRecord<>(requests, document)).get();
            }
        }
        assertThat(receiveOutcomes(kinds.size()))
                .allMatch(outcome -> outcome.path("state").asText().equals("STORED"));
        kinds.forEach(kind -> assertThat(ledger().submitsFor(kind)).isEqualTo(1));
    }
}
