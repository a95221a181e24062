package dev.viduroutes.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.sandbox.SandboxBroker;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** Puts requests on a queue, and waits for the replies. */
final class QueueClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LONGEST_SILENCE_MILLIS = 60_000;

    private final ActiveMQConnectionFactory connections;
    private final JMSContext sending;
    private final JMSContext receiving;
    private int prompts;

    QueueClient(SandboxBroker broker) {
        connections = new ActiveMQConnectionFactory(broker.url(), Workload.KEY, Workload.KEY);
        sending = connections.createContext(JMSContext.SESSION_TRANSACTED);
        receiving = connections.createContext(JMSContext.DUPS_OK_ACKNOWLEDGE);
    }

    /**
     * Puts messages on the queue, all in one transaction, so that sending takes no part in what is measured.
     *
     * @return from the commit to the last reply
     * @throws IOException unless each message has its reply, which says that the video is stored
     */
    Duration run(String queue, int messages) throws JMSException, IOException {
        Queue replies = receiving.createQueue(queue + ".replies");
        Set<String> open = new HashSet<>();
        for (int number = 0; number < messages; number++) {
            open.add(send(queue, replies));
        }
        try (JMSConsumer consumer = receiving.createConsumer(replies)) {
            long start = System.nanoTime();
            sending.commit();
            while (!open.isEmpty()) {
                settle(open, consumer.receive(LONGEST_SILENCE_MILLIS));
            }
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    private String send(String queue, Queue replies) throws JMSException {
        int number = prompts++;
        String id = "message-" + number;
        TextMessage message = sending.createTextMessage(PlainApi.document(Workload.prompt(number)));
        message.setJMSCorrelationID(id);
        message.setJMSReplyTo(replies);
        sending.createProducer().send(sending.createQueue(queue), message);
        return id;
    }

    private static void settle(Set<String> open, Message reply) throws JMSException, IOException {
        if (reply == null) {
            throw new IOException(open.size() + " messages have no reply, and none came for a minute");
        }
        JsonNode outcome = JSON.readTree(reply.getBody(String.class));
        boolean stored = outcome.path("state").asText().equalsIgnoreCase("stored");
        if (!stored || !open.remove(reply.getJMSCorrelationID())) {
            throw new IOException("the reply to " + reply.getJMSCorrelationID() + " is unexpected: " + outcome);
        }
    }

    @Override
    public void close() {
        sending.close();
        receiving.close();
        connections.close();
    }
}
