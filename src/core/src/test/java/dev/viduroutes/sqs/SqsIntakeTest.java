package dev.viduroutes.sqs;

import static dev.viduroutes.fault.Promptly.promptly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

/** Requests from an SQS queue, their outcomes, and when they leave the queue. */
class SqsIntakeTest extends SqsTest {

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.intake.sqs.in-flight", "3");
        settings.setProperty("vidu.intake.sqs.visibility", "3s");
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
        await().until(() -> server.count(requests) == 0);
        assertNothingIsLeft();
    }

    @Test
    void onlyAsManyMessagesAreTakenAsThereArePlacesAndNoneComesAgainWhileItsTaskRuns() throws Exception {
        for (int i = 0; i < 5; i++) {
            send(request("long " + i + " sandbox:slow=400s"), Map.of());
        }
        await().until(() -> ledger().tasksFor("long").size() == 3);
        assertThat(server.visible(requests)).isEqualTo(2);
        for (int i = 0; i < 5; i++) {
            assertThat(json(receive(outcomes).body()).path("state").asText()).isEqualTo("STORED");
        }
        await().until(() -> server.count(requests) == 0);
        assertThat(server.count(outcomes)).isZero();
        assertThat(ledger().tasksFor("long")).hasSize(5);
    }

    @Test
    void aDeadLetterThatIsSentBackWithItsAttributesHasThePaidVideoFetched() {
        send(request("paid sandbox:not-videox5"), Map.of());
        Message deadLetter = receive(dead);
        assertThat(attribute(deadLetter, "vidu_billing")).isEqualTo("billed");
        assertThat(json(receive(outcomes).body()).path("state").asText()).isEqualTo("FAILED");

        sqs.sendMessage(again -> again.queueUrl(requests)
                .messageBody(deadLetter.body())
                .messageAttributes(deadLetter.messageAttributes()));

        assertThat(json(receive(outcomes).body()).path("state").asText()).isEqualTo("STORED");
        assertThat(ledger().submitsFor("paid")).isEqualTo(1);
    }

    @Test
    void aStopLeavesTheMessageInItsQueueAndTheNextStartGoesOnWithItsTask() throws Exception {
        send(request("interrupted sandbox:slow=400s"), Map.of());
        await().until(() -> !ledger().tasksFor("interrupted").isEmpty());

        promptly(this::stopContext);
        assertThat(server.count(requests)).isEqualTo(1);
        startAgain();

        assertThat(json(receive(outcomes).body()).path("state").asText()).isEqualTo("STORED");
        await().until(() -> server.count(requests) == 0);
        assertThat(ledger().tasksFor("interrupted")).hasSize(1);
    }

    /** The question for the next message waits longer. */
    @Test
    void aStopDoesNotWaitForTheNextMessage() throws Exception {
        send(request("the last sandbox:fast"), Map.of());
        receive(outcomes);

        promptly(this::stopContext);
    }
}
