package dev.viduroutes.journal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.FailureClass;
import dev.viduroutes.money.Prices;
import dev.viduroutes.money.Quote;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Outcomes;
import dev.viduroutes.request.Request;
import dev.viduroutes.request.Source;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskResult;
import dev.viduroutes.request.TaskState;
import dev.viduroutes.request.TestTasks;
import dev.viduroutes.settings.PriceSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Requests, and how they go on and end. */
final class Samples {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");

    /** Five seconds at 0.12 USD, without a cap. */
    static final Quote QUOTE = new Quote(
            "default", false, "", "text-to-video", 5, 120_000, "USD", false, List.of(), "2026-03-01", "2026-03-01");

    private Samples() {}

    static Task task(String id) {
        return task(id, "a fox", 1);
    }

    /** @param modified the file's: another one is another arrival */
    static Task task(String id, String prompt, long modified) {
        return task(id, prompt, Source.ofFile(id + ".json", modified), "vidu-q3");
    }

    static Task task(String id, String prompt, Source source, String model) {
        var body = JsonNodeFactory.instance.objectNode();
        body.putObject("input").put("prompt", prompt).put("duration", 5);
        return new Task(new Request(
                id, source, body, body, Map.of("shot", "7"), model, "polling", NOW, true, false, List.of()));
    }

    /** The same since today's rules are stricter than those under which it was admitted, if it was. */
    static Task forbidden(Task admitted) {
        return TestTasks.forbidden(admitted, false);
    }

    static Task running(Task submitting) {
        return submitting.accepted("task-" + submitting.request().id(), NOW);
    }

    static Task failed(Task task, Billing billing) {
        return task.failed(new Failure("CODE", "why", FailureClass.INPUT, billing), NOW.plusSeconds(9));
    }

    static Outcome outcome(Task settled) {
        return new Outcomes(() -> NOW, new Prices(new PriceSettings("USD", Map.of()))).of(settled);
    }

    /** The task as another process finds it in this state. */
    static Task in(TaskState state, Task task) {
        TaskResult kept = TaskResult.ofEarlierProcess(
                task.result().renewals(), task.result().endedAt(), Instant.EPOCH);
        Task found =
                new Task(task.request(), state, task.history().withoutDoubt().after(List.of()), kept);
        return found.claimed(task.epoch());
    }
}
