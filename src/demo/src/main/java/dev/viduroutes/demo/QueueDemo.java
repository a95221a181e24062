package dev.viduroutes.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.sandbox.SandboxBroker;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** Some samples that go through the queue of the sandbox's broker, and the replies to them. */
final class QueueDemo implements AutoCloseable {

    static final String USER = "sandbox";
    static final String PASSWORD = "sandbox-key";
    private static final String QUEUE = "vidu.requests";
    private static final Map<String, String> EXPECTED =
            Map.of("text-to-video.json", Samples.STORED, "invalid-duration.json", "INVALID_REQUEST");

    private final ActiveMQConnectionFactory connections;
    private final JMSContext jms;
    private final TemporaryQueue replies;

    QueueDemo(SandboxBroker broker) {
        connections = new ActiveMQConnectionFactory(broker.url(), USER, PASSWORD);
        jms = connections.createContext();
        replies = jms.createTemporaryQueue();
    }

    /** What an operator sets to take requests from this broker. */
    static void configure(Properties settings, SandboxBroker broker) {
        settings.setProperty("vidu.intake.jms.enabled", "true");
        settings.setProperty("vidu.intake.jms.url", broker.url());
        settings.setProperty("vidu.intake.jms.user", USER);
        settings.setProperty("vidu.intake.jms.password", PASSWORD);
        settings.setProperty("vidu.intake.jms.queue", QUEUE);
    }

    /** Sends the samples, each with its name as correlation id and an id that can be told from the file's. */
    void send(Path samples) throws IOException, JMSException {
        for (String name : EXPECTED.keySet()) {
            TextMessage message = jms.createTextMessage(Files.readString(samples.resolve(name)));
            message.setJMSCorrelationID(name);
            message.setJMSReplyTo(replies);
            message.setStringProperty("vidu_request_id", "queued-" + name.replace(".json", ""));
            jms.createProducer().send(jms.createQueue(QUEUE), message);
        }
    }

    /** @return whether each reply came within the time, and says what was expected */
    boolean showReplies(LiveBoard board, Duration patience) throws IOException, JMSException {
        board.say("Replies on the queue of the requester");
        int asExpected = 0;
        try (JMSConsumer consumer = jms.createConsumer(replies)) {
            for (int i = 0; i < EXPECTED.size(); i++) {
                Message reply = consumer.receive(patience.toMillis());
                asExpected += reply != null && show(reply, board) ? 1 : 0;
            }
        }
        board.say("");
        return asExpected == EXPECTED.size();
    }

    private static boolean show(Message reply, LiveBoard board) throws IOException, JMSException {
        JsonNode outcome = new ObjectMapper().readTree(reply.getBody(String.class));
        String ending = outcome.at("/failure/code").asText(Samples.STORED);
        String detail = outcome.at("/failure/message")
                .asText(outcome.at("/videos/0/uri").asText());
        board.say(String.format(Locale.ROOT, "  %-32s %-17s %s", reply.getJMSCorrelationID(), ending, detail));
        return ending.equals(EXPECTED.get(reply.getJMSCorrelationID()));
    }

    @Override
    public void close() {
        jms.close();
        connections.close();
    }
}
