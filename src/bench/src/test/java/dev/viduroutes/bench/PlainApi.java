package dev.viduroutes.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** The API as a simple program calls it: two calls, and 429 means "not now". */
final class PlainApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TOO_MANY_REQUESTS = 429;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI api;

    PlainApi(URI api) {
        this.api = api;
    }

    /** @return the id of the task; empty if the answer is 429 */
    Optional<String> submit(String prompt) throws IOException, InterruptedException {
        HttpRequest.Builder post = request("/api/v1/generateTask/vidu-q3")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(document(prompt)));
        return data(post).map(data -> data.path("taskId").asText());
    }

    /** @return whether the task is known to have ended; false if the answer is 429 */
    boolean hasEnded(String taskId) throws IOException, InterruptedException {
        return data(request("/api/v1/statusTask/vidu-q3?taskId=" + taskId))
                .filter(data -> data.has("completeTime"))
                .isPresent();
    }

    static String document(String prompt) {
        return """
                {"input": {"mode": "text-to-video", "prompt": "%s", "duration": 1}}""".formatted(prompt);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(api + path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + Workload.KEY);
    }

    private Optional<JsonNode> data(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() == TOO_MANY_REQUESTS) {
            return Optional.empty();
        }
        if (answer.statusCode() != 200) {
            throw new IOException("the sandbox answered " + answer.statusCode() + ": " + answer.body());
        }
        return Optional.of(JSON.readTree(answer.body()).path("data"));
    }
}
