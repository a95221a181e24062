package dev.viduroutes.matrix;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.time.Duration;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** What the sender of a host's JMS requests has. */
record Queues(String url, String password, String requests) {

    /** @return the reply, or a word that there is none */
    String answerTo(String document, Duration patience) throws Exception {
        try (ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory(url, password, password);
                JMSContext jms = connections.createContext()) {
            Queue replies = jms.createTemporaryQueue();
            TextMessage request = jms.createTextMessage(document);
            request.setJMSReplyTo(replies);
            jms.createProducer().send(jms.createQueue(requests), request);
            try (JMSConsumer consumer = jms.createConsumer(replies)) {
                return consumer.receive(patience.toMillis()) instanceof TextMessage reply
                        ? reply.getText()
                        : "no reply";
            }
        }
    }
}
