package dev.viduroutes.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.failure.Problem;
import java.util.List;
import java.util.Map;

/**
 * A request document on its way to a request.
 *
 * @param written as it came: what tells a repetition from another request, whatever templates and defaults say by then
 * @param whole with what its template and the defaults say, which is what the rules are for
 * @param origins fields of the whole that are not written, such as {@code input.style}, and where each is from
 * @param problems why it can't be made whole; what was sent before is gone on with
 * @param unread whether its template could not be read just now, so that nothing is known of it yet
 */
public record RequestDocument(
        JsonNode written, JsonNode whole, Map<String, String> origins, List<Problem> problems, boolean unread) {

    public RequestDocument {
        origins = Map.copyOf(origins);
        problems = List.copyOf(problems);
    }

    public RequestDocument(JsonNode written, JsonNode whole, Map<String, String> origins) {
        this(written, whole, origins, List.of(), false);
    }

    /** @return a document that says everything itself */
    public static RequestDocument asWritten(JsonNode document) {
        return new RequestDocument(document, document, Map.of());
    }

    /** @return the same, which can't be made whole */
    public RequestDocument failed(List<Problem> why) {
        return new RequestDocument(written, whole, origins, why, false);
    }

    /** @return the same, to be tried again */
    public RequestDocument asUnread() {
        return new RequestDocument(written, whole, origins, problems, true);
    }

    /** @return whether it must be tried again */
    public boolean isPending() {
        return unread;
    }

    /** @return whether it says itself which pictures it has; else its template may */
    public boolean namesPictures() {
        return written.has("image_files") || written.path("input").has("image_urls");
    }

    /** @return the same problem; of a field that is not written, with where it is from */
    Problem explained(Problem problem) {
        String origin = origins.get(problem.field().replaceFirst("\\[.*", ""));
        return origin == null
                ? problem
                : new Problem(problem.field(), problem.found() + " (" + origin + ")", problem.allowed());
    }
}
