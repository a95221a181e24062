package dev.viduroutes.sqs;

import static dev.viduroutes.fault.Promptly.promptly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

/** Requests from an SQS queue, their outcomes, and when they leave the queue. */
class SqsIntakeTest extends SqsTest {

    private static final int PLACES = 3;

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.intake.sqs.in-flight", Integer.toString(PLACES));
    }

    @Override
    protected void prepare(CamelContext camel) {
        camel.getInflightRepository().setInflightBrowseEnabled(true);
    }

    /** Of the messages that are under way. */
    private List<String> receipts() {
        return context.getInflightRepository().browse("vidu-intake-sqs").stream()
                .map(message -> message.getExchange().getVariable("viduReceipt", String.class))
                .toList();
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
    void onlyAsManyMessagesAreTakenAsThereArePlaces() throws Exception {
        for (int i = 0; i < PLACES + 2; i++) {
            send(request("long " + i + " sandbox:never"), Map.of());
        }
        await().until(() -> ledger().tasksFor("long").size() == PLACES);
        assertThat(server.visible(requests)).isEqualTo(2);
        sandbox.finish("long");
        await().until(() -> ledger().tasksFor("long").size() == PLACES + 2);
        sandbox.finish("long");
        for (int i = 0; i < PLACES + 2; i++) {
            assertThat(json(receive(outcomes).body()).path("state").asText()).isEqualTo("STORED");
        }
        await().until(() -> server.count(requests) == 0);
        assertThat(server.count(outcomes)).isZero();
        assertThat(ledger().tasksFor("long")).hasSize(PLACES + 2);
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

    /** As many as there are places: else the server gives one to who asked for the next message and is gone. */
    @Test
    void aStopLeavesTheMessagesInTheirQueueAndTheNextStartGoesOnWithTheirTasks() throws Exception {
        for (int i = 0; i < PLACES; i++) {
            send(request("interrupted " + i + " sandbox:never"), Map.of());
        }
        await().until(() -> ledger().tasksFor("interrupted").size() == PLACES);
        List<String> receipts = receipts();

        promptly(this::stopContext);
        assertThat(server.count(requests)).isEqualTo(PLACES);
        receipts.forEach(receipt -> server.show(requests, receipt));
        startAgain();
        sandbox.finish("interrupted");

        for (int i = 0; i < PLACES; i++) {
            assertThat(json(receive(outcomes).body()).path("state").asText()).isEqualTo("STORED");
        }
        await().until(() -> server.count(requests) == 0);
        assertThat(ledger().tasksFor("interrupted")).hasSize(PLACES);
    }

    /** The question for the next message waits longer. */
    @Test
    void aStopDoesNotWaitForTheNextMessage() throws Exception {
        send(request("the last sandbox:fast"), Map.of());
        receive(outcomes);

        promptly(this::stopContext);
    }
}
