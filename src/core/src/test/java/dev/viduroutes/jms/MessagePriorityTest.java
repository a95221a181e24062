package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.limits.SlotStore;
import dev.viduroutes.sandbox.Ledger;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Messages of a high priority, with a single slot, which somebody else has until all wait. */
class MessagePriorityTest extends QueueTest {

    private static final String ELSEWHERE = "of-another-process";

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.limits.concurrent-tasks", "1");
        settings.setProperty("vidu.intake.jms.consumers", "5");
        settings.setProperty("vidu.intake.amqp.consumers", "5");
    }

    private void send(String prompt, int priority) {
        jms.createProducer()
                .setPriority(priority)
                .send(jms.createQueue(requests), jms.createTextMessage(request(prompt)));
    }

    @Test
    void aMessageOfAHighPriorityIsSubmittedBeforeThoseThatWait() throws Exception {
        SlotStore store = context().getRegistry().lookupByNameAndType("viduSlotTable", SlotStore.class);
        store.take(ELSEWHERE);
        for (int i = 0; i < 3; i++) {
            send("usual " + i, i + 2);
        }
        await().until(() -> slots().waiting() == 3);
        send("hasty", 5);
        await().until(() -> slots().waiting() == 4);
        assertThat(slots().urgentWaiting()).isOne();

        store.free(ELSEWHERE);
        await().until(() -> broker.count(requests) == 0);

        assertThat(ledger().tasks())
                .hasSize(4)
                .first()
                .extracting(Ledger.Task::prompt)
                .isEqualTo("hasty");
    }
}
