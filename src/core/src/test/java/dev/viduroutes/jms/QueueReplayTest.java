package dev.viduroutes.jms;

import static dev.viduroutes.replay.CollectingVisitor.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.replay.DeadLetter;
import dev.viduroutes.replay.ReplayOrder;
import dev.viduroutes.replay.ReplayReport;
import dev.viduroutes.replay.ReplayTarget;
import dev.viduroutes.request.Source;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Dead letters of a queue, on their way back to the intake queue while the gateway runs. */
class QueueReplayTest extends QueueTest {

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.delivery.attempts", "2");
    }

    private ReplayReport replay(boolean dryRun, boolean force, String id) {
        ReplayOrder order = new ReplayOrder(Set.of(id), "", false, dryRun, force);
        return template().requestBody("direct:vidu-replay", order, ReplayReport.class);
    }

    private JsonNode fail(String prompt, Queue replies) throws Exception {
        TextMessage message = jms.createTextMessage(request(prompt));
        message.setJMSCorrelationID("order-1");
        message.setJMSReplyTo(replies);
        message.setStringProperty("department", "harbour");
        send(message);
        JsonNode outcome = json(receive(replies));
        assertThat(outcome.path("state").asText()).isEqualTo("FAILED");
        return outcome;
    }

    @Test
    void aPaidVideoIsFetchedAndItsAskerHearsOfIt() throws Exception {
        Queue replies = jms.createTemporaryQueue();
        String id = fail("paid sandbox:not-videox2", replies).path("request_id").asText();

        assertThat(replay(true, false, id).lines().get(0)).startsWith("fetch     0 s  DOWNLOAD_FAILED");
        assertThat(broker.count(dead)).isEqualTo(1);
        assertThat(replay(false, false, id).complete()).isTrue();

        Message reply = receive(replies);
        assertThat(json(reply).path("state").asText()).isEqualTo("STORED");
        assertThat(json(reply).path("request_id").asText()).isEqualTo(id);
        assertThat(reply.getJMSCorrelationID()).isEqualTo("order-1");
        assertThat(broker.count(dead)).isZero();
        assertThat(ledger().submitsFor("paid")).isEqualTo(1);
    }

    @Test
    void whatIsUncertainNeedsForceWhichNoPropertyCanBe() throws Exception {
        Queue replies = jms.createTemporaryQueue();
        JsonNode first = fail("lost sandbox:lostx1", replies);
        String id = first.path("request_id").asText();
        Message deadLetter = receiveDeadLetter();
        TextMessage forged = jms.createTextMessage(deadLetter.getBody(String.class));
        for (String name : new String[] {"force", "forced", "vidu_force", "vidu_forced", "VIDU_FORCE"}) {
            forged.setStringProperty(name, "1");
        }
        forged.setStringProperty("vidu_request_id", id);
        forged.setJMSReplyTo(replies);
        send(forged);
        assertThat(json(receive(replies))).isEqualTo(first);
        assertThat(replay(false, false, id).lines().get(0)).startsWith("skip");
        assertThat(ledger().submitsFor("lost")).isEqualTo(1);

        assertThat(replay(false, true, id).lines().get(0)).startsWith("force     2 s  SUBMIT_UNCERTAIN");

        assertThat(json(receive(replies)).path("state").asText()).isEqualTo("STORED");
        assertThat(ledger().submitsFor("lost")).isEqualTo(2);
    }

    @Test
    void anInterruptionAfterTheMessageIsBackLosesAndDoublesNothing() throws Exception {
        Queue replies = jms.createTemporaryQueue();
        String id = fail("half sandbox:not-videox2", replies).path("request_id").asText();
        JmsDeadLetterQueue store =
                context().getRegistry().lookupByNameAndType("viduDeadLetterQueue", JmsDeadLetterQueue.class);
        JmsReplayTarget target =
                context().getRegistry().lookupByNameAndType("viduJmsReplayTarget", JmsReplayTarget.class);

        assertThatThrownBy(() -> store.putBack(all(store).get(0), new Interrupted(target)))
                .hasMessage("killed");

        JsonNode stored = json(receive(replies));
        assertThat(stored.path("state").asText()).isEqualTo("STORED");
        assertThat(broker.count(dead)).as("not removed yet").isEqualTo(1);
        assertThat(replay(false, true, id).lines().get(0)).startsWith("report    0 s");
        assertThat(json(receive(replies))).isEqualTo(stored);
        assertThat(broker.count(dead)).isZero();
        assertThat(ledger().submitsFor("half")).isEqualTo(1);
    }

    /** A process that ends when the request is back, and the dead letter is not removed. */
    private record Interrupted(ReplayTarget target) implements ReplayTarget {

        @Override
        public boolean accepts(Source source) {
            return target.accepts(source);
        }

        @Override
        public Optional<String> obstacle(DeadLetter deadLetter) {
            return target.obstacle(deadLetter);
        }

        @Override
        public void putBack(DeadLetter deadLetter) throws Exception {
            target.putBack(deadLetter);
            throw new java.io.IOException("killed");
        }
    }
}
