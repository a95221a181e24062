package dev.viduroutes.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.sandbox.Ledger;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** FIFO queues: what belongs to a group is made one after the other. */
class FifoQueueTest extends SqsTest {

    @Override
    protected void configure(Properties settings) {
        requests = requests == null ? server.create("requests-" + System.nanoTime() + ".fifo") : requests;
        super.configure(settings);
    }

    private void send(String group, String document) {
        sqs.sendMessage(
                message -> message.queueUrl(requests).messageBody(document).messageGroupId(group));
    }

    @Test
    void theMessagesOfAGroupAreSettledInOrderAndGroupsDoNotWaitForEachOther() {
        send("a", request("a1 sandbox:never"));
        send("a", request("a2 sandbox:fast"));
        send("b", request("b1 sandbox:fast"));

        assertThat(toldTask()).isEqualTo(task("b1").taskId());
        sandbox.finish(task("a1").prompt());
        assertThat(toldTask()).isEqualTo(task("a1").taskId());
        assertThat(toldTask()).isEqualTo(task("a2").taskId());
        assertThat(task("a2").acceptedAtMillis())
                .isGreaterThanOrEqualTo(task("a1").endedAtMillis());
        await().until(() -> server.count(requests) == 0);
    }

    private String toldTask() {
        return json(receive(outcomes).body()).path("task_id").asText();
    }

    private Ledger.Task task(String name) {
        List<Ledger.Task> tasks = ledger().tasksFor(name);
        assertThat(tasks).as(name).hasSize(1);
        return tasks.get(0);
    }
}
