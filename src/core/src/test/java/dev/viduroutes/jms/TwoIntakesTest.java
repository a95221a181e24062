package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.util.Properties;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.Test;

/** A request that came over AMQP becomes a dead letter on a JMS queue: each client has destinations of its own. */
class TwoIntakesTest extends QueueTest {

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.intake.amqp.enabled", "true");
        settings.setProperty("vidu.intake.amqp.url", artemis().amqpUrl());
        settings.setProperty("vidu.intake.amqp.user", USER);
        settings.setProperty("vidu.intake.amqp.password", PASSWORD);
        settings.setProperty("vidu.intake.amqp.queue", requests + "-amqp");
    }

    @Test
    void theAskersNameTravelsAsTextThen() throws Exception {
        try (JMSContext amqp =
                new JmsConnectionFactory(USER, PASSWORD, artemis().amqpUrl()).createContext()) {
            TextMessage message = amqp.createTextMessage("no json");
            Queue replies = amqp.createQueue("replies-" + requests);
            message.setJMSReplyTo(replies);
            amqp.createProducer().send(amqp.createQueue(requests + "-amqp"), message);

            Message deadLetter = receiveDeadLetter();

            assertThat(deadLetter.getJMSReplyTo()).isNull();
            assertThat(deadLetter.getStringProperty("vidu_reply_to")).isEqualTo(replies.getQueueName());
            assertThat(deadLetter.propertyExists("Content_HYPHEN_Type")).isFalse();
            assertThat(json(receive(jms.createQueue(replies.getQueueName())))
                            .path("state")
                            .asText())
                    .isEqualTo("FAILED");
        }
    }
}
