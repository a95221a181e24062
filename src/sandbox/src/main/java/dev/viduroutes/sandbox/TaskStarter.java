package dev.viduroutes.sandbox;

import java.util.concurrent.atomic.AtomicLong;

/** Sets an accepted task going: its id, its plan, its callback. */
final class TaskStarter {

    private final TaskPlanner planner;
    private final Callbacks callbacks;
    private final String idPrefix;
    private final AtomicLong count = new AtomicLong();

    /** @param startEpochMillis part of every id, so that a sandbox started anew never gives an old id again */
    TaskStarter(TaskPlanner planner, Callbacks callbacks, long startEpochMillis) {
        this.planner = planner;
        this.callbacks = callbacks;
        this.idPrefix = "task_" + Long.toString(startEpochMillis, Character.MAX_RADIX) + "_";
    }

    SandboxTask create(String model, GenerateRequest request, Bill bill, FaultSubject prompt, long nowNanos) {
        String id = idPrefix + count.incrementAndGet();
        TaskPlan plan = planner.plan(request, prompt);
        return new SandboxTask(id, model, request, bill, plan, new FaultSubject(prompt.triggers()), nowNanos);
    }

    void start(SandboxTask task) {
        callbacks.report(task);
    }
}
