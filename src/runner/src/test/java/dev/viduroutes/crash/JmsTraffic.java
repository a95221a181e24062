package dev.viduroutes.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Requests on a JMS queue, and the replies to them, whoever made the broker. */
abstract class JmsTraffic implements MessageTraffic {

    static final String USER = "crash";
    static final String PASSWORD = "password-of-the-crash-test";
    static final String REQUESTS = "vidu.requests";

    private final JMSContext jms;
    private final Queue replyQueue;
    private final JMSConsumer consumer;
    private final Map<String, List<JsonNode>> replies = new HashMap<>();

    JmsTraffic(JMSContext jms) {
        this.jms = jms;
        replyQueue = jms.createQueue("vidu.replies");
        consumer = jms.createConsumer(replyQueue);
    }

    /** What an operator sets to take requests from any of them, beside where it is. */
    static Map<String, String> login() {
        return Map.of(
                "VIDU_INTAKE_FILE_ENABLED",
                "false",
                "VIDU_INTAKE_JMS_ENABLED",
                "true",
                "VIDU_INTAKE_JMS_USER",
                USER,
                "VIDU_INTAKE_JMS_PASSWORD",
                PASSWORD,
                "VIDU_INTAKE_JMS_QUEUE",
                REQUESTS,
                "VIDU_DEAD_LETTER_URI",
                "vidu-jms:queue:vidu.dead");
    }

    @Override
    public void send(String name, String document) throws JMSException {
        TextMessage message = jms.createTextMessage(document);
        message.setJMSCorrelationID(name);
        message.setJMSReplyTo(replyQueue);
        jms.createProducer().send(jms.createQueue(REQUESTS), message);
    }

    @Override
    public Map<String, List<JsonNode>> replies() throws Exception {
        for (Message reply = consumer.receiveNoWait(); reply != null; reply = consumer.receiveNoWait()) {
            replies.computeIfAbsent(reply.getJMSCorrelationID(), name -> new ArrayList<>())
                    .add(new ObjectMapper().readTree(reply.getBody(String.class)));
        }
        return replies;
    }

    @Override
    public void close() {
        jms.close();
    }
}
