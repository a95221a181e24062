package dev.viduroutes.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.sandbox.SandboxTask.State;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Says how a task stands: the {@code data} of a status answer and of a callback, with freshly signed result URLs. */
final class TaskReport {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final Map<String, String> MESSAGES = Map.of(
            "CONTENT_VIOLATION", "the request violates safety guidelines",
            "INVALID_IMAGE_URL", "the image URL could not be fetched",
            "UNSUPPORTED_FORMAT", "the image must be a JPEG, PNG or WebP",
            "IMAGE_TOO_LARGE", "the image must have at most 10 MB",
            "PROCESSING_TIMEOUT", "the task took too long",
            "MODEL_UNAVAILABLE", "the model is not available at the moment",
            "GENERATION_FAILED", "the video could not be generated",
            "INSUFFICIENT_CREDITS", "the account has too few credits");

    private final SignedUrls urls;
    private final FaultRates faults;
    private final ScaledClock clock;

    TaskReport(SignedUrls urls, FaultRates faults, ScaledClock clock) {
        this.urls = urls;
        this.faults = faults;
        this.clock = clock;
    }

    ObjectNode of(SandboxTask task) {
        return at(clock.nanos(), task);
    }

    /** The same for a caller who asked, and who learns of the end by it. */
    ObjectNode told(SandboxTask task) {
        long now = clock.nanos();
        if (task.state(now).ended()) {
            task.told(now);
        }
        return at(now, task);
    }

    private ObjectNode at(long nowNanos, SandboxTask task) {
        State state = task.state(nowNanos);
        ObjectNode data = inState(task, state.word());
        if (state.ended()) {
            data.put("completeTime", clock.epochMillis(task.endNanos()));
            data.put("costTime", task.plan().durationNanos() / NANOS_PER_MILLI);
        }
        if (state == State.SUCCESS) {
            data.put("resultJson", resultJson(task));
        }
        if (state == State.FAILED) {
            String code = task.plan().failCode().orElseThrow();
            data.put("failCode", code);
            data.put("failMsg", MESSAGES.getOrDefault(code, "the task failed: " + code));
        }
        return data;
    }

    /** @return only what is always present */
    ObjectNode inState(SandboxTask task, String state) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("taskId", task.id());
        data.put("state", state);
        data.put("createTime", clock.epochMillis(task.acceptedNanos()));
        return data;
    }

    private String resultJson(SandboxTask task) {
        if (task.plan().badResultJson()) {
            return "{\"resultUrls\":[\"http";
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ArrayNode list = result.putArray("resultUrls");
        if (task.plan().resultUrl().isPresent()) {
            list.add(task.plan().resultUrl().get());
        } else {
            addOwn(task, list);
        }
        return new String(SandboxResponses.bytes(result), StandardCharsets.UTF_8);
    }

    private void addOwn(SandboxTask task, ArrayNode list) {
        boolean expired = faults.take(task.faults(), Fault.EXPIRED).isPresent();
        for (int index = 0; index < task.plan().resultCount(); index++) {
            String name = task.id() + "/" + index;
            list.add(expired ? urls.expired(name) : urls.fresh(name));
        }
    }
}
