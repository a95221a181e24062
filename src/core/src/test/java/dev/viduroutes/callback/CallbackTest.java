package dev.viduroutes.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.route.GatewayTest;
import dev.viduroutes.sandbox.FreePort;
import dev.viduroutes.sandbox.Ledger;
import dev.viduroutes.sandbox.SandboxBuilder;
import dev.viduroutes.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;

/**
 * The real routes in callback mode. Nothing is polled by itself for ten minutes unless a test sets it otherwise: what is
 * found out is found out by a callback.
 */
abstract class CallbackTest extends GatewayTest {

    static final String SECRET = "secret-of-this-test-that-is-long-enough";
    private static final ObjectMapper JSON = new ObjectMapper();

    protected final int port = FreePort.next();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void stopCallers() {
        stopContext();
        callers.shutdownNow();
    }

    /** Time runs 20 times faster; the sandbox then waits 1.5 s for the answer to a callback. */
    @Override
    protected SandboxBuilder sandboxBuilder() {
        return super.sandboxBuilder().timeScale(20).taskDuration(Duration.ofSeconds(10), 0.1);
    }

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.api.mode", "callback");
        settings.setProperty("vidu.callback.public-url", "http://127.0.0.1:" + port);
        settings.setProperty("vidu.callback.address", "127.0.0.1");
        settings.setProperty("vidu.callback.port", Integer.toString(port));
        settings.setProperty("vidu.callback.secret", SECRET);
        settings.setProperty("vidu.poll.first-delay", "10m");
        settings.setProperty("vidu.task.timeout", "1h");
    }

    @Override
    protected void prepare(CamelContext camel) {
        CallbackServer.addTo(camel, camel.getRegistry().lookupByNameAndType("viduSettings", Settings.class));
    }

    CompletableFuture<Outcome> start(String id, String prompt) {
        return CompletableFuture.supplyAsync(() -> generate(request(id, prompt)), callers);
    }

    Outcome end(CompletableFuture<Outcome> started) throws Exception {
        return started.get(60, TimeUnit.SECONDS);
    }

    /** Waits until the gateway knows that the task runs. */
    Ledger.Task running(String id, String prompt) {
        await().until(() -> state(id).equals("RUNNING"));
        return ledger().tasksFor(prompt).get(0);
    }

    String state(String id) throws Exception {
        List<String> found = journal().query("SELECT state FROM vidu_task WHERE request_id = '" + id + "'");
        return found.isEmpty() ? "" : found.get(0);
    }

    /** The URL that the newest submit with this prompt named. */
    URI callbackUrl(String prompt) {
        try {
            JsonNode body = JSON.readTree(ledger().lastRequest(prompt));
            assertThat(body.path("request_type").asText()).isEqualTo("callback");
            return URI.create(body.path("callback_url").asText());
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    static String envelope(String taskId, String state) {
        return """
                {"code":200,"message":"success","data":{"taskId":"%s","state":"%s"}}""".formatted(taskId, state);
    }

    static HttpRequest.Builder to(URI url) {
        return HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(30)).header("Content-Type", "application/json");
    }

    /** @return the status of the answer, which must say nothing else */
    int post(URI url, String body) {
        return send(to(url).POST(BodyPublishers.ofString(body)).build());
    }

    int send(HttpRequest request) {
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            assertThat(answer.headers().map()).doesNotContainKeys("vidu_signature", "authorization");
            assertThat(answer.body()).doesNotContain("xception", "vidu");
            return answer.statusCode();
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    /** Like {@link #send}, and soon. A machine has stalls; a call that waits for the journal or S3 takes longer. */
    int sendTimed(HttpRequest request) {
        long begin = System.nanoTime();
        int status = send(request);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
        return status;
    }

    void assertStoredOnce(Outcome outcome, String prompt) {
        assertThat(outcome.failure()).isEmpty();
        assertThat(ledger().tasksFor(prompt)).hasSize(1);
        assertThat(ledger().submitsFor(prompt)).isEqualTo(1);
        Ledger.Task task = ledger().tasksFor(prompt).get(0);
        assertThat(outcome.taskId()).isEqualTo(task.taskId());
        assertThat(outcome.videos()).hasSize(1);
        assertThat(outcome.videos().get(0).sha256())
                .isEqualTo(task.results().get(0).sha256());
    }

    int polls(String prompt) {
        return ledger().tasksFor(prompt).stream().mapToInt(Ledger.Task::polls).sum();
    }
}
