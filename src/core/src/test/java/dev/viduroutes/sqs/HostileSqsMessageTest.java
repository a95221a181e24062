package dev.viduroutes.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.route.Steering;
import dev.viduroutes.sandbox.Ledger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Messages of senders who mean no good, or do not know better. */
class HostileSqsMessageTest extends SqsTest {

    /** SQS takes no more on one message; names are letters, digits, {@code _}, {@code -} and {@code .}, up to 256. */
    private static final int MOST_ATTRIBUTES = 10;

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.request.max-bytes", "64KiB");
    }

    private static Map<String, String> steering() {
        Map<String, String> attributes = Steering.headers();
        attributes.put("CamelAwsSqsReceiptHandle", "evil");
        attributes.put("CamelAwsSqsOperation", "purgeQueue");
        attributes.put("CamelAwsSqsMessageId", "evil");
        attributes.put("CamelAwsSqsAttributes", "evil");
        attributes.put("CamelAwsSqsMessageAttributes", "evil");
        attributes.put("CamelAwsSqsDelaySeconds", "900");
        attributes.put("receipt", "evil");
        return attributes;
    }

    private static List<Map<String, String>> portions(Map<String, String> attributes) {
        List<Map<String, String>> portions = new ArrayList<>();
        attributes.forEach((name, value) -> {
            if (portions.isEmpty() || portions.get(portions.size() - 1).size() == MOST_ATTRIBUTES) {
                portions.add(new LinkedHashMap<>());
            }
            portions.get(portions.size() - 1).put(name, value);
        });
        return portions;
    }

    @Test
    void noAttributeSteersHttpS3SqlFilesOrQueues() throws Exception {
        Ledger plain = ledgerAfter(Map.of());
        List<Map<String, String>> all = new ArrayList<>(portions(steering()));
        all.addAll(portions(Steering.shouted(steering())));
        for (Map<String, String> attributes : all) {
            ledgerAfter(attributes);
            assertSteeredNothing(plain);
        }
        assertThat(ledger().tasks()).hasSize(1 + all.size());
        await().until(() -> server.count(requests) == 0);
        assertThat(server.count(outcomes)).isZero();
        assertThat(names(deadLetters())).isEmpty();
        assertThat(journal().query("SELECT count(*) FROM vidu_task")).containsExactly(Integer.toString(1 + all.size()));
    }

    /** One that is stored and one that is refused, with these attributes; the latter's dead letter keeps them as data. */
    private Ledger ledgerAfter(Map<String, String> attributes) {
        send(request("steered sandbox:fast"), attributes);
        send("no json", attributes);
        assertThat(List.of(
                        json(receive(outcomes).body()), json(receive(outcomes).body())))
                .extracting(outcome -> outcome.path("state").asText())
                .containsExactlyInAnyOrder("STORED", "FAILED");
        Message deadLetter = receive(dead);
        assertThat(deadLetter.body()).isEqualTo("no json");
        assertThat(deadLetter.messageAttributes())
                .containsOnlyKeys("vidu_reason", "vidu_reason_code", "vidu_billing", "vidu_request_id", "vidu_message");
        assertThat(attribute(deadLetter, "vidu_reason_code")).isEqualTo("INVALID_REQUEST");
        JsonNode properties = json(attribute(deadLetter, "vidu_message")).path("properties");
        attributes.forEach((name, value) -> {
            if (!name.startsWith("vidu_")) {
                assertThat(properties.path(name).asText()).isEqualTo(value);
            }
        });
        return ledger();
    }

    @Test
    void whatIsNoRequestIsADeadLetterAsItWas() throws Exception {
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("no json", "not usable as JSON");
        bodies.put("x".repeat(70_000), "longer than 65536 bytes");
        for (Map.Entry<String, String> body : bodies.entrySet()) {
            send(body.getKey(), Map.of("department", "harbour"));
            Message deadLetter = receive(dead);
            assertThat(deadLetter.body()).isEqualTo(body.getKey());
            assertThat(json(attribute(deadLetter, "vidu_reason"))
                            .at("/failure/message")
                            .asText())
                    .contains(body.getValue());
            assertThat(attribute(deadLetter, "vidu_billing")).isEqualTo("none");
            assertThat(json(attribute(deadLetter, "vidu_message"))
                            .at("/properties/department")
                            .asText())
                    .isEqualTo("harbour");
            assertThat(json(receive(outcomes).body()).path("state").asText()).isEqualTo("FAILED");
        }
        await().until(() -> server.count(requests) == 0);
        assertNothingIsLeft();
    }

    /** A body is text; what is binary may stand in attributes only. */
    @Test
    void binaryAttributesAreKeptInBase64() {
        byte[] bytes = {(byte) 0xff, 0, 1};
        sqs.sendMessage(message -> message.queueUrl(requests)
                .messageBody("no json")
                .messageAttributes(Map.of(
                        "picture",
                        MessageAttributeValue.builder()
                                .dataType("Binary")
                                .binaryValue(SdkBytes.fromByteArray(bytes))
                                .build())));

        JsonNode kept = json(attribute(receive(dead), "vidu_message"));

        assertThat(Base64.getDecoder().decode(kept.at("/properties/picture").asText()))
                .isEqualTo(bytes);
    }
}
