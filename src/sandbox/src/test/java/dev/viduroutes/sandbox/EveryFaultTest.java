package dev.viduroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No trigger without an effect: the trace that a caller sees of a task differs from that of a task without triggers. A
 * fault that is added to the table without an example here does not compile. Each trace waits; they wait together.
 */
@Execution(ExecutionMode.CONCURRENT)
class EveryFaultTest {

    private final Sandbox sandbox = Sandbox.builder()
            .taskDuration(Duration.ofSeconds(90), 0)
            .timeScale(600)
            .start();
    private final Caller caller = new Caller(sandbox);
    private final AtomicReference<String> callbackSeen = new AtomicReference<>("");
    private HttpServer receiver;

    @BeforeEach
    void startReceiver() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        receiver.createContext("/", exchange -> {
            callbackSeen.accumulateAndGet("called ", String::concat);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void close() {
        sandbox.close();
        receiver.stop(0);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void everyTriggerChangesWhatACallerSees(Fault fault) {
        assertThat(trace("sandbox:" + example(fault))).isNotEqualTo(trace("a fox"));
    }

    @Test
    void withoutATriggerTheTraceIsAlwaysTheSame() {
        assertThat(trace("a fox")).isEqualTo(trace("a hen")).contains("submit=200", "state=success cost=150", "called");
    }

    private static String example(Fault fault) {
        return switch (fault) {
            case FAIL -> "fail=NSFW";
            case SUBMIT -> "submit=503";
            case SUBMIT_HTML -> "submit-html=503";
            case ENVELOPE -> "envelope=429";
            case STATUS -> "status=500";
            case STATE -> "state=queued";
            case RESULTS -> "results=3";
            case RESULT_URL -> "result-url=http://127.0.0.1:1/";
            case SIZE -> "size=1MB";
            case DOWNLOAD -> "download=404";
            case EXPIRED -> "expired=always";
            case CALLBACK -> "callback=twice";
            case LOST, HANG, HTML, GARBAGE, NO_TASK_ID, HUGE_ANSWER -> fault.word();
            case STATUS_LOST, STATUS_HTML, STATUS_404 -> fault.word();
            case SLOW, FAST, NEVER, TWO_RESULTS, NO_RESULTS, BAD_RESULT_JSON -> fault.word();
            case TRUNCATED, NOT_VIDEO, EMPTY, REDIRECT, NO_CALLBACK -> fault.word();
        };
    }

    /** @return what a caller sees of one task, without what differs each time */
    private String trace(String prompt) {
        callbackSeen.set("");
        String submit = seen(() -> answerTo(post(prompt)));
        int tasks = sandbox.ledger().tasksFor(prompt).size();
        if (tasks == 0) {
            return submit;
        }
        String id = sandbox.ledger().tasksFor(prompt).get(tasks - 1).taskId();
        boolean ended = awaitEnd(id);
        String status = seen(() -> ended ? answerTo(caller.status(id)) : "never");
        return submit + status + (ended ? callbacks(prompt) : "");
    }

    private boolean awaitEnd(String id) {
        Supplier<Boolean> ended = () -> sandbox.ledger().tasks().stream()
                .anyMatch(task -> task.taskId().equals(id) && task.endedAtMillis() != null);
        try {
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofSeconds(3))
                    .until(ended::get);
            return true;
        } catch (ConditionTimeoutException never) {
            return false;
        }
    }

    /** Waits for as many callbacks as there should be: an absent one shows as an empty text. */
    private String callbacks(String prompt) {
        int expected = prompt.contains("twice") ? 2 : 1;
        try {
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofSeconds(3))
                    .until(() -> callbackSeen.get().split(" ").length >= expected
                            && !callbackSeen.get().isEmpty());
        } catch (ConditionTimeoutException absent) {
            return " no callback";
        }
        return callbackSeen.get();
    }

    private HttpResponse<String> post(String prompt) {
        String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/";
        Map<String, Object> body = Map.of(
                "request_type",
                "callback",
                "callback_url",
                url,
                "input",
                Map.of("mode", "text-to-video", "prompt", prompt));
        HttpRequest request = caller.request("/api/v1/generateTask/vidu-q3")
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(2))
                .POST(BodyPublishers.ofString(Caller.json(body)))
                .build();
        return caller.send(request);
    }

    private String answerTo(HttpResponse<String> answer) {
        String line = "submit=" + answer.statusCode();
        JsonNode data = Caller.body(answer).path("data");
        line += " id=" + data.has("taskId") + " length=" + (answer.body().length() > 10_000);
        if (data.has("state")) {
            line += " state=" + data.get("state").asText() + " cost=" + data.path("costTime");
            for (String url : data.has("resultJson") ? Caller.urls(data) : List.<String>of()) {
                HttpResponse<byte[]> file = caller.download(url);
                line += " file=" + file.statusCode() + "/" + file.body().length / 1_000;
                line += file.headers().firstValue("Content-Type").orElse("") + (file.body().length > 0);
            }
        }
        return line + " code=" + Caller.body(answer).get("code") + "\n";
    }

    private static String seen(Supplier<String> action) {
        try {
            return action.get();
        } catch (UncheckedIOException noAnswer) {
            return noAnswer.getCause().getClass().getSimpleName() + "\n";
        }
    }
}
