package dev.viduroutes.sqs;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.component.aws2.sqs.Sqs2Configuration;
import org.apache.camel.component.aws2.sqs.Sqs2Endpoint;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Shows what lies in a queue, as a QueueBrowser of JMS does. SQS shows messages only by handing them out: each is hidden from
 * others until it is deleted, or given back when the browser is closed; after a kill, until the time is up.
 */
final class SqsQueueBrowser implements AutoCloseable {

    private static final int MOST_AT_ONCE = 10;
    private static final int HIDDEN_SECONDS = 120;
    /** Questions that are not answered at once ask every server of the queue. */
    private static final int WAIT_SECONDS = 1;
    /** What was seen comes again when browsing takes long; so often in a row, there is nothing else. */
    private static final int MOST_STALE_ANSWERS = 100;

    private final SqsClient client;
    private final String queueUrl;
    private final Set<String> seen = new HashSet<>();
    /** Receipts by message id. */
    private final Map<String, String> held = new HashMap<>();

    SqsQueueBrowser(Sqs2Endpoint endpoint) {
        Sqs2Configuration configuration = endpoint.getConfiguration();
        client = endpoint.getClient();
        queueUrl = configuration.getQueueUrl() == null
                ? client.getQueueUrl(ask -> ask.queueName(configuration.getQueueName()))
                        .queueUrl()
                : configuration.getQueueUrl();
    }

    /** @return messages that were not seen yet; none if there are no more */
    List<Message> next() {
        for (int stale = 0; stale < MOST_STALE_ANSWERS; stale++) {
            List<Message> answer = client.receiveMessage(ask -> ask.queueUrl(queueUrl)
                            .maxNumberOfMessages(MOST_AT_ONCE)
                            .visibilityTimeout(HIDDEN_SECONDS)
                            .waitTimeSeconds(WAIT_SECONDS)
                            .messageAttributeNames("All"))
                    .messages();
            answer.forEach(message -> held.put(message.messageId(), message.receiptHandle()));
            List<Message> found = answer.stream()
                    .filter(message -> seen.add(message.messageId()))
                    .toList();
            if (!found.isEmpty() || answer.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    void delete(Message message) {
        client.deleteMessage(delete -> delete.queueUrl(queueUrl).receiptHandle(held.get(message.messageId())));
        held.remove(message.messageId());
    }

    @Override
    public void close() {
        held.values()
                .forEach(receipt -> client.changeMessageVisibility(change ->
                        change.queueUrl(queueUrl).receiptHandle(receipt).visibilityTimeout(0)));
    }
}
