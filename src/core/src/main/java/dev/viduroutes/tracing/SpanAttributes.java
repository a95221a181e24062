package dev.viduroutes.tracing;

import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Request;
import dev.viduroutes.request.Task;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;

/** What spans say of a request: what names and sizes it. Never a prompt, a URL, a key, or a text of the API's. */
final class SpanAttributes {

    static final AttributeKey<String> REQUEST_ID = AttributeKey.stringKey("vidu.request_id");
    static final AttributeKey<String> TASK_ID = AttributeKey.stringKey("vidu.task_id");
    static final AttributeKey<String> SOURCE = AttributeKey.stringKey("vidu.source");
    static final AttributeKey<String> MODE = AttributeKey.stringKey("vidu.mode");
    static final AttributeKey<String> RESOLUTION = AttributeKey.stringKey("vidu.resolution");
    static final AttributeKey<Long> DURATION = AttributeKey.longKey("vidu.duration_seconds");
    static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("vidu.attempt");
    static final AttributeKey<String> STATE = AttributeKey.stringKey("vidu.state");
    static final AttributeKey<String> CODE = AttributeKey.stringKey("vidu.code");
    static final AttributeKey<Boolean> RESUMED = AttributeKey.booleanKey("vidu.resumed");
    static final AttributeKey<Boolean> SETTLED_BEFORE = AttributeKey.booleanKey("vidu.settled_before");
    static final AttributeKey<Boolean> HELD = AttributeKey.booleanKey("vidu.held_elsewhere");
    static final AttributeKey<Boolean> LEFT = AttributeKey.booleanKey("vidu.left");
    static final AttributeKey<Long> POLLS = AttributeKey.longKey("vidu.polls");
    static final AttributeKey<Long> VIDEO = AttributeKey.longKey("vidu.video");
    static final AttributeKey<String> OBJECT = AttributeKey.stringKey("vidu.object");
    static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    private SpanAttributes() {}

    /** What is asked for is told if today's rules allow it, since anything may stand there otherwise. */
    static Attributes of(Task task) {
        Request request = task.request();
        AttributesBuilder known =
                named(request.id(), task.id(), request.source().kind());
        if (request.isAdmissible()) {
            known.put(MODE, request.mode());
            String resolution = request.body().path("input").path("resolution").asText();
            if (!resolution.isEmpty()) {
                known.put(RESOLUTION, resolution);
            }
            known.put(DURATION, (long) request.seconds());
        }
        return known.build();
    }

    static Attributes of(Outcome outcome) {
        AttributesBuilder known =
                named(outcome.requestId(), outcome.taskId(), outcome.source().kind());
        known.put(STATE, outcome.state().name());
        outcome.failure().ifPresent(failure -> known.put(CODE, failure.code()));
        return known.build();
    }

    private static AttributesBuilder named(String requestId, String taskId, String source) {
        AttributesBuilder names =
                Attributes.builder().put(REQUEST_ID, requestId).put(SOURCE, source);
        return taskId.isEmpty() ? names : names.put(TASK_ID, taskId);
    }
}
