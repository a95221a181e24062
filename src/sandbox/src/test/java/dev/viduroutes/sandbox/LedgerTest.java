package dev.viduroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the ledger says, and the sandbox's own pages. */
class LedgerTest {

    private final Sandbox sandbox = Sandbox.builder().timeScale(2_000).start();
    private final Caller caller = new Caller(sandbox);

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void aTaskIsNotedFromItsPostToItsEnd() {
        String id = caller.accepted("a red fox");
        JsonNode data = caller.ended(id);
        Ledger.Task task = sandbox.ledger().tasksFor("red").get(0);
        assertThat(task.taskId()).isEqualTo(id);
        assertThat(task.prompt()).isEqualTo("a red fox");
        assertThat(task.model()).isEqualTo("vidu-q3");
        assertThat(task.mode()).isEqualTo("text-to-video");
        assertThat(task.durationSeconds()).isEqualTo(4);
        assertThat(task.billedSeconds()).isEqualTo(4);
        assertThat(task.state()).isEqualTo("success");
        assertThat(task.failCode()).isNull();
        assertThat(task.acceptedAtMillis()).isEqualTo(data.get("createTime").asLong());
        assertThat(task.endedAtMillis()).isEqualTo(data.get("completeTime").asLong());
        assertThat(task.polls()).isPositive();
        assertThat(task.results()).containsExactly(new Ledger.Result(0, null, null, 0));
        assertThat(sandbox.ledger().tasksFor("blue")).isEmpty();
    }

    @Test
    void theEndIsToldByTheFirstStatusAnswerThatSaysSo() {
        String running = caller.accepted("running sandbox:never");
        caller.accepted("nobody asked sandbox:fast");
        String ended = caller.accepted("ended");
        caller.status(running);
        caller.ended(ended);
        Ledger.Task task = sandbox.ledger().tasksFor("ended").get(0);
        assertThat(task.toldAtMillis()).isBetween(task.endedAtMillis(), System.currentTimeMillis());
        await().until(() -> System.currentTimeMillis() > task.toldAtMillis() + 1);
        caller.ended(ended);
        assertThat(sandbox.ledger().tasks())
                .extracting(Ledger.Task::toldAtMillis)
                .containsExactly(null, null, task.toldAtMillis());
    }

    @Test
    void postsAreCountedByPromptRefusedOnesIncluded() {
        caller.submit("a red fox sandbox:submit=503x1");
        caller.submit("a red fox sandbox:submit=503x1");
        new Caller(sandbox.baseUri(), "wrong").submit("a red hen");
        Ledger ledger = sandbox.ledger();
        assertThat(ledger.submitsFor("a red fox")).isEqualTo(2);
        assertThat(ledger.submitsFor("red")).isEqualTo(3);
        assertThat(ledger.tasks()).hasSize(1);
    }

    @Test
    void theLastRequestIsKeptAsItCame() {
        String body = "{ \"input\" : {\"mode\":\"text-to-video\",\"prompt\":\"a fox\"} }";
        caller.submit("a fox");
        caller.submit("a hen");
        caller.post("/api/v1/generateTask/vidu-q3", body);
        assertThat(sandbox.ledger().lastRequest("a fox")).isEqualTo(body);
        assertThat(sandbox.ledger().lastRequest("")).isEqualTo(body);
        assertThatThrownBy(() -> sandbox.ledger().lastRequest("an owl")).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void callsAreCountedByEndpointAndStatus() {
        String url = caller.results(caller.accepted("a fox")).get(0);
        caller.get("/api/v1/apikeys/current-balance");
        caller.get("/nowhere");
        caller.download(url);
        caller.download(url + "0");
        caller.get("/sandbox");
        assertThat(sandbox.ledger().calls())
                .containsOnlyKeys("generateTask", "statusTask", "balance", "result", "other");
        assertThat(sandbox.ledger().calls().get("result").byStatus())
                .containsOnly(Map.entry(200, 1), Map.entry(403, 1));
        assertThat(sandbox.ledger().calls().get("other").total()).isEqualTo(1);
    }

    @Test
    void headersAndHostsAreSeenAndAKeySentWithADownloadIsFound() {
        String url = caller.results(caller.accepted("a fox")).get(0);
        caller.download(url);
        assertThat(sandbox.ledger().resultCallsWithAuthorization()).isZero();
        HttpRequest leaky = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer sandbox-key")
                .header("X-Extra", "1")
                .build();
        assertThat(caller.send(leaky).statusCode()).isEqualTo(200);
        Ledger ledger = sandbox.ledger();
        assertThat(ledger.resultCallsWithAuthorization()).isEqualTo(1);
        assertThat(ledger.headersSeen().get("result")).contains("authorization", "x-extra");
        assertThat(ledger.headersSeen().get("generateTask"))
                .contains("authorization")
                .doesNotContain("x-extra");
        assertThat(ledger.hostsSeen().get("statusTask"))
                .containsExactly("127.0.0.1:" + sandbox.baseUri().getPort());
    }

    @Test
    void aSnapshotDoesNotChange() {
        Ledger before = sandbox.ledger();
        caller.accepted("a fox");
        assertThat(before.tasks()).isEmpty();
        assertThat(before.calls()).isEmpty();
        assertThatThrownBy(() -> before.tasks().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> before.calls().put("x", null)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void theLedgerIsAlsoJson() {
        String id = caller.accepted("a fox");
        JsonNode json = Caller.body(caller.get("/sandbox/ledger"));
        assertThat(json.at("/tasks/0/taskId").asText()).isEqualTo(id);
        assertThat(json.at("/calls/generateTask/byStatus/200").asInt()).isEqualTo(1);
        assertThat(json.at("/balance").asDouble()).isEqualTo(999.8);
    }

    @Test
    void theHelpListsEveryEndpointAndEveryTrigger() {
        String help = caller.get("/sandbox").body();
        assertThat(help).contains("/api/v1/generateTask", "/api/v1/statusTask", "current-balance", "/sandbox/account");
        for (Fault fault : Fault.values()) {
            assertThat(help)
                    .contains("  sandbox:" + fault.word() + fault.value().syntax());
        }
    }

    @Test
    void theAccountIsSwitchedOverHttpTooAndOnlyAsAWhole() {
        assertThat(account("{\"balance\":1.5,\"outage\":true}").statusCode()).isEqualTo(200);
        assertThat(caller.submit("a fox").statusCode()).isEqualTo(503);
        assertThat(sandbox.ledger().balance()).isEqualTo(1.5);
        assertThat(account("{\"outage\":false,\"rejectKey\":true}").statusCode())
                .isEqualTo(200);
        assertThat(caller.submit("a fox").statusCode()).isEqualTo(401);
        assertThat(account("{\"rejectKey\":false}").statusCode()).isEqualTo(200);
        assertThat(account("{\"apiKey\":\"another\"}").statusCode()).isEqualTo(200);
        assertThat(caller.submit("a fox").statusCode()).isEqualTo(401);
        assertThat(account("{\"apiKey\":7}").statusCode()).isEqualTo(400);
        assertThat(account("{\"balance\":9,\"outage\":\"yes\"}").statusCode()).isEqualTo(400);
        assertThat(sandbox.ledger().balance()).isEqualTo(1.5);
        assertThat(account("{\"dropConnections\":true}").statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> caller.submit("a fox")).isInstanceOf(UncheckedIOException.class);
        assertThat(caller.get("/sandbox/health").body()).isEqualTo("{\"status\":\"up\"}");
    }

    private HttpResponse<String> account(String json) {
        return caller.post("/sandbox/account", json);
    }
}
