package dev.viduroutes.jms;

import static dev.viduroutes.fault.Promptly.promptly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.JMSConsumer;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** A stop, and a broker that goes away: nothing is lost, and nothing is paid twice. */
class QueueOutageIT extends QueueTest {

    /** How long a reply waits for a queue that is full. */
    private static final Duration FULL = Duration.ofSeconds(1);

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.intake.jms.reply-timeout", FULL.toSeconds() + "s");
        settings.setProperty("vidu.outcome.uri", "vidu-jms:queue:outcomes-of-" + requests);
    }

    private Queue outcomes() {
        return jms.createQueue("outcomes-of-" + requests);
    }

    @Test
    void aStopLeavesTheMessageAtTheBrokerAndTheNextStartGoesOnWithItsTask() throws Exception {
        Queue replies = jms.createQueue("replies-of-" + requests);
        send(request("interrupted sandbox:slow=600s"), replies);
        await().until(() -> !ledger().tasksFor("interrupted").isEmpty());

        promptly(this::stopContext);
        assertThat(broker.count(requests)).isEqualTo(1);
        startAgain();

        Message reply = receive(replies);
        assertThat(json(reply).path("state").asText()).isEqualTo("STORED");
        assertThat(ledger().tasksFor("interrupted")).hasSize(1);
        await().until(() -> broker.count(requests) == 0);
        assertThat(broker.count(replies.getQueueName())).isZero();
    }

    @Test
    void aStopGivesTheMessageBackOnceAndNotAgainAndAgain() throws Exception {
        send(request("counted sandbox:slow=600s"), null);
        await().until(() -> !ledger().tasksFor("counted").isEmpty());

        stopContext();

        Message left = receive(jms.createQueue(requests));
        // Once by the gateway, once here.
        assertThat(left.getIntProperty("JMSXDeliveryCount")).isLessThanOrEqualTo(2);
    }

    @Test
    void anOutcomeWaitsForABrokerThatIsAway() throws Exception {
        send(request("patient sandbox:slow=150s"), null);
        await().until(() -> !ledger().tasksFor("patient").isEmpty());
        disconnect();
        broker.stop();
        await().until(() -> journal().query("SELECT state FROM vidu_task").contains("STORED"));

        broker.restart();
        connect();

        JsonNode outcome = json(receive(outcomes()));
        assertThat(outcome.path("state").asText()).isEqualTo("STORED");
        await().until(() -> broker.count(requests) == 0);
        assertThat(ledger().tasksFor("patient")).hasSize(1);
        assertEveryOutcomeIs(outcome);
    }

    @Test
    void whatTheBrokerHasIsThereAfterItsRestart() throws Exception {
        Queue replies = jms.createQueue("replies-of-" + requests);
        send("no json", replies);
        await().until(() -> broker.count(replies.getQueueName()) == 1 && broker.count(requests) == 0);
        disconnect();

        broker.stop();
        broker.restart();
        connect();

        assertThat(json(receive(replies)).path("state").asText()).isEqualTo("FAILED");
        assertThat(receiveDeadLetter().getBody(String.class)).isEqualTo("no json");
    }

    @Test
    void aReplyWaitsForItForLongerThanForAQueueThatIsFull() throws Exception {
        Queue replies = jms.createQueue("replies-of-" + requests);
        send(request("asking sandbox:slow=150s"), replies);
        await().until(() -> !ledger().tasksFor("asking").isEmpty());
        disconnect();
        broker.stop();
        await().until(() -> journal().query("SELECT state FROM vidu_task").contains("STORED"));
        await().pollDelay(FULL.multipliedBy(4)).until(() -> true);

        broker.restart();
        connect();

        assertThat(json(receive(replies)).path("state").asText()).isEqualTo("STORED");
        await().until(() -> broker.count(requests) == 0);
        assertThat(broker.count(outcomes().getQueueName())).isZero();
    }

    /** Told twice, it is the same. A broker may still count what was received a moment ago, so it is not asked how many there are. */
    private void assertEveryOutcomeIs(JsonNode outcome) throws Exception {
        try (JMSConsumer again = jms.createConsumer(outcomes())) {
            for (Message told = again.receive(1_000); told != null; told = again.receive(1_000)) {
                assertThat(json(told)).isEqualTo(outcome);
            }
        }
    }

    @Test
    void aReplyThatTheBrokerRefusesBecomesAnOutcome() throws Exception {
        Queue forbidden = jms.createQueue("forbidden.replies");
        broker.forbid("forbidden.#");
        send(request("refused reply sandbox:fast"), forbidden);

        assertThat(json(receive(outcomes())).path("state").asText()).isEqualTo("STORED");
        await().until(() -> broker.count(requests) == 0);
        assertNothingIsLeft();
    }
}
