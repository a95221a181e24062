package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.replay.ReplayOrder;
import dev.viduroutes.replay.ReplayReport;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.util.Properties;
import java.util.Set;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds wherever the dead letters of an AMQP 1.0 queue lie; they go back while the gateway runs. */
abstract class AmqpReplaySuite extends QueueTest {

    protected JMSContext amqp;
    protected Queue replies;

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        speakAmqp(settings);
        settings.setProperty("vidu.outcome.uri", "vidu-amqp:queue:outcomes-" + dead);
        settings.setProperty("vidu.delivery.attempts", "2");
    }

    @BeforeEach
    void connectWithAmqp() {
        amqp = LenientContext.of(
                new JmsConnectionFactory(USER, PASSWORD, amqpUrl() + "?jms.validatePropertyNames=false"));
        replies = amqp.createQueue("replies-" + dead);
    }

    @AfterEach
    void disconnectFromAmqp() {
        amqp.close();
    }

    protected ReplayReport replay(boolean dryRun, boolean force, String id) {
        ReplayOrder order = new ReplayOrder(Set.of(id), "", false, dryRun, force);
        return template().requestBody("direct:vidu-replay", order, ReplayReport.class);
    }

    protected Message received(Queue queue) {
        try (JMSConsumer consumer = amqp.createConsumer(queue)) {
            Message message = consumer.receive(60_000);
            assertThat(message).as("a message in " + queue).isNotNull();
            return message;
        }
    }

    protected JsonNode fail(String prompt) throws Exception {
        TextMessage message = amqp.createTextMessage(request(prompt));
        message.setJMSCorrelationID("order-1");
        message.setJMSReplyTo(replies);
        message.setStringProperty("department", "harbour");
        message.setStringProperty("JMSXGroupID", "customer-7");
        message.setIntProperty("JMSXGroupSeq", 2);
        // A name that JMS does not allow, and its client hides, must not be in the way.
        message.setStringProperty("x-trace-id", "trace-7");
        amqp.createProducer().send(amqp.createQueue(requests), message);
        JsonNode outcome = json(received(replies));
        assertThat(outcome.path("state").asText()).isEqualTo("FAILED");
        return outcome;
    }

    /** Where the outcome of a dead letter goes that was put back. */
    protected Queue asker() {
        return replies;
    }

    @Test
    void aPaidVideoIsFetchedAndItsAskerHearsOfIt() throws Exception {
        String id = fail("paid sandbox:not-videox2").path("request_id").asText();

        assertThat(replay(true, false, id).lines().get(0)).startsWith("fetch     0 s  DOWNLOAD_FAILED");
        assertThat(replay(false, false, id).complete()).isTrue();

        Message reply = received(asker());
        assertThat(json(reply).path("state").asText()).isEqualTo("STORED");
        assertThat(json(reply).path("request_id").asText()).isEqualTo(id);
        assertThat(replay(false, true, id).lines().get(0)).contains("no dead letter of this id");
        assertThat(ledger().submitsFor("paid")).isEqualTo(1);
    }

    @Test
    void whatStoodOnTheMessageStandsOnTheNextDeadLetter() throws Exception {
        String id = fail("described sandbox:submit=400x2").path("request_id").asText();

        replay(false, false, id);

        assertThat(json(received(asker())).path("state").asText()).isEqualTo("FAILED");
        assertLabelled();
    }

    protected void assertLabelled() throws Exception {
        Message deadLetter = received(amqp.createQueue(dead));
        assertThat(deadLetter.getStringProperty("department")).isEqualTo("harbour");
        assertThat(deadLetter.getStringProperty("JMSXGroupID")).isEqualTo("customer-7");
        assertThat(deadLetter.getIntProperty("JMSXGroupSeq")).isEqualTo(2);
        assertThat(deadLetter.getJMSCorrelationID()).isEqualTo("order-1");
    }
}
