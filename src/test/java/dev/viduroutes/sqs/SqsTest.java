package dev.viduroutes.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.route.GatewayTest;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The real routes between a server that speaks SQS and the sandbox; each test with queues of its own. */
abstract class SqsTest extends GatewayTest {

    protected static SqsClient sqs;
    private static SQSRestServer server;

    protected String requests;
    protected String outcomes;
    protected String dead;

    @BeforeAll
    static void startServer() {
        server = SQSRestServerBuilder.withInterface("127.0.0.1")
                .withDynamicPort()
                .start();
        int port = server.waitUntilStarted().localAddress().getPort();
        sqs = SqsClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "s")))
                .httpClientBuilder(ApacheHttpClient.builder())
                .build();
    }

    @AfterAll
    static void stopServer() {
        sqs.close();
        server.stopAndWait();
    }

    @Override
    protected void configure(Properties settings) {
        String own = Long.toHexString(System.nanoTime());
        requests = requests == null ? create("requests-" + own) : requests;
        outcomes = outcomes == null ? create("outcomes-" + own) : outcomes;
        dead = dead == null ? create("dead-" + own) : dead;
        settings.setProperty("vidu.intake.file.enabled", "false");
        settings.setProperty("vidu.intake.sqs.enabled", "true");
        settings.setProperty("vidu.intake.sqs.queue-url", requests);
        settings.setProperty("vidu.intake.sqs.access-key", "a");
        settings.setProperty("vidu.intake.sqs.secret-key", "s");
        settings.setProperty("vidu.intake.sqs.visibility", "2s");
        settings.setProperty("vidu.outcome.uri", "vidu-sqs:outcomes?queueUrl=" + outcomes);
        settings.setProperty("vidu.dead-letter.uri", "vidu-sqs:dead?queueUrl=" + dead);
    }

    /** @return its URL */
    protected String create(String name) {
        Map<QueueAttributeName, String> attributes = new HashMap<>();
        if (name.endsWith(".fifo")) {
            attributes.put(QueueAttributeName.FIFO_QUEUE, "true");
            attributes.put(QueueAttributeName.CONTENT_BASED_DEDUPLICATION, "true");
        }
        return sqs.createQueue(queue -> queue.queueName(name).attributes(attributes))
                .queueUrl();
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
        Message message = await().atMost(Duration.ofSeconds(40))
                .until(
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

    /** @return messages that can be seen, and those that somebody has */
    protected int count(String queue) {
        Map<QueueAttributeName, String> found = sqs.getQueueAttributes(
                        ask -> ask.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
                .attributes();
        return Integer.parseInt(found.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                + Integer.parseInt(found.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
    }

    protected int visible(String queue) {
        return Integer.parseInt(
                sqs.getQueueAttributes(ask -> ask.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
                        .attributes()
                        .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
    }
}
