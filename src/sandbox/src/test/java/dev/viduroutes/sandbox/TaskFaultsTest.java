package dev.viduroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Triggers that spoil a task or the status calls about it. */
class TaskFaultsTest {

    private final SettableNanos nanos = new SettableNanos();
    private final Sandbox sandbox = Sandbox.builder()
            .taskDuration(Duration.ofSeconds(90), 0)
            .nanoTime(nanos)
            .start();
    private final Caller caller = new Caller(sandbox);

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void aTaskFailsWithTheCodeThatWasAskedFor() {
        String id = caller.accepted("sandbox:fail=SomethingNew_7");
        nanos.advance(Duration.ofSeconds(90));
        assertThat(data(id).get("failCode").asText()).isEqualTo("SomethingNew_7");
    }

    @Test
    void aCountedFailureCountsAcceptedTasksOnly() {
        String prompt = "sandbox:submit=503x1 sandbox:fail=GENERATION_FAILEDx1";
        assertThat(caller.submit(prompt).statusCode()).isEqualTo(503);
        String first = caller.accepted(prompt);
        String second = caller.accepted(prompt);
        nanos.advance(Duration.ofSeconds(90));
        assertThat(state(first)).isEqualTo("failed");
        assertThat(state(second)).isEqualTo("success");
    }

    @Test
    void aSlowTaskTakesThatMuchLonger() {
        assertEndsAfter("sandbox:slow", 150);
        assertEndsAfter("sandbox:slow=30s", 120);
    }

    @Test
    void aFastTaskTakesOneSecond() {
        assertEndsAfter("sandbox:fast", 1);
    }

    @Test
    void anEndlessTaskNeverEndsAndKeepsItsPlace() {
        String id = caller.accepted("sandbox:never");
        nanos.advance(Duration.ofDays(30));
        assertThat(state(id)).isEqualTo("processing");
        Ledger.Task task = sandbox.ledger().tasks().get(0);
        assertThat(task.endedAtMillis()).isNull();
        for (int i = 0; i < 9; i++) {
            caller.accepted("a fox " + i);
        }
        assertThat(caller.submit("the eleventh").statusCode()).isEqualTo(429);
    }

    @Test
    void aStatusCallIsAnsweredAsTheApiOrAProxyWould() {
        String id = caller.accepted("sandbox:status=500x1 sandbox:status=429x1 sandbox:status=502x1");
        HttpResponse<String> first = caller.status(id);
        assertThat(first.statusCode()).isEqualTo(500);
        assertThat(Caller.body(first).get("code").asInt()).isEqualTo(500);
        assertThat(caller.status(id).headers().firstValue("Retry-After")).isPresent();
        HttpResponse<String> third = caller.status(id);
        assertThat(third.statusCode()).isEqualTo(502);
        assertThat(third.body()).startsWith("<html>");
        assertThat(caller.status(id).statusCode()).isEqualTo(200);
        assertThat(sandbox.ledger().tasks().get(0).polls()).isEqualTo(4);
    }

    @Test
    void aStatusAnswerIsLost() {
        String id = caller.accepted("sandbox:status-lost");
        assertThatThrownBy(() -> caller.status(id)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void aStatusAnswerIsAPage() {
        HttpResponse<String> answer = caller.status(caller.accepted("sandbox:status-htmlx1"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html");
    }

    @Test
    void aTaskIsNotFoundAtFirst() {
        String id = caller.accepted("sandbox:status-404x1");
        assertThat(caller.status(id).statusCode()).isEqualTo(404);
        assertThat(caller.status(id).statusCode()).isEqualTo(200);
    }

    @Test
    void anUnknownStateIsReportedWithoutAResult() {
        String id = caller.accepted("sandbox:state=queuedx1");
        nanos.advance(Duration.ofSeconds(90));
        assertThat(state(id)).isEqualTo("queued");
        assertThat(state(id)).isEqualTo("success");
        String always = caller.accepted("sandbox:state=paused");
        nanos.advance(Duration.ofSeconds(90));
        assertThat(data(always).fieldNames()).toIterable().containsExactly("taskId", "state", "createTime");
    }

    @Test
    void theCountsOfTwoTasksWithOnePromptAreTheirOwn() {
        String prompt = "sandbox:status=503x1";
        String first = caller.accepted(prompt);
        String second = caller.accepted(prompt);
        assertThat(caller.status(first).statusCode()).isEqualTo(503);
        assertThat(caller.status(second).statusCode()).isEqualTo(503);
        assertThat(caller.status(first).statusCode()).isEqualTo(200);
    }

    @Test
    void aSuccessMayHaveNoResultOrABrokenOne() throws Exception {
        String none = caller.accepted("sandbox:no-results");
        String broken = caller.accepted("sandbox:bad-result-json");
        nanos.advance(Duration.ofSeconds(90));
        assertThat(data(none).get("resultJson").asText()).isEqualTo("{\"resultUrls\":[]}");
        String text = data(broken).get("resultJson").asText();
        assertThatThrownBy(() -> Caller.JSON.readTree(text)).isInstanceOf(IOException.class);
    }

    @Test
    void exactlyTheAskedForResultUrlIsReported() {
        for (String url : new String[] {"file:///etc/passwd", "http://169.254.169.254/x2", "https://h.example/a,b."}) {
            String id = caller.accepted("see sandbox:result-url=" + url + " there");
            nanos.advance(Duration.ofSeconds(90));
            assertThat(Caller.urls(data(id))).containsExactly(url);
        }
    }

    private void assertEndsAfter(String prompt, int seconds) {
        String id = caller.accepted(prompt);
        nanos.advance(Duration.ofSeconds(seconds).minusMillis(1));
        assertThat(state(id)).isNotEqualTo("success");
        nanos.advance(Duration.ofMillis(1));
        assertThat(state(id)).isEqualTo("success");
    }

    private String state(String id) {
        return data(id).get("state").asText();
    }

    private JsonNode data(String id) {
        return Caller.body(caller.status(id)).get("data");
    }
}
