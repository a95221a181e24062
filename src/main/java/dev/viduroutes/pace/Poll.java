package dev.viduroutes.pace;

import dev.viduroutes.request.Request;
import dev.viduroutes.request.Task;

/**
 * A running task that waits to be asked about.
 *
 * @param taskId the API's id
 * @param kind tasks of one kind take about as long as each other: mode, resolution and seconds of video
 * @param acceptedMillis when the API accepted it, in milliseconds since 1970
 * @param askedMillis when it was last asked about; {@code acceptedMillis} if never by this process
 */
public record Poll(String taskId, String kind, long acceptedMillis, long askedMillis) {

    static String kind(Request request) {
        String resolution = request.body().path("input").path("resolution").asText("-");
        return request.mode() + "/" + resolution + "/" + request.seconds();
    }

    static Poll of(Task task, long askedMillis) {
        long accepted = task.acceptedAt().toEpochMilli();
        return new Poll(task.id(), kind(task.request()), accepted, Math.max(accepted, askedMillis));
    }
}
