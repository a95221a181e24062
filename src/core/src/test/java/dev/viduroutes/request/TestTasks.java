package dev.viduroutes.request;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.failure.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Tasks as they are on their way. */
public final class TestTasks {

    /** When everything of them happened. */
    public static final Instant THEN = Instant.parse("2026-11-22T10:15:30Z");

    /** What today's rules have against a request that they forbid. */
    public static final List<Problem> FORBIDDEN = List.of(new Problem("input.duration", "5", "it must be 4"));

    private TestTasks() {}

    public static Task submitting() {
        return received("shot-7", Map.of()).submitting();
    }

    public static Task submitting(String prompt) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("input").put("prompt", prompt);
        return received("shot-7", Map.of(), body).submitting();
    }

    public static Task running() {
        return submitting().accepted("task_9", THEN);
    }

    /** Given up before, and asked for its result again since then. */
    public static Task fetching(Instant since) {
        Task running = running();
        return new Task(
                running.request(),
                running.state(),
                running.history(),
                running.result().fetchedSince(since));
    }

    /** Running, and by today's rules it would not be admitted. */
    public static Task forbidden() {
        return forbidden(running(), false).submitting().accepted("task_9", THEN);
    }

    /**
     * What was admitted, since today's rules are stricter.
     *
     * @param otherModel whether the document names its model, which is not the one of the settings any more
     */
    public static Task forbidden(Task admitted, boolean otherModel) {
        Request known = admitted.request();
        return new Task(new Request(
                known.id(),
                known.source(),
                known.body(),
                known.asked(),
                known.metadata(),
                known.model(),
                known.mode(),
                known.receivedAt(),
                known.named(),
                otherModel,
                FORBIDDEN));
    }

    public static Task succeeded(String... resultUrls) {
        return running().succeeded(List.of(resultUrls), THEN);
    }

    public static Task received(String requestId, Map<String, String> metadata) {
        return received(requestId, metadata, JsonNodeFactory.instance.objectNode());
    }

    /** From wherever. */
    public static Task received(String requestId, Source source) {
        return received(requestId, source, Map.of(), JsonNodeFactory.instance.objectNode());
    }

    static Task received(String requestId, Map<String, String> metadata, ObjectNode body) {
        return received(requestId, Source.ofFile("shot.json", 1), metadata, body);
    }

    private static Task received(String requestId, Source source, Map<String, String> metadata, ObjectNode body) {
        return new Task(new Request(
                requestId, source, body, body, metadata, "vidu-q3", "text-to-video", THEN, true, false, List.of()));
    }
}
