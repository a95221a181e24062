package dev.viduroutes.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.sandbox.TaskBook.Acceptance;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * {@code POST /api/v1/generateTask/{model}}, past the gate: model (404), body (400), balance (402), concurrent tasks
 * (429), then the task is accepted and paid. A fault that the prompt asks for strikes once the body is known to be right.
 */
final class GenerateEndpoint {

    private static final long HUGE_BYTES = 64L << 20;
    /** Assumed: the vendor says "retry later"; its polling advice is 5 s. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Set<String> models;
    private final FaultRates faults;
    private final TaskBook tasks;
    private final TaskStarter starter;
    private final ImageFetcher images;
    private final Tariff tariff;
    private final ScaledClock clock;

    GenerateEndpoint(
            Set<String> models,
            FaultRates faults,
            TaskBook tasks,
            TaskStarter starter,
            ImageFetcher images,
            Tariff tariff,
            ScaledClock clock) {
        this.models = models;
        this.faults = faults;
        this.tasks = tasks;
        this.starter = starter;
        this.images = images;
        this.tariff = tariff;
        this.clock = clock;
    }

    SandboxResponse answer(SandboxAccount account, String model, Submission submission) {
        if (!models.contains(model)) {
            return SandboxResponses.refusal(404, "model is " + model + "; known are " + String.join(", ", models));
        }
        try {
            GenerateRequest request = submission.checked();
            return submit(account, model, request, faults.ofPrompt(request.prompt()));
        } catch (InvalidRequest invalid) {
            return SandboxResponses.refusal(400, invalid.getMessage());
        } catch (UnknownTrigger mistyped) {
            return SandboxResponses.refusal(400, "input.prompt has a wrong trigger: " + mistyped.getMessage());
        }
    }

    private SandboxResponse submit(SandboxAccount account, String model, GenerateRequest request, FaultSubject prompt) {
        Optional<Trigger> fault = faults.take(prompt, Fault.OF_SUBMIT);
        if (fault.isPresent() && !fault.get().accepts()) {
            return refused(fault.get());
        }
        // Here, and not when the task is under way: what the API fetches later must still be there later.
        GenerateRequest complete = request.with(images.fetch(request));
        Bill bill = new Bill(account, request.durationSeconds(), tariff.perSecond(request));
        Acceptance acceptance = tasks.accept(bill, nowNanos -> starter.create(model, complete, bill, prompt, nowNanos));
        if (acceptance instanceof Acceptance.Accepted accepted) {
            starter.start(accepted.task());
            return accepted(accepted.task(), fault);
        }
        // The fault was meant for a POST that is accepted: it waits for the next one.
        fault.ifPresent(prompt::undo);
        return refused(account, acceptance);
    }

    private SandboxResponse refused(SandboxAccount account, Acceptance acceptance) {
        if (acceptance instanceof Acceptance.TooMany tooMany) {
            account.refusedByLimit();
            long seconds = ScaledClock.retryAfterSeconds(clock.scaledNanos(RETRY_AFTER));
            return SandboxResponses.tooManyRequests(tooMany.live() + " tasks are running: retry later", seconds);
        }
        return SandboxResponses.refusal(402, "insufficient balance: " + tasks.balanceUsd(account) + " USD are left");
    }

    private static SandboxResponse refused(Trigger fault) {
        return switch (fault.fault()) {
            case ENVELOPE -> SandboxResponses.disguised(fault.number());
            case SUBMIT_HTML -> SandboxResponses.htmlPage(fault.number());
            default ->
                fault.why().isEmpty()
                        ? SandboxResponses.fault(fault.number())
                        : SandboxResponses.fault(fault.number(), fault.why());
        };
    }

    private static SandboxResponse accepted(SandboxTask task, Optional<Trigger> fault) {
        String cutOff = "{\"code\":200,\"message\":\"success\",\"data\":{\"";
        return fault.map(trigger -> switch (trigger.fault()) {
                    case SUBMIT -> SandboxResponses.htmlPage(trigger.number());
                    case LOST -> new SandboxResponse.Dropped();
                    case HANG -> new SandboxResponse.Held();
                    case HTML -> SandboxResponses.htmlPage(200);
                    case GARBAGE -> SandboxResponses.text(200, SandboxResponses.JSON, cutOff + "taskI");
                    case NO_TASK_ID -> SandboxResponses.success(JsonNodeFactory.instance.objectNode());
                    default ->
                        new SandboxResponse.Huge(
                                cutOff + "padding\":\"", HUGE_BYTES, "\",\"taskId\":\"" + task.id() + "\"}}");
                })
                .orElseGet(() -> SandboxResponses.success(taskId(task)));
    }

    private static ObjectNode taskId(SandboxTask task) {
        return JsonNodeFactory.instance.objectNode().put("taskId", task.id());
    }
}
