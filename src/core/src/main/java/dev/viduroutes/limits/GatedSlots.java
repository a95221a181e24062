package dev.viduroutes.limits;

import dev.viduroutes.lifecycle.StoppingException;
import dev.viduroutes.lifecycle.WorkerPool;
import dev.viduroutes.request.Task;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * The slot of a task that is to be submitted, given only while the gate is open: who waits at the gate holds no slot, and
 * a gate that shut while a request waited for its slot holds it back all the same.
 */
public final class GatedSlots {

    private final SubmitGate gate;
    private final TaskSlots slots;
    private final Executor pool;

    public GatedSlots(SubmitGate gate, TaskSlots slots, WorkerPool pool) {
        this(gate, slots, (Executor) pool);
    }

    GatedSlots(SubmitGate gate, TaskSlots slots, Executor pool) {
        this.gate = gate;
        this.slots = slots;
        this.pool = pool;
    }

    /** @return completes when the task has its slot; exceptionally with {@link StoppingException} at a stop */
    public CompletionStage<Void> takeFor(Task task) {
        return takeFor(task, () -> false, wait -> wait);
    }

    /**
     * @param unwanted whether it needs no slot any more: then it gets none
     * @param endable makes each wait one that may end before its time; what it waited for is not taken afterwards
     */
    CompletionStage<Void> takeFor(Task task, BooleanSupplier unwanted, UnaryOperator<CompletionStage<Void>> endable) {
        if (unwanted.getAsBoolean()) {
            return done();
        } else if (!gate.isShut()) {
            return endable.apply(slots.takeFor(task))
                    .thenCompose(taken -> gate.isShut() ? takeFor(task, unwanted, endable) : done());
        }
        slots.freeFor(task);
        // On a thread for each: what a request does next may take its time, and others wait here.
        return endable.apply(gate.whenOpen())
                .thenRunAsync(() -> {}, pool)
                .thenCompose(open -> takeFor(task, unwanted, endable));
    }

    private static CompletionStage<Void> done() {
        return CompletableFuture.completedFuture(null);
    }
}
