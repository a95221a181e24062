package dev.viduroutes.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

/** Batches from an SQS queue. */
class SqsBatchTest extends SqsTest {

    @Test
    void aBatchBecomesOneOutcomeAndLeavesItsQueue() throws Exception {
        send("""
                {"input": {"mode": "text-to-video", "prompt": "line[1]", "duration": 2}}
                {"input": {"mode": "text-to-video", "prompt": "line[2]", "duration": 2}}
                """, Map.of("content-type", "application/jsonl"));

        Message told = receive(outcomes);

        JsonNode outcome = json(told.body());
        assertThat(outcome.path("rows").asInt()).isEqualTo(2);
        assertThat(outcome.path("stored").asInt()).isEqualTo(2);
        assertThat(attribute(told, "vidu_state")).isEqualTo("DONE");
        assertThat(attribute(told, "vidu_batch"))
                .isEqualTo(outcome.path("batch").asText());
        await().until(() -> server.count(requests) == 0);
        assertNothingIsLeft();
    }
}
