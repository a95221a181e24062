package dev.viduroutes.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Properties;
import org.junit.jupiter.api.Test;

/** FIFO queues: what belongs to a group is made one after the other. */
class FifoQueueTest extends SqsTest {

    @Override
    protected void configure(Properties settings) {
        requests = requests == null ? create("requests-" + System.nanoTime() + ".fifo") : requests;
        super.configure(settings);
    }

    private void send(String group, String document) {
        sqs.sendMessage(
                message -> message.queueUrl(requests).messageBody(document).messageGroupId(group));
    }

    @Test
    void theMessagesOfAGroupAreSettledInOrderAndGroupsDoNotWaitForEachOther() {
        send("a", request("a1 sandbox:slow=400s"));
        send("a", request("a2 sandbox:fast"));
        send("b", request("b1 sandbox:fast"));

        for (String name : new String[] {"b1", "a1", "a2"}) {
            String taskId = json(receive(outcomes).body()).path("task_id").asText();
            assertThat(ledger().tasksFor(name))
                    .singleElement()
                    .matches(task -> task.taskId().equals(taskId));
        }
        await().until(() -> count(requests) == 0);
    }
}
