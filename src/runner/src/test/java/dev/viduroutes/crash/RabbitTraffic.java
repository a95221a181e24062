package dev.viduroutes.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.jms.RabbitServer;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.qpid.jms.JmsConnectionFactory;

/** Requests on a queue of RabbitMQ, and the replies to them. */
final class RabbitTraffic implements MessageTraffic {

    static final String USER = "crash";
    static final String PASSWORD = "password-of-the-crash-test";
    private static final String REQUESTS = "vidu.requests";

    private final RabbitServer broker;
    private final JMSContext jms;
    private final Queue replyQueue;
    private final JMSConsumer consumer;
    private final Map<String, List<JsonNode>> replies = new HashMap<>();

    RabbitTraffic(RabbitServer broker) throws IOException, TimeoutException {
        this.broker = broker;
        for (String queue : List.of(REQUESTS, "vidu.replies", "vidu.dead")) {
            broker.declare(queue);
        }
        JmsConnectionFactory connections = new JmsConnectionFactory(USER, PASSWORD, broker.url());
        // Else it asks the broker at each look, at which that ends the session.
        connections.setReceiveNoWaitLocalOnly(true);
        jms = connections.createContext();
        replyQueue = jms.createQueue("/amq/queue/vidu.replies");
        consumer = jms.createConsumer(replyQueue);
    }

    @Override
    public Map<String, String> environment() {
        return Map.of(
                "VIDU_INTAKE_FILE_ENABLED",
                "false",
                "VIDU_INTAKE_AMQP_ENABLED",
                "true",
                "VIDU_INTAKE_AMQP_URL",
                broker.url(),
                "VIDU_INTAKE_AMQP_USER",
                USER,
                "VIDU_INTAKE_AMQP_PASSWORD",
                PASSWORD,
                "VIDU_INTAKE_AMQP_QUEUE",
                "/amq/queue/" + REQUESTS,
                "VIDU_DEAD_LETTER_URI",
                "vidu-amqp:queue:/queue/vidu.dead");
    }

    @Override
    public boolean isDrained() throws Exception {
        return broker.count(REQUESTS) == 0;
    }

    @Override
    public void send(String name, String document) throws JMSException {
        TextMessage message = jms.createTextMessage(document);
        message.setJMSCorrelationID(name);
        message.setJMSReplyTo(replyQueue);
        jms.createProducer().send(jms.createQueue("/amq/queue/" + REQUESTS), message);
    }

    @Override
    public Map<String, List<JsonNode>> replies() throws Exception {
        for (Message reply = consumer.receiveNoWait(); reply != null; reply = consumer.receiveNoWait()) {
            replies.computeIfAbsent(reply.getJMSCorrelationID(), name -> new ArrayList<>())
                    .add(new ObjectMapper().readTree(reply.getBody(byte[].class)));
        }
        return replies;
    }

    @Override
    public void close() {
        jms.close();
    }
}
