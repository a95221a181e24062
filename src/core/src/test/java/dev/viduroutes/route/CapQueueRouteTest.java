package dev.viduroutes.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.sandbox.Ledger;
import dev.viduroutes.spending.SpendingGate;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** There is room for some again, and more wait for it. */
class CapQueueRouteTest extends GatewayTest {

    private static final int CHEAP = 12;

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.cap.day", "6s");
        settings.setProperty("vidu.intake.file.in-flight", "100");
    }

    private void drop(String id, int seconds) throws Exception {
        drop(id + ".json", """
                {"request_id": "%s", "input": {"mode": "text-to-video", "prompt": "%s", "duration": %d}}""".formatted(id, id, seconds));
    }

    private int waiting() {
        return context()
                .getRegistry()
                .lookupByNameAndType("viduSpendingGate", SpendingGate.class)
                .waiting();
    }

    @Test
    void whatWaitedLongestGoesFirstThoughItIsTheDearest() throws Exception {
        drop("first", 6);
        awaitDone("first.json");
        drop("dear", 5);
        await().until(() -> waiting() == 1);
        for (int i = 0; i < CHEAP; i++) {
            int waiting = i + 2;
            drop("cheap" + i, 1);
            // One after the other, so that they ask at different moments of a second.
            await().until(() -> waiting() == waiting);
        }
        // As at midnight.
        journal().execute("UPDATE vidu_spending SET amount = 0");

        awaitDone("dear.json");
        await().until(() -> waiting() == CHEAP - 1);
        assertThat(ledger().tasks().stream()
                        .mapToInt(Ledger.Task::durationSeconds)
                        .sum())
                .as("of two days")
                .isEqualTo(12);
    }
}
