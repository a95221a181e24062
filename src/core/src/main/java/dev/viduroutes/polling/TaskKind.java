package dev.viduroutes.polling;

import dev.viduroutes.request.Request;
import java.util.List;

/**
 * What a task's duration depends on, as far as a request tells.
 *
 * @param mode model and mode, {@code vidu-q3/text-to-video} and so on
 * @param resolution {@code 720p} and so on; empty if the request leaves it to the API
 * @param seconds length of the video; 0 if the request leaves it to the API
 */
public record TaskKind(String mode, String resolution, int seconds) {

    public static TaskKind of(Request request) {
        return new TaskKind(
                request.model() + "/" + request.mode(),
                request.body().path("input").path("resolution").asText(""),
                request.seconds());
    }

    /** @return names under which durations of this kind are remembered, the most exact first */
    List<String> names() {
        return List.of(mode + "/" + resolution + "/" + seconds, mode, "all");
    }
}
