package dev.viduroutes.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.fixture.PerProcess;
import dev.viduroutes.route.GatewayTest;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** The real routes between a server that speaks SQS and the sandbox; each test with queues of its own. */
abstract class SqsTest extends GatewayTest {

    private static final PerProcess<SqsServer> SERVER = new PerProcess<>(folder -> SqsServer.start());

    protected static final SqsServer server = SERVER.get();
    protected static final SqsClient sqs = server.client();

    protected String requests;
    protected String outcomes;
    protected String dead;

    @Override
    protected void configure(Properties settings) {
        String own = Long.toHexString(System.nanoTime());
        requests = requests == null ? server.create("requests-" + own) : requests;
        outcomes = outcomes == null ? server.create("outcomes-" + own) : outcomes;
        dead = dead == null ? server.create("dead-" + own) : dead;
        settings.setProperty("vidu.intake.file.enabled", "false");
        settings.setProperty("vidu.intake.sqs.enabled", "true");
        settings.setProperty("vidu.intake.sqs.queue-url", requests);
        settings.setProperty("vidu.intake.sqs.access-key", SqsServer.KEY);
        settings.setProperty("vidu.intake.sqs.secret-key", SqsServer.KEY);
        // A message that comes again by itself on a slow machine has two dead letters.
        settings.setProperty("vidu.intake.sqs.visibility", "60s");
        settings.setProperty("vidu.outcome.uri", "vidu-sqs:outcomes?queueUrl=" + outcomes);
        settings.setProperty("vidu.dead-letter.uri", "vidu-sqs:dead?queueUrl=" + dead);
    }

    /** @return its message id */
    protected String send(String document, Map<String, String> attributes) {
        return sqs.sendMessage(message ->
                        message.queueUrl(requests).messageBody(document).messageAttributes(attributes(attributes)))
                .messageId();
    }

    protected static Map<String, MessageAttributeValue> attributes(Map<String, String> texts) {
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        texts.forEach((name, value) -> attributes.put(
                name,
                MessageAttributeValue.builder()
                        .dataType("String")
                        .stringValue(value)
                        .build()));
        return attributes;
    }

    /** @return the next message, which is removed */
    protected Message receive(String queue) {
        Message message = await().until(
                        () -> sqs.receiveMessage(ask -> ask.queueUrl(queue)
                                        .messageAttributeNames("All")
                                        .waitTimeSeconds(1))
                                .messages(),
                        found -> !found.isEmpty())
                .get(0);
        sqs.deleteMessage(delete -> delete.queueUrl(queue).receiptHandle(message.receiptHandle()));
        return message;
    }

    protected static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (Exception noJson) {
            throw new AssertionError(text, noJson);
        }
    }

    protected static String attribute(Message message, String name) {
        assertThat(message.messageAttributes()).containsKey(name);
        return message.messageAttributes().get(name).stringValue();
    }
}
