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
    private final CallBook calls;
    private final ScaledClock clock;

    GenerateEndpoint(
            Set<String> models,
            FaultRates faults,
            TaskBook tasks,
            TaskStarter starter,
            CallBook calls,
            ScaledClock clock) {
        this.models = models;
        this.faults = faults;
        this.tasks = tasks;
        this.starter = starter;
        this.calls = calls;
        this.clock = clock;
    }

    Reply answer(String model, Submission submission) {
        if (!models.contains(model)) {
            return Replies.refusal(404, "model is " + model + "; known are " + String.join(", ", models));
        }
        try {
            GenerateRequest request = submission.checked();
            return submit(model, request, faults.ofPrompt(request.clip().prompt()));
        } catch (InvalidRequest invalid) {
            return Replies.refusal(400, invalid.getMessage());
        } catch (UnknownTrigger mistyped) {
            return Replies.refusal(400, "input.prompt has a wrong trigger: " + mistyped.getMessage());
        }
    }

    private Reply submit(String model, GenerateRequest request, FaultSubject prompt) {
        Optional<Trigger> fault = faults.take(prompt, Fault.OF_SUBMIT);
        if (fault.isPresent() && !fault.get().accepts()) {
            return refused(fault.get());
        }
        Acceptance acceptance = tasks.accept(
                request.clip().durationSeconds(), nowNanos -> starter.create(model, request, prompt, nowNanos));
        if (acceptance instanceof Acceptance.Accepted accepted) {
            starter.start(accepted.task());
            return accepted(accepted.task(), fault);
        }
        // The fault was meant for a POST that is accepted: it waits for the next one.
        fault.ifPresent(prompt::undo);
        return refused(acceptance);
    }

    private Reply refused(Acceptance acceptance) {
        if (acceptance instanceof Acceptance.TooMany tooMany) {
            calls.refusedByLimit();
            long seconds = ScaledClock.retryAfterSeconds(clock.scaledNanos(RETRY_AFTER));
            return Replies.tooManyRequests(tooMany.live() + " tasks are running: retry later", seconds);
        }
        return Replies.refusal(402, "insufficient balance: " + tasks.balanceUsd() + " USD are left");
    }

    private static Reply refused(Trigger fault) {
        return switch (fault.fault()) {
            case ENVELOPE -> Replies.disguised(fault.number());
            case SUBMIT_HTML -> Replies.htmlPage(fault.number());
            default ->
                fault.why().isEmpty() ? Replies.fault(fault.number()) : Replies.fault(fault.number(), fault.why());
        };
    }

    private static Reply accepted(Task task, Optional<Trigger> fault) {
        String cutOff = "{\"code\":200,\"message\":\"success\",\"data\":{\"";
        return fault.map(trigger -> switch (trigger.fault()) {
                    case SUBMIT -> Replies.htmlPage(trigger.number());
                    case LOST -> new Reply.Dropped();
                    case HANG -> new Reply.Held();
                    case HTML -> Replies.htmlPage(200);
                    case GARBAGE -> Replies.text(200, Replies.JSON, cutOff + "taskI");
                    case NO_TASK_ID -> Replies.success(JsonNodeFactory.instance.objectNode());
                    default ->
                        new Reply.Huge(cutOff + "padding\":\"", HUGE_BYTES, "\",\"taskId\":\"" + task.id() + "\"}}");
                })
                .orElseGet(() -> Replies.success(taskId(task)));
    }

    private static ObjectNode taskId(Task task) {
        return JsonNodeFactory.instance.objectNode().put("taskId", task.id());
    }
}
