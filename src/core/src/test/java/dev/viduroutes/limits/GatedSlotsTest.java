package dev.viduroutes.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.lifecycle.WorkerPool;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TestTasks;
import dev.viduroutes.settings.TestSettings;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who gets a slot while something else must be in order first. */
class GatedSlotsTest {

    private final WorkerPool pool = new WorkerPool(TestSettings.with());
    private final TaskSlots slots = new TaskSlots(TestSettings.with(), new InMemorySlotStore(1), pool);
    private final Gate gate = Gate.opened();
    private final GatedSlots gated = new GatedSlots(
            new SubmitGate() {
                @Override
                public CompletionStage<Void> whenOpen() {
                    return gate.whenOpen();
                }

                @Override
                public boolean isShut() {
                    return gate.isShut();
                }
            },
            slots,
            pool);

    @AfterEach
    void stopPool() {
        pool.shutdownNow();
    }

    private CompletableFuture<Void> take(String requestId) {
        return gated.takeFor(TestTasks.received(requestId, Map.of())).toCompletableFuture();
    }

    @Test
    void whoWaitsAtTheGateHoldsNoSlot() throws Exception {
        gate.shut();
        CompletableFuture<Void> waiting = take("a");
        assertThat(waiting).isNotDone();
        assertThat(slots.inUse()).isZero();

        gate.open(() -> {});

        await().until(waiting::isDone);
        assertThat(slots.inUse()).isOne();
    }

    @Test
    void whoHasASlotFromBeforeGivesItBackAtTheGate() throws Exception {
        Task task = TestTasks.received("a", Map.of());
        assertThat(gated.takeFor(task).toCompletableFuture()).isCompleted();
        gate.shut();

        CompletableFuture<Void> again = gated.takeFor(task).toCompletableFuture();

        assertThat(again).isNotDone();
        assertThat(slots.inUse()).isZero();
    }

    @Test
    void aGateThatShutWhileARequestWaitedForItsSlotHoldsItBack() throws Exception {
        assertThat(take("a")).isCompleted();
        CompletableFuture<Void> waiting = take("b");
        gate.shut();

        slots.free("a");

        assertThat(waiting).isNotDone();
        assertThat(slots.inUse()).isZero();
        gate.open(() -> {});
        await().until(waiting::isDone);
        assertThat(waiting).isCompleted();
    }

    @Test
    void aStopSendsWhoWaitsAway() {
        gate.shut();
        CompletableFuture<Void> waiting = take("a");

        gate.close();

        await().until(waiting::isCompletedExceptionally);
    }
}
