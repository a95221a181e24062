package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.limits.TaskSlots;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.sandbox.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The gateway stops while requests wait in queues, for a slot and for the request budget. */
class StopWhileWaitingTest extends FaultTest {

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.limits.concurrent-tasks", "3");
        settings.setProperty("vidu.limits.requests", "1");
        // A new process makes its first call after a window, since the one before it may have made the last just now.
        settings.setProperty("vidu.limits.window", "3s");
    }

    @Test
    void whoWaitsForASlotOrForTheBudgetIsGivenBackAtOnce() throws Exception {
        TaskSlots slots = slots();
        List<Future<Outcome>> waiting = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            waiting.add(start("waiting " + i));
        }
        await().until(() -> slots.inUse() == 3 && slots.waiting() == 7 && answered() == 1);

        assertStopsQuickly(waiting);
        assertThat(slots.waiting()).isZero();
        // What had not left is not in doubt: the next start submits it, and calls nothing uncertain.
        assertThat(journal().query("SELECT state FROM vidu_task WHERE state IN ('SUBMITTING', 'UNCERTAIN')"))
                .isEmpty();
        assertThat(journal().query("SELECT state FROM vidu_task WHERE state = 'RUNNING'"))
                .hasSize(1);
        assertThat(names(deadLetters())).isEmpty();
    }

    /** The ledger counts a call when it answered it, after it counted the task. */
    private int answered() {
        Ledger.Calls submits = ledger().calls().get("generateTask");
        return submits == null ? 0 : submits.total();
    }
}
