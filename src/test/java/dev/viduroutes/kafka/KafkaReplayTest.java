package dev.viduroutes.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.replay.ReplayOrder;
import dev.viduroutes.replay.ReplayReport;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Dead letters in a topic, on their way back to the topic of requests while the gateway runs. */
class KafkaReplayTest extends KafkaTest {

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.delivery.attempts", "2");
    }

    private ReplayReport replay(boolean dryRun, boolean force, String... ids) {
        ReplayOrder order = new ReplayOrder(Set.of(ids), "", ids.length == 0, dryRun, force);
        return template().requestBody("direct:vidu-replay", order, ReplayReport.class);
    }

    /** @return the id of the request */
    private String fail(String prompt, int outcome) throws Exception {
        send("shelf-7", request(prompt), Map.of("department", "harbour"));
        JsonNode told = receiveOutcomes(outcome).get(outcome - 1);
        assertThat(told.path("state").asText()).isEqualTo("FAILED");
        awaitCommitted(outcome);
        return told.path("request_id").asText();
    }

    @Test
    void aPaidVideoIsFetchedAndItsOutcomeTold() throws Exception {
        String id = fail("paid sandbox:not-videox2", 1);

        assertThat(replay(true, false, id).lines().get(0)).startsWith("fetch     0 s  DOWNLOAD_FAILED");
        assertThat(broker.size(requests)).isEqualTo(1);
        assertThat(replay(false, false, id).complete()).isTrue();

        JsonNode stored = receiveOutcomes(2).get(1);
        assertThat(stored.path("state").asText()).isEqualTo("STORED");
        assertThat(stored.path("request_id").asText()).isEqualTo(id);
        assertThat(ledger().submitsFor("paid")).isEqualTo(1);
        List<ConsumerRecord<byte[], byte[]>> records = receive(requests, 2);
        assertThat(records.get(1).value()).isEqualTo(records.get(0).value());
        assertThat(records.get(1).key()).isEqualTo("shelf-7".getBytes());
        assertThat(header(records.get(1), "department")).isEqualTo("harbour");
        assertThat(header(records.get(1), "vidu_request_id")).isEqualTo(id);
    }

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
        boolean removed =
                replay(false, false, id).complete() && !replay(false, false, id).complete();
        context.getRouteController().startRoute("vidu-intake-kafka");

        int back = removed ? 1 : 2;
        assertThat(broker.size(requests)).isEqualTo(1 + back);
        assertThat(receiveOutcomes(1 + back).subList(1, 1 + back))
                .allMatch(outcome -> outcome.path("state").asText().equals("STORED"))
                .allMatch(outcome -> outcome.path("request_id").asText().equals(id));
        awaitCommitted(1 + back);
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
