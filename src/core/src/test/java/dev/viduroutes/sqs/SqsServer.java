package dev.viduroutes.sqs;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A server that speaks SQS, in this process. It keeps messages in memory, and believes every key. */
public final class SqsServer implements AutoCloseable {

    /** Any would do. */
    public static final String KEY = "key-of-this-test";

    private final SQSRestServer server;
    private final int port;
    private final SqsClient client;

    @SuppressWarnings("deprecation") // as the client of the routes
    private SqsServer(SQSRestServer server) {
        this.server = server;
        port = server.waitUntilStarted().localAddress().getPort();
        client = SqsClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, KEY)))
                .httpClientBuilder(ApacheHttpClient.builder())
                .build();
    }

    public static SqsServer start() {
        return new SqsServer(SQSRestServerBuilder.withInterface("127.0.0.1")
                .withDynamicPort()
                .start());
    }

    public int port() {
        return port;
    }

    public SqsClient client() {
        return client;
    }

    /** @return its URL; a name that ends with {@code .fifo} makes a FIFO queue */
    public String create(String name) {
        Map<QueueAttributeName, String> attributes = new HashMap<>();
        if (name.endsWith(".fifo")) {
            attributes.put(QueueAttributeName.FIFO_QUEUE, "true");
            attributes.put(QueueAttributeName.CONTENT_BASED_DEDUPLICATION, "true");
        }
        return client.createQueue(queue -> queue.queueName(name).attributes(attributes))
                .queueUrl();
    }

    /** @return messages that can be seen */
    public int visible(String queue) {
        return count(queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
    }

    /** @return messages that can be seen, and those that somebody has */
    public int count(String queue) {
        return visible(queue) + count(queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
    }

    private int count(String queue, QueueAttributeName which) {
        return Integer.parseInt(
                client.getQueueAttributes(ask -> ask.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
                        .attributes()
                        .get(which));
    }

    /** What the holder of this receipt keeps from others can be seen again now. */
    public void show(String queue, String receipt) {
        client.changeMessageVisibility(
                change -> change.queueUrl(queue).receiptHandle(receipt).visibilityTimeout(0));
    }

    @Override
    public void close() {
        client.close();
        server.stopAndWait();
    }
}
