package dev.viduroutes.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Dead letters in a topic, on their way back to the topic of requests while the gateway runs. */
class KafkaReplayTest extends KafkaReplaySuite {

    @Test
    void aSecondReplayFindsNothingToDo() throws Exception {
        String id = fail("unpaid sandbox:submit=400x1", 1);
        assertThat(replay(false, false).complete()).isTrue();
        assertThat(receiveOutcomes(2).get(1).path("state").asText()).isEqualTo("STORED");

        assertThat(replay(false, true).total()).startsWith("put back 0, skipped 0");
        assertThat(replay(false, true, id).lines().get(0)).contains("no dead letter of this id");
        awaitCommitted(2);
        assertThat(broker.size(requests)).isEqualTo(2);
    }

    @Test
    void whatIsPutBackTwiceBeforeAGatewayTakesItUpIsPaidOnce() throws Exception {
        String id = fail("twice sandbox:submit=400x1", 1);
        context.getRouteController().stopRoute("vidu-intake-kafka");
        for (int times = 0; times < 2; times++) {
            assertThat(replay(false, false, id).complete()).isTrue();
        }
        context.getRouteController().startRoute("vidu-intake-kafka");

        assertThat(broker.size(requests)).isEqualTo(3);
        assertThat(receiveOutcomes(3).subList(1, 3))
                .allMatch(outcome -> outcome.path("state").asText().equals("STORED"))
                .allMatch(outcome -> outcome.path("request_id").asText().equals(id));
        awaitCommitted(3);
        assertThat(ledger().tasksFor("twice")).hasSize(1);
    }

    @Test
    void whatIsUncertainNeedsForceForEachEnd() throws Exception {
        String id = fail("lost sandbox:lostx2", 1);
        assertThat(replay(false, false, id).lines().get(0)).startsWith("skip");
        for (int times = 1; times <= 2; times++) {
            assertThat(replay(false, true, id).lines().get(0)).startsWith("force     2 s  SUBMIT_UNCERTAIN");
            receiveOutcomes(1 + times);
            awaitCommitted(1 + times);
            assertThat(ledger().submitsFor("lost")).isEqualTo(1 + times);
        }
        assertThat(receiveOutcomes(3).get(2).path("state").asText()).isEqualTo("STORED");
    }
}
