package dev.viduroutes.request;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.viduroutes.failure.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Tasks as they are on their way. */
public final class TestTasks {

    /** When everything of them happened. */
    public static final Instant THEN = Instant.parse("2026-11-22T10:15:30Z");

    private TestTasks() {}

    public static Task submitting() {
        return received("shot-7", Map.of()).submitting();
    }

    public static Task running() {
        return submitting().accepted("task_9", THEN);
    }

    /** Running, and by today's rules it would not be admitted. */
    public static Task forbidden() {
        Request known = running().request();
        return new Task(new Request(
                        known.id(),
                        known.source(),
                        known.body(),
                        known.metadata(),
                        known.model(),
                        known.mode(),
                        known.receivedAt(),
                        known.named(),
                        false,
                        List.of(new Problem("input.duration", "5", "it must be 4"))))
                .submitting()
                .accepted("task_9", THEN);
    }

    public static Task succeeded(String... resultUrls) {
        return running().succeeded(List.of(resultUrls), THEN);
    }

    public static Task received(String requestId, Map<String, String> metadata) {
        return new Task(new Request(
                requestId,
                Source.ofFile("shot.json", 1),
                JsonNodeFactory.instance.objectNode(),
                metadata,
                "vidu-q3",
                "text-to-video",
                THEN,
                true,
                false,
                List.of()));
    }
}
