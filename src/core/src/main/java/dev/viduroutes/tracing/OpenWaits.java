package dev.viduroutes.tracing;

import io.opentelemetry.api.trace.Span;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The spans of tasks that are waited for now: callbacks name a task, and come on threads of their own. */
final class OpenWaits {

    private final Map<String, Span> byTask = new ConcurrentHashMap<>();

    void begin(String taskId, Span wait) {
        byTask.put(taskId, wait);
    }

    void end(String taskId, Span wait) {
        byTask.remove(taskId, wait);
    }

    void calledBack(String taskId) {
        byTask.getOrDefault(taskId, Span.getInvalid()).addEvent("called back");
    }
}
