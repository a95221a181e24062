package dev.viduroutes.sandbox;

import java.util.Optional;
import java.util.Set;

/** {@code GET /api/v1/statusTask/{model}?taskId=}, past the gate. */
final class StatusEndpoint {

    private static final String NOT_FOUND = "model or task not found";

    private final Set<String> models;
    private final FaultRates faults;
    private final TaskBook tasks;
    private final TaskReport report;

    StatusEndpoint(Set<String> models, FaultRates faults, TaskBook tasks, TaskReport report) {
        this.models = models;
        this.faults = faults;
        this.tasks = tasks;
        this.report = report;
    }

    SandboxResponse answer(SandboxAccount account, String model, Query query) {
        if (!models.contains(model)) {
            return SandboxResponses.refusal(404, NOT_FOUND);
        }
        String taskId = query.value("taskId");
        if (taskId.isEmpty()) {
            return SandboxResponses.refusal(400, "taskId is missing; it must be the id that generateTask gave");
        }
        return tasks.find(taskId)
                .filter(task -> task.model().equals(model) && task.bill().account() == account)
                .map(this::answer)
                .orElseGet(() -> SandboxResponses.refusal(404, NOT_FOUND));
    }

    private SandboxResponse answer(SandboxTask task) {
        task.polls().incrementAndGet();
        Optional<Trigger> fault = faults.take(task.faults(), Fault.OF_STATUS);
        if (fault.isEmpty()) {
            return SandboxResponses.success(report.told(task));
        }
        return switch (fault.get().fault()) {
            case STATUS -> SandboxResponses.fault(fault.get().number());
            case STATUS_LOST -> new SandboxResponse.Dropped();
            case STATUS_HTML -> SandboxResponses.htmlPage(200);
            case STATUS_404 -> SandboxResponses.refusal(404, NOT_FOUND);
            // Nothing but the state: a word that nobody knows comes without a result.
            default -> SandboxResponses.success(report.inState(task, fault.get().value()));
        };
    }
}
