package dev.viduroutes.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.route.Steering;
import dev.viduroutes.sandbox.Ledger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

/** Records of producers who mean no good, or do not know better. */
class HostileRecordTest extends KafkaTest {

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.request.max-bytes", "64KiB");
    }

    private Map<String, String> steering() {
        Map<String, String> headers = Steering.headers();
        headers.put("kafka.TOPIC", "evil");
        headers.put("kafka.PARTITION", "99");
        headers.put("kafka.OFFSET", "99");
        headers.put("kafka.OVERRIDE_TOPIC", "evil-" + requests);
        headers.put("kafka.PARTITION_KEY", "99");
        headers.put("CamelKafkaOverrideTopic", "evil-" + requests);
        headers.put("reply-topic", "evil-" + requests);
        headers.put("kafka_replyTopic", "evil-" + requests);
        headers.put("record", "evil");
        return headers;
    }

    @Test
    void noHeaderSteersHttpS3SqlFilesTopicsOrCommits() throws Exception {
        broker.createTopic("evil-" + requests, 1);
        Ledger plain = ledgerAfter(Map.of(), 1);
        int round = 1;
        for (Map<String, String> headers : List.of(steering(), Steering.shouted(steering()))) {
            ledgerAfter(headers, ++round);
            assertSteeredNothing(plain);
        }
        assertThat(ledger().tasks()).hasSize(3);
        awaitCommitted(6);
        assertThat(broker.size("evil-" + requests)).isZero();
        assertThat(names(deadLetters())).isEmpty();
        assertThat(journal().query("SELECT count(*) FROM vidu_task")).containsExactly("3");
    }

    /** One that is stored and one that is refused, with these headers; the latter's dead letter keeps them as data. */
    private Ledger ledgerAfter(Map<String, String> headers, int round) throws Exception {
        send(request("steered"), headers);
        send("no json", headers);
        assertThat(receiveOutcomes(2 * round).subList(2 * round - 2, 2 * round))
                .extracting(outcome -> outcome.path("state").asText())
                .containsExactlyInAnyOrder("STORED", "FAILED");
        ConsumerRecord<byte[], byte[]> deadLetter = receive(dead, round).get(round - 1);
        assertThat(new String(deadLetter.value(), StandardCharsets.UTF_8)).isEqualTo("no json");
        assertThat(deadLetter.headers())
                .extracting(Header::key)
                .containsExactlyInAnyOrder(
                        "vidu_reason", "vidu_reason_code", "vidu_billing", "vidu_request_id", "vidu_message");
        assertThat(header(deadLetter, "vidu_reason_code")).isEqualTo("INVALID_REQUEST");
        JsonNode properties = json(header(deadLetter, "vidu_message").getBytes(StandardCharsets.UTF_8))
                .path("properties");
        headers.forEach((name, value) -> {
            if (!name.startsWith("vidu_")) {
                assertThat(properties.path(name).asText()).isEqualTo(value);
            }
        });
        return ledger();
    }

    @Test
    void whatIsNoDocumentIsADeadLetterWithItsReason() throws Exception {
        Map<byte[], String> values = new LinkedHashMap<>();
        values.put(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2}, "not UTF-8");
        values.put(new byte[0], "empty");
        values.put("{\"input\":".getBytes(StandardCharsets.UTF_8), "not usable as JSON");
        values.put("x".repeat(70_000).getBytes(StandardCharsets.UTF_8), "longer than 65536 bytes");
        int deadLetters = 0;
        for (Map.Entry<byte[], String> value : values.entrySet()) {
            send(value.getKey(), Map.of());
            deadLetters++;
            assertDeadLetter(deadLetters, value.getKey(), value.getValue());
        }
        send((byte[]) null, Map.of());
        assertDeadLetter(deadLetters + 1, new byte[0], "a record without value");
        awaitCommitted(deadLetters + 1);
        assertThat(ledger().tasks()).isEmpty();
        assertNothingIsLeft();
    }

    private void assertDeadLetter(int number, byte[] value, String why) {
        ConsumerRecord<byte[], byte[]> deadLetter = receive(dead, number).get(number - 1);
        assertThat(deadLetter.value()).isEqualTo(value);
        assertThat(json(header(deadLetter, "vidu_reason").getBytes(StandardCharsets.UTF_8))
                        .at("/failure/message")
                        .asText())
                .contains(why);
    }

    /** Its reason makes it longer than the topic of the dead letters allows. */
    @Test
    void aDeadLetterThatTheTopicDoesNotTakeIsKeptInTheFolder() throws Exception {
        byte[] value = "x".repeat(KafkaBroker.LARGEST_RECORD - 300).getBytes(StandardCharsets.UTF_8);
        send(value, Map.of("department", "harbour"));

        awaitCommitted(1);

        assertThat(broker.size(dead)).isZero();
        String name = names(deadLetters()).get(0);
        assertThat(deadLetters().resolve(name)).hasBinaryContent(value);
        assertThat(json(deadLetters().resolve(name + ".message.json"))
                        .at("/properties/department")
                        .asText())
                .isEqualTo("harbour");
    }

    @Test
    void aKeyIsKeptForPeopleAndTooManyHeadersAreLeftOut() throws Exception {
        send("no json", Map.of("large", "\u0001".repeat(100_000)));

        String kept = header(receive(dead, 1).get(0), "vidu_message");

        assertThat(json(kept.getBytes(StandardCharsets.UTF_8)).path("left_out").asText())
                .isEqualTo("headers and properties");
        await().until(() -> committed(0) == 1);
    }
}
