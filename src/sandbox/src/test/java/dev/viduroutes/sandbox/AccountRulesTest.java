package dev.viduroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Key, money, models, outages, and which check comes first. */
class AccountRulesTest {

    private static final String BALANCE = "/api/v1/apikeys/current-balance";

    private final SettableNanos nanos = new SettableNanos();
    private final Sandbox sandbox = Sandbox.builder()
            .taskDuration(Duration.ofSeconds(100), 0)
            .balance(1.00)
            .pricePerSecond(0.05)
            .limits(60, Duration.ofSeconds(60), 2)
            .nanoTime(nanos)
            .start();
    private final Caller caller = new Caller(sandbox);

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void withoutTheKeyNothingIsAnswered() {
        Caller stranger = new Caller(sandbox.baseUri(), "other-key");
        assertEnvelope(stranger.submit("a fox"), 401);
        assertEnvelope(stranger.status("task_1"), 401);
        assertEnvelope(stranger.get(BALANCE), 401);
        assertEnvelope(
                caller.send(HttpRequest.newBuilder(sandbox.baseUri().resolve(BALANCE))
                        .build()),
                401);
        assertThat(sandbox.ledger().unauthorized()).isEqualTo(4);
        assertThat(sandbox.ledger().tasks()).isEmpty();
    }

    @Test
    void aRejectedKeyIsUnauthorizedUntilItWorksAgain() {
        sandbox.rejectKey(true);
        assertEnvelope(caller.get(BALANCE), 401);
        sandbox.rejectKey(false);
        assertEnvelope(caller.get(BALANCE), 200);
    }

    @Test
    void theBalanceIsABareNumberAndShrinksByTheSecondsOrdered() {
        assertThat(balance()).isEqualTo(1.00);
        caller.accepted("a fox");
        assertThat(balance()).isEqualTo(0.80);
        assertThat(sandbox.ledger().billedSecondsTotal()).isEqualTo(4);
    }

    @Test
    void anAbsentDurationCostsFiveSeconds() {
        caller.post("/api/v1/generateTask/vidu-q3", "{\"input\":{\"mode\":\"text-to-video\",\"prompt\":\"a fox\"}}");
        assertThat(sandbox.ledger().tasks().get(0).billedSeconds()).isEqualTo(5);
    }

    @Test
    void aFailedTaskIsPaidWhileItRunsAndGivenBackWhenItFails() {
        caller.accepted("a fox sandbox:fail=GENERATION_FAILED");
        nanos.advance(Duration.ofSeconds(99));
        assertThat(balance()).isEqualTo(0.80);
        nanos.advance(Duration.ofSeconds(1));
        assertThat(balance()).isEqualTo(1.00);
        Ledger ledger = sandbox.ledger();
        assertThat(ledger.billedSecondsTotal()).isZero();
        assertThat(ledger.tasks().get(0).billedSeconds()).isZero();
        assertThat(ledger.tasks().get(0).failCode()).isEqualTo("GENERATION_FAILED");
    }

    @Test
    void aSuccessStaysPaid() {
        caller.accepted("a fox");
        nanos.advance(Duration.ofSeconds(100));
        assertThat(balance()).isEqualTo(0.80);
    }

    @Test
    void withTooLittleMoneyNothingIsAccepted() {
        sandbox.setBalance(0.19);
        assertEnvelope(caller.submit("a fox"), 402);
        assertThat(sandbox.ledger().tasks()).isEmpty();
        sandbox.setBalance(0.20);
        assertEnvelope(caller.submit("a fox"), 200);
        assertThat(sandbox.ledger().balance()).isZero();
    }

    @Test
    void anUnknownModelTaskOrPathIsNotFound() {
        String id = caller.accepted("a fox");
        assertEnvelope(caller.post("/api/v1/generateTask/sora-2", Caller.text("a fox")), 404);
        assertEnvelope(caller.get("/api/v1/statusTask/sora-2?taskId=" + id), 404);
        assertEnvelope(caller.status("task_none"), 404);
        assertEnvelope(caller.get("/api/v1/generateTask/vidu-q3"), 404);
        assertEnvelope(caller.get("/api/v2/anything"), 404);
        assertEnvelope(caller.get("/api/v1/statusTask/vidu-q3"), 400);
    }

    @Test
    void otherModelsExistIfTheyAreNamed() {
        try (Sandbox two = Sandbox.builder().models("vidu-q3", "sora-2").start()) {
            Caller other = new Caller(two);
            String id = Caller.taskId(other.post("/api/v1/generateTask/sora-2", Caller.text("a fox")));
            assertEnvelope(other.get("/api/v1/statusTask/sora-2?taskId=" + id), 200);
            assertEnvelope(other.status(id), 404);
        }
    }

    @Test
    void theChecksComeInTheOrderKeyLimitModelBodyBalanceConcurrentTasks() {
        caller.accepted("one");
        caller.accepted("two");
        String wrongBody = "{}";
        String wrongModel = "/api/v1/generateTask/none";
        assertEnvelope(caller.submit("concurrent tasks alone"), 429);
        sandbox.setBalance(0);
        assertEnvelope(caller.submit("balance before concurrent tasks"), 402);
        assertEnvelope(caller.post("/api/v1/generateTask/vidu-q3", wrongBody), 400);
        assertEnvelope(caller.post(wrongModel, wrongBody), 404);
        for (int i = 6; i < 60; i++) {
            caller.get(BALANCE);
        }
        assertEnvelope(caller.post(wrongModel, wrongBody), 429);
        assertEnvelope(new Caller(sandbox.baseUri(), "other").post(wrongModel, wrongBody), 401);
    }

    @Test
    void duringAnOutageEveryCallIs503AndResultsAreStillServed() {
        String id = caller.accepted("a fox");
        nanos.advance(Duration.ofSeconds(100));
        String url = caller.results(id).get(0);
        sandbox.outage(true);
        assertEnvelope(caller.submit("a fox"), 503);
        assertEnvelope(caller.status(id), 503);
        assertEnvelope(caller.get(BALANCE), 503);
        assertThat(caller.download(url).statusCode()).isEqualTo(200);
        sandbox.outage(false);
        assertEnvelope(caller.status(id), 200);
    }

    @Test
    void droppedConnectionsGiveNoAnswerAndAcceptNothing() {
        sandbox.dropConnections(true);
        assertThatThrownBy(() -> caller.submit("a fox")).isInstanceOf(UncheckedIOException.class);
        sandbox.dropConnections(false);
        assertEnvelope(caller.get(BALANCE), 200);
        assertThat(sandbox.ledger().tasks()).isEmpty();
        assertThat(sandbox.ledger().calls().get("generateTask").byStatus()).containsOnlyKeys(0);
    }

    private double balance() {
        return Caller.body(caller.get(BALANCE)).get("data").doubleValue();
    }

    private static void assertEnvelope(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(Caller.body(answer).get("code").asInt()).isEqualTo(status);
        assertThat(Caller.body(answer).get("message").asText()).isNotBlank();
        assertThat(Caller.body(answer).has("data")).isTrue();
    }
}
