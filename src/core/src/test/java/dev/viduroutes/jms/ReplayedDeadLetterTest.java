package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Dead letters that somebody moves back to the intake queue, as brokers' consoles do. */
class ReplayedDeadLetterTest extends QueueTest {

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.retry.failed-tasks", "0");
    }

    private Message moveBack(Message deadLetter) {
        return send(deadLetter);
    }

    @Test
    void aLetterThatMayHaveCostMoneyBringsTheSameOutcomeAndNoSecondSubmit() throws Exception {
        Queue replies = jms.createTemporaryQueue();
        TextMessage message = jms.createTextMessage(request("paid perhaps sandbox:lost"));
        message.setJMSCorrelationID("order-1");
        message.setJMSReplyTo(replies);
        send(message);
        JsonNode first = json(receive(replies));
        assertThat(first.at("/failure/code").asText()).isEqualTo("SUBMIT_UNCERTAIN");

        moveBack(receiveDeadLetter());

        Message again = receive(replies);
        assertThat(json(again)).isEqualTo(first);
        assertThat(again.getJMSCorrelationID()).isEqualTo("order-1");
        Message deadLetter = receiveDeadLetter();
        assertThat(deadLetter.getStringProperty("vidu_billing")).isEqualTo("unknown");
        assertThat(deadLetter.getStringProperty("vidu_request_id"))
                .isEqualTo(first.path("request_id").asText());
        assertThat(ledger().submitsFor("paid perhaps")).isEqualTo(1);
    }

    @Test
    void aLetterThatCostNothingIsSubmitted() throws Exception {
        Queue replies = jms.createTemporaryQueue();
        send(request("unpaid sandbox:submit=400x1"), replies);
        JsonNode first = json(receive(replies));
        assertThat(first.at("/failure/billing").asText()).isEqualTo("none");

        moveBack(receiveDeadLetter());

        JsonNode second = json(receive(replies));
        assertThat(second.path("state").asText()).isEqualTo("STORED");
        assertThat(second.path("request_id")).isEqualTo(first.path("request_id"));
    }

    @Test
    void thePropertyIsAnIdempotencyKeyAndNothingElse() throws Exception {
        Queue replies = jms.createTemporaryQueue();
        sendNamed(request("mine"), "shared-1", replies);
        JsonNode first = json(receive(replies));
        sendNamed(request("mine"), "shared-1", replies);
        assertThat(json(receive(replies))).isEqualTo(first);
        assertThat(ledger().submitsFor("mine")).isEqualTo(1);

        sendNamed(request("another"), "shared-1", replies);
        assertThat(json(receive(replies)).at("/failure/message").asText()).contains("request_id");
        sendNamed(request("of-the-document", "own id"), "shared-1", replies);
        assertThat(json(receive(replies)).path("request_id").asText()).isEqualTo("of-the-document");
        sendNamed(request("steering"), "../../${env:HOME}", replies);
        assertThat(json(receive(replies)).at("/failure/message").asText()).startsWith("vidu_request_id is");
        await().until(() -> broker.count(requests) == 0);
    }

    private void sendNamed(String document, String key, Queue replies) throws Exception {
        TextMessage message = jms.createTextMessage(document);
        message.setStringProperty("vidu_request_id", key);
        message.setJMSReplyTo(replies);
        send(message);
    }

    @Test
    void aMessageWithoutAnIdNeedsOneInItsDocument() throws Exception {
        Queue replies = jms.createTemporaryQueue();
        for (String document : new String[] {request("nameless"), request("named-1", "named")}) {
            TextMessage message = jms.createTextMessage(document);
            message.setJMSReplyTo(replies);
            jms.createProducer().setDisableMessageID(true).send(jms.createQueue(requests), message);
        }
        JsonNode one = json(receive(replies));
        JsonNode other = json(receive(replies));

        JsonNode refused = one.has("failure") ? one : other;
        JsonNode stored = one.has("failure") ? other : one;
        assertThat(refused.at("/failure/message").asText()).contains("the message has no id");
        assertThat(stored.path("request_id").asText()).isEqualTo("named-1");
    }
}
