package dev.viduroutes.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.sandbox.Ledger;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

/** Requests from an SQS queue, their outcomes, and when they leave the queue. */
class SqsIntakeTest extends SqsTest {

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.request.max-bytes", "64KiB");
        settings.setProperty("vidu.intake.sqs.in-flight", "3");
    }

    @Test
    void aMessageBecomesAVideoAndAnOutcomeAndLeavesItsQueue() throws Exception {
        String id = send(request("a lighthouse"), Map.of());

        Message told = receive(outcomes);

        JsonNode outcome = json(told.body());
        assertThat(outcome.path("state").asText()).isEqualTo("STORED");
        assertThat(outcome.at("/source/stamp").asText()).isEqualTo(id);
        assertThat(outcome.path("request_id").asText()).startsWith(id);
        assertThat(attribute(told, "vidu_state")).isEqualTo("STORED");
        await().until(() -> count(requests) == 0);
        assertNothingIsLeft();
    }

    @Test
    void onlyAsManyMessagesAreTakenAsThereArePlacesAndNoneComesAgainWhileItsTaskRuns() throws Exception {
        for (int i = 0; i < 5; i++) {
            send(request("long " + i + " sandbox:slow=800s"), Map.of());
        }
        await().until(() -> ledger().tasksFor("long").size() == 3);
        assertThat(visible(requests)).isEqualTo(2);
        for (int i = 0; i < 5; i++) {
            assertThat(json(receive(outcomes).body()).path("state").asText()).isEqualTo("STORED");
        }
        await().until(() -> count(requests) == 0);
        assertThat(count(outcomes)).isZero();
        assertThat(ledger().tasksFor("long")).hasSize(5);
    }

    @Test
    void aStopLeavesTheMessageInItsQueueAndTheNextStartGoesOnWithItsTask() throws Exception {
        send(request("interrupted sandbox:slow=600s"), Map.of());
        await().until(() -> !ledger().tasksFor("interrupted").isEmpty());

        Instant begin = Instant.now();
        stopContext();
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(5));
        assertThat(count(requests)).isEqualTo(1);
        startAgain();

        assertThat(json(receive(outcomes).body()).path("state").asText()).isEqualTo("STORED");
        await().until(() -> count(requests) == 0);
        assertThat(ledger().tasksFor("interrupted")).hasSize(1);
    }

    @Test
    void whatIsNoRequestIsADeadLetterAsItWas() throws Exception {
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("no json", "not usable as JSON");
        bodies.put("x".repeat(70_000), "longer than 65536 bytes");
        for (Map.Entry<String, String> body : bodies.entrySet()) {
            send(body.getKey(), Map.of("department", "harbour"));
            Message letter = receive(dead);
            assertThat(letter.body()).isEqualTo(body.getKey());
            assertThat(json(attribute(letter, "vidu_reason"))
                            .at("/failure/message")
                            .asText())
                    .contains(body.getValue());
            assertThat(attribute(letter, "vidu_billing")).isEqualTo("none");
            assertThat(json(attribute(letter, "vidu_message"))
                            .at("/properties/department")
                            .asText())
                    .isEqualTo("harbour");
            assertThat(json(receive(outcomes).body()).path("state").asText()).isEqualTo("FAILED");
        }
        await().until(() -> count(requests) == 0);
        assertNothingIsLeft();
    }

    @Test
    void noAttributeSteersHttpS3SqlFilesOrQueues() throws Exception {
        Map<String, String> steering = new LinkedHashMap<>();
        steering.put("CAMELHTTPURI", "http://127.0.0.1:1/evil");
        steering.put("CamelAwsS3Key", "evil/${env:HOME}.mp4");
        steering.put("CamelAwsS3OverrideBucketName", "evil-bucket");
        steering.put("CamelSqlQuery", "DROP TABLE vidu_task");
        steering.put("CamelFileName", "../../evil.json");
        steering.put("Authorization", "Bearer evil");
        steering.put("CamelAwsSqsReceiptHandle", "evil");
        steering.put("CamelAwsSqsOperation", "purgeQueue");
        steering.put("CAMELAWSSQSMESSAGEID", "evil");
        steering.put("receipt", "evil");
        send(request("plain"), Map.of());
        receive(outcomes);
        Ledger plain = ledger();
        send(request("steered"), steering);
        send("no json", steering);

        receive(outcomes);
        receive(outcomes);
        Message letter = receive(dead);

        assertThat(ledger().hostsSeen()).isEqualTo(plain.hostsSeen());
        assertThat(ledger().headersSeen()).isEqualTo(plain.headersSeen());
        assertThat(ledger().calls().keySet()).isEqualTo(plain.calls().keySet());
        assertThat(ledger().unauthorized()).isZero();
        assertThat(names(s3.folder())).doesNotContain("evil-bucket");
        assertThat(names(s3.folder().resolve(BUCKET))).containsExactly("videos");
        assertThat(Files.exists(home.resolve("../../evil.json"))).isFalse();
        assertThat(letter.messageAttributes())
                .containsOnlyKeys("vidu_reason", "vidu_reason_code", "vidu_billing", "vidu_request_id", "vidu_message");
        await().until(() -> count(requests) == 0);
        assertThat(journal().query("SELECT count(*) FROM vidu_task")).containsExactly("2");
    }
}
