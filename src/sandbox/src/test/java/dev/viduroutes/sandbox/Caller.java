package dev.viduroutes.sandbox;

import static java.time.Duration.ofMillis;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Calls the API as a client would, over HTTP. */
final class Caller {

    static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final String key;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Caller(Sandbox sandbox) {
        this(sandbox.baseUri(), "sandbox-key");
    }

    Caller(URI base, String key) {
        this.base = base;
        this.key = key;
    }

    HttpResponse<String> submit(String prompt) {
        return post("/api/v1/generateTask/vidu-q3", text(prompt));
    }

    /** @return a body that keeps every rule, for a video of 4 s */
    static String text(String prompt) {
        return json(Map.of("input", Map.of("mode", "text-to-video", "prompt", prompt, "duration", 4)));
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** @return the id of the accepted task */
    String accepted(String prompt) {
        return taskId(submit(prompt));
    }

    static String taskId(HttpResponse<String> answer) {
        return body(answer).at("/data/taskId").asText();
    }

    HttpResponse<String> status(String taskId) {
        return get("/api/v1/statusTask/vidu-q3?taskId=" + taskId);
    }

    /** @return the data of the first status answer whose state is {@code success} or {@code failed} */
    JsonNode ended(String taskId) {
        return await().pollInterval(ofMillis(5))
                .until(
                        () -> body(status(taskId)).path("data"),
                        data -> List.of("success", "failed")
                                .contains(data.path("state").asText()));
    }

    /** @return the result URLs of a task, once it has ended */
    List<String> results(String taskId) {
        return urls(ended(taskId));
    }

    static List<String> urls(JsonNode data) {
        try {
            List<String> urls = new ArrayList<>();
            JSON.readTree(data.path("resultJson").asText()).path("resultUrls").forEach(url -> urls.add(url.asText()));
            return urls;
        } catch (JsonProcessingException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    HttpResponse<String> post(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    HttpResponse<String> get(String path) {
        return send(request(path).build());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + key);
    }

    HttpResponse<String> send(HttpRequest request) {
        return send(request, BodyHandlers.ofString());
    }

    /** @return what the URL gives, without a key */
    HttpResponse<byte[]> download(String url) {
        return send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray());
    }

    <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException noAnswer) {
            throw new UncheckedIOException(noAnswer);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    static JsonNode body(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }
}
