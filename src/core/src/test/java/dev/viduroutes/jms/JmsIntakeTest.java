package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import org.junit.jupiter.api.Test;

/** Requests from a queue, and what their senders hear of them. */
class JmsIntakeTest extends QueueTest {

    @Test
    void aMessageIsAnsweredWithTheOutcomeOfItsVideo() throws Exception {
        Queue replies = jms.createTemporaryQueue();
        Message sent = send(request("a lighthouse"), replies);

        Message reply = receive(replies);

        JsonNode outcome = json(reply);
        assertThat(outcome.path("state").asText()).isEqualTo("STORED");
        assertThat(object(outcome.at("/videos/0/key").asText()).asByteArray())
                .hasSize(outcome.at("/videos/0/bytes").asInt());
        assertThat(reply.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(reply).isInstanceOf(TextMessage.class);
        assertThat(reply.getJMSCorrelationID()).isEqualTo(sent.getJMSMessageID());
        assertThat(reply.getStringProperty("vidu_state")).isEqualTo("STORED");
        assertThat(reply.getStringProperty("vidu_request_id"))
                .isEqualTo(outcome.path("request_id").asText());
        await().until(() -> broker.count(requests) == 0);
        assertNothingIsLeft();
    }

    @Test
    void aReplyCarriesTheCorrelationIdOfTheMessage() throws Exception {
        Queue replies = jms.createTemporaryQueue();
        TextMessage message = jms.createTextMessage(request("correlated"));
        message.setJMSCorrelationID("order-7");
        message.setJMSReplyTo(replies);
        send(message);

        assertThat(receive(replies).getJMSCorrelationID()).isEqualTo("order-7");
    }

    @Test
    void aRefusedMessageIsADeadLetterAsItWasAndItsSenderIsTold() throws Exception {
        Queue replies = jms.createTemporaryQueue();
        String document = request("x").replace("2}", "20}");
        TextMessage message = jms.createTextMessage(document);
        message.setJMSCorrelationID("order-8");
        message.setJMSReplyTo(replies);
        message.setStringProperty("department", "harbour");
        message.setIntProperty("priority_of_mine", 3);
        message.setStringProperty("JMSXGroupID", "customer-7");
        message.setIntProperty("JMSXGroupSeq", 2);
        send(message);

        Message deadLetter = receiveDeadLetter();

        assertThat(deadLetter.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(deadLetter.getBody(String.class)).isEqualTo(document);
        assertThat(deadLetter.getStringProperty("department")).isEqualTo("harbour");
        assertThat(deadLetter.getIntProperty("priority_of_mine")).isEqualTo(3);
        assertThat(deadLetter.getStringProperty("JMSXGroupID")).isEqualTo("customer-7");
        assertThat(deadLetter.getIntProperty("JMSXGroupSeq")).isEqualTo(2);
        assertThat(deadLetter.getJMSCorrelationID()).isEqualTo("order-8");
        assertThat(deadLetter.getJMSReplyTo()).isEqualTo(replies);
        assertThat(deadLetter.getStringProperty("vidu_reason_code")).isEqualTo("INVALID_REQUEST");
        assertThat(deadLetter.getStringProperty("vidu_billing")).isEqualTo("none");
        assertThat(reason(deadLetter).at("/failure/problems/0/field").asText()).isEqualTo("input.duration");
        assertThat(json(receive(replies)).at("/failure/code").asText()).isEqualTo("INVALID_REQUEST");
        await().until(() -> broker.count(requests) == 0);
    }
}
