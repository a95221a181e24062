package dev.viduroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The end of a task, reported to its caller. */
class CallbacksTest {

    /** 90 s take 45 ms; the retries come after 15, 60 and 300 ms. */
    private static final double SCALE = 2_000;

    private final List<JsonNode> received = new CopyOnWriteArrayList<>();
    private final List<Long> receivedNanos = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private HttpServer receiver;
    private Sandbox sandbox;
    private Caller caller;

    @BeforeEach
    void start() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        receiver.createContext("/", exchange -> {
            receivedNanos.add(System.nanoTime());
            received.add(Caller.JSON.readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(refusals.getAndDecrement() > 0 ? 500 : 200, -1);
            exchange.close();
        });
        receiver.start();
        sandbox = Sandbox.builder().timeScale(SCALE).start();
        caller = new Caller(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
        receiver.stop(0);
    }

    @Test
    void theEndOfATaskIsReportedWithTheStatusEnvelope() {
        String id = order("a fox");
        awaitAcknowledged(1);
        JsonNode envelope = received.get(0);
        assertThat(envelope.get("code").asInt()).isEqualTo(200);
        assertThat(envelope.at("/data/taskId").asText()).isEqualTo(id);
        assertThat(envelope.at("/data/state").asText()).isEqualTo("success");
        String url = Caller.urls(envelope.get("data")).get(0);
        assertThat(caller.download(url).statusCode()).isEqualTo(200);
    }

    @Test
    void theEndIsToldByTheCallbackThatIsAcknowledged() {
        refusals.set(2);
        order("a fox");
        awaitAcknowledged(1);
        Ledger.Task task = sandbox.ledger().tasks().get(0);
        assertThat(task.toldAtMillis() - task.endedAtMillis()).isGreaterThanOrEqualTo(15 + 60);
    }

    @Test
    void aFailureIsReportedToo() {
        order("a fox sandbox:fail=NSFW");
        awaitAcknowledged(1);
        assertThat(received.get(0).at("/data/failCode").asText()).isEqualTo("NSFW");
    }

    @Test
    void anythingButA200IsTriedAgainWithGrowingDelays() {
        refusals.set(3);
        order("a fox");
        awaitAcknowledged(1);
        assertThat(received).hasSize(4);
        assertThat(sandbox.ledger().callbacks()).isEqualTo(new Ledger.Callbacks(4, 1, 0));
        assertThat(gapMillis(1)).isGreaterThanOrEqualTo(15);
        assertThat(gapMillis(2)).isGreaterThanOrEqualTo(60);
        assertThat(gapMillis(3)).isGreaterThanOrEqualTo(300);
    }

    @Test
    void afterThreeRetriesTheReportIsGivenUp() {
        refusals.set(100);
        order("a fox");
        await().until(() -> sandbox.ledger().callbacks().abandoned() == 1);
        assertThat(sandbox.ledger().callbacks()).isEqualTo(new Ledger.Callbacks(4, 0, 1));
    }

    @Test
    void withoutRequestTypeCallbackNothingIsSent() {
        String id = Caller.taskId(post(Map.of("callback_url", url(), "input", input("quiet"))));
        order("loud");
        caller.ended(id);
        awaitAcknowledged(1);
        assertThat(received).hasSize(1);
    }

    @Test
    void aLostCallbackIsNeverSent() {
        String lost = order("sandbox:no-callback sandbox:fast");
        order("loud");
        caller.ended(lost);
        awaitAcknowledged(1);
        assertThat(received).hasSize(1).noneMatch(report -> report.toString().contains(lost));
    }

    @Test
    void aCallbackComesTwice() {
        String id = order("sandbox:callback=twice");
        awaitAcknowledged(2);
        assertThat(received)
                .extracting(report -> report.at("/data/taskId").asText())
                .containsExactly(id, id);
    }

    @Test
    void aLateCallbackComesAMinuteAfterTheEnd() {
        long begin = System.nanoTime();
        order("sandbox:fast sandbox:callback=late");
        awaitAcknowledged(1);
        assertThat(received).hasSize(1);
        // 1 s and 60 s
        assertThat(receivedNanos.get(0) - begin).isGreaterThanOrEqualTo(30_500_000);
    }

    @Test
    void anEarlyCallbackComesBeforeTheAnswerToThePost() {
        String id = order("sandbox:callback=early");
        assertThat(received)
                .extracting(report -> report.at("/data/taskId").asText())
                .containsExactly(id);
        assertThat(received.get(0).at("/data/state").asText()).isEqualTo("success");
    }

    @Test
    void aTaskThatIsFinishedIsReportedAtOnceAndNotAgainAtTheEndThatWasPlanned() {
        String planned = order("planned sandbox:slow=600s");
        String never = order("unending sandbox:never");
        assertThat(sandbox.finish("planned")).isEqualTo(1);
        awaitAcknowledged(1);
        assertThat(sandbox.finish("unending")).isEqualTo(1);
        awaitAcknowledged(2);
        // Its end comes later than the one that was planned for the first.
        String last = order("the last sandbox:slow=1000s");
        awaitAcknowledged(3);
        assertThat(received)
                .extracting(report -> report.at("/data/taskId").asText())
                .containsExactly(planned, never, last);
        assertThat(received)
                .allMatch(report -> report.at("/data/state").asText().equals("success"));
    }

    private String order(String prompt) {
        HttpResponse<String> answer =
                post(Map.of("request_type", "callback", "callback_url", url(), "input", input(prompt)));
        assertThat(answer.statusCode()).isEqualTo(200);
        return Caller.taskId(answer);
    }

    private HttpResponse<String> post(Object body) {
        return caller.post("/api/v1/generateTask/vidu-q3", Caller.json(body));
    }

    private static Map<String, Object> input(String prompt) {
        return Map.of("mode", "text-to-video", "prompt", prompt);
    }

    private String url() {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/done";
    }

    private long gapMillis(int attempt) {
        return (receivedNanos.get(attempt) - receivedNanos.get(attempt - 1)) / 1_000_000;
    }

    private void awaitAcknowledged(int count) {
        await().until(() -> sandbox.ledger().callbacks().acknowledged() == count);
    }
}
