package dev.viduroutes.sqs;

import static dev.viduroutes.replay.CollectingVisitor.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.replay.DeadLetter;
import dev.viduroutes.replay.ReplayOrder;
import dev.viduroutes.replay.ReplayReport;
import dev.viduroutes.replay.ReplayTarget;
import dev.viduroutes.request.Source;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Dead letters at SQS, on their way back to the queue of requests while the gateway runs. */
class SqsReplayTest extends SqsTest {

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.delivery.attempts", "2");
    }

    protected ReplayReport replay(boolean dryRun, boolean force, String... ids) {
        ReplayOrder order = new ReplayOrder(Set.of(ids), "", ids.length == 0, dryRun, force);
        return template().requestBody("direct:vidu-replay", order, ReplayReport.class);
    }

    /** @return the id of the request */
    protected String fail(String prompt, Map<String, String> attributes) {
        send(request(prompt), attributes);
        JsonNode told = json(receive(outcomes).body());
        assertThat(told.path("state").asText()).isEqualTo("FAILED");
        await().until(() -> server.count(requests) == 0);
        return told.path("request_id").asText();
    }

    /** Of the next dead letter, which is removed. */
    protected JsonNode envelopeOfDeadLetter() throws Exception {
        return json(attribute(receive(dead), "vidu_message"));
    }

    @Test
    void aPaidVideoIsFetchedAndItsOutcomeTold() throws Exception {
        String id = fail("paid sandbox:not-videox2", Map.of());

        assertThat(replay(true, false, id).lines().get(0)).startsWith("fetch     0 s  DOWNLOAD_FAILED");
        assertThat(server.count(requests)).isZero();
        assertThat(replay(false, false, id).complete()).isTrue();

        JsonNode stored = json(receive(outcomes).body());
        assertThat(stored.path("state").asText()).isEqualTo("STORED");
        assertThat(stored.path("request_id").asText()).isEqualTo(id);
        assertThat(ledger().submitsFor("paid")).isEqualTo(1);
        assertThat(replay(false, true, id).lines().get(0)).contains("no dead letter of this id");
    }

    @Test
    void whatStaysIsSeenByOthersAtOnce() throws Exception {
        Map<String, String> tooMany = new HashMap<>();
        for (int i = 0; i < 10; i++) {
            tooMany.put("attribute-" + i, "value");
        }
        String lost = fail("lost sandbox:lostx1", Map.of());
        String crowded = fail("crowded sandbox:submit=400x1", tooMany);

        assertThatThrownBy(() -> replayInto(new BlockedPath())).hasMessage("the queue is full");
        assertStay(2);
        ReplayReport rest = replay(true, false, lost, crowded);
        assertThat(rest.lines())
                .anyMatch(line -> line.startsWith("skip") && line.contains(lost) && line.contains("--force"))
                .anyMatch(line -> line.startsWith("skip") && line.contains(crowded) && line.contains("11 attributes"));
        assertStay(2);
        assertThat(replay(false, true, lost).complete()).isTrue();
        assertThat(json(receive(outcomes).body()).path("state").asText()).isEqualTo("STORED");
        assertStay(1);
    }

    @Test
    void whatStoodOnTheMessageThatWasPutBackStandsOnItsNextDeadLetter() throws Exception {
        fail("other sandbox:lostx1", Map.of());
        String unpaid = fail("unpaid sandbox:submit=400x2", Map.of("department", "harbour"));

        assertThat(replay(false, false, unpaid).complete()).isTrue();

        JsonNode again = json(receive(outcomes).body());
        assertThat(again.path("request_id").asText()).isEqualTo(unpaid);
        assertStay(2);
        assertThat(List.of(envelopeOfDeadLetter(), envelopeOfDeadLetter()))
                .anyMatch(envelope ->
                        envelope.at("/properties/department").asText().equals("harbour"));
    }

    private void replayInto(ReplayTarget target) throws Exception {
        SqsDeadLetterQueue store =
                context.getRegistry().lookupByNameAndType("viduSqsDeadLetters", SqsDeadLetterQueue.class);
        store.putBack(all(store).get(0), target);
    }

    private static final class BlockedPath implements ReplayTarget {

        @Override
        public boolean accepts(Source source) {
            return true;
        }

        @Override
        public void putBack(DeadLetter deadLetter) throws IOException {
            throw new IOException("the queue is full");
        }
    }

    private void assertStay(int deadLetters) {
        assertThat(server.visible(dead)).isEqualTo(deadLetters);
    }
}
