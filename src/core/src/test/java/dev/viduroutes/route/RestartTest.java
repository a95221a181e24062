package dev.viduroutes.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.sandbox.Ledger;
import java.nio.file.Files;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What was under way when the process ended goes on from there in the next one. */
class RestartTest extends GatewayTest {

    private final Properties differently = new Properties();

    @Override
    protected void configure(Properties settings) {
        settings.putAll(differently);
        settings.putIfAbsent("vidu.limits.concurrent-tasks", "10");
        if (sandboxIsNew()) {
            settings.setProperty("vidu.submit.grace", "1h");
            settings.setProperty("vidu.retry.first-delay", "10m");
            settings.setProperty("vidu.retry.max-delay", "10m");
        }
    }

    private boolean sandboxIsNew() {
        return ledger().calls().isEmpty();
    }

    @Test
    void everyRequestGoesOnFromWhereItStood() throws Exception {
        drop("2-unanswered.json", request("2-unanswered", "unanswered sandbox:lost"));
        drop("3-submitting.json", request("3-submitting", "submitting sandbox:lost"));
        drop("4-delivering.json", request("4-delivering", "delivering sandbox:download=503x1"));
        drop("5-settled.json", request("5-settled", "settled"));
        awaitDone("5-settled.json");
        awaitStates("UNCERTAIN", "UNCERTAIN", "SUCCEEDED", "STORED");
        await().until(() -> ledger().calls().get("result").byStatus().containsKey(503));
        drop("1-running.json", request("1-running", "running sandbox:never"));
        awaitStates("RUNNING", "UNCERTAIN", "UNCERTAIN", "SUCCEEDED", "STORED");
        sandbox.rejectKey(true);
        drop("6-received.json", request("6-received", "received"));
        awaitStates("RUNNING", "UNCERTAIN", "UNCERTAIN", "SUCCEEDED", "STORED", "RECEIVED");
        stopContext();
        sandbox.rejectKey(false);
        journal().execute("UPDATE vidu_task SET state = 'SUBMITTING' WHERE request_id = '3-submitting'");
        Files.copy(done().resolve("5-settled.json"), inbox().resolve("5-again.json"));

        startAgain();

        awaitStates("RUNNING", "FAILED", "FAILED", "STORED", "STORED", "STORED");
        sandbox.finish("running");
        awaitDone("1-running.json");
        awaitDone("4-delivering.json");
        awaitDone("5-again.json");
        for (String name : List.of("2-unanswered.json", "3-submitting.json")) {
            assertThat(awaitDeadLetter(name).at("/failure/code").asText()).isEqualTo("SUBMIT_UNCERTAIN");
        }
        awaitStates("STORED", "FAILED", "FAILED", "STORED", "STORED", "STORED");
        for (String prompt : List.of("running", "unanswered", "submitting", "delivering", "settled", "received")) {
            assertThat(ledger().tasksFor(prompt)).as(prompt).hasSize(1);
        }
        assertThat(ledger().submitsFor("ing sandbox")).isEqualTo(3);
        assertThat(slots().inUse()).isZero();
    }

    @Test
    void howeverOftenTheProcessStartsTheGraceOfAnUncertainSubmitEnds() throws Exception {
        drop("lost.json", request("lost", "unanswered sandbox:lost"));
        awaitStates("UNCERTAIN");
        List<String> since = journal().query("SELECT uncertain_since FROM vidu_task");
        differently.setProperty("vidu.submit.grace", "1h");
        for (int restart = 1; restart <= 2; restart++) {
            int before = epoch();
            stopContext();
            startAgain();
            await().until(() -> epoch() > before);
            assertThat(journal().query("SELECT uncertain_since FROM vidu_task")).isEqualTo(since);
        }
        assertThat(names(deadLetters())).isEmpty();
        stopContext();
        journal().execute("UPDATE vidu_task SET uncertain_since = uncertain_since - 3600000");
        startAgain();

        JsonNode reason = awaitDeadLetter("lost.json");

        assertThat(reason.at("/failure/code").asText()).isEqualTo("SUBMIT_UNCERTAIN");
        assertThat(reason.at("/failure/message").asText())
                .as("the reason of the process that sent it")
                .contains("the submit's answer is not usable");
        assertThat(ledger().submitsFor("unanswered")).isEqualTo(1);
    }

    /** How often a process has taken the one request up. */
    private int epoch() throws Exception {
        return Integer.parseInt(journal().query("SELECT epoch FROM vidu_task").get(0));
    }

    @Test
    void remoteTasksThatNobodyBringsAgainKeepTheirSlots() throws Exception {
        leaveBehind("left sandbox:never", "left too sandbox:never");
        List<Integer> polls = polls();

        CompletableFuture.supplyAsync(() -> generate(request("third", "third")));

        await().until(() -> slots().waiting() == 1);
        await().until(() -> polls().get(0) >= polls.get(0) + 3 && polls().get(1) >= polls.get(1) + 3);
        assertThat(slots().waiting()).isEqualTo(1);
        assertThat(ledger().submitsFor("third")).isZero();
    }

    @Test
    void theEndOfARemoteTaskThatNobodyBringsAgainFreesItsSlot() throws Exception {
        leaveBehind("left sandbox:never", "left too sandbox:never");
        CompletableFuture<?> third = CompletableFuture.supplyAsync(() -> generate(request("third", "third")));
        await().until(() -> slots().waiting() == 1);

        sandbox.finish("left sandbox");

        third.get(60, TimeUnit.SECONDS);
        assertThat(ledger().tasksFor("third").get(0).acceptedAtMillis())
                .isGreaterThanOrEqualTo(ledger().tasksFor("left sandbox").get(0).endedAtMillis());
        assertThat(ledger().submitsFor("third"))
                .as("no knocking at a full account")
                .isEqualTo(1);
        assertThat(slots().inUse()).isEqualTo(1);
    }

    /** Two tasks run, and take both slots, when the context stops; their files are gone when the next one starts. */
    private void leaveBehind(String... prompts) throws Exception {
        stopContext();
        differently.setProperty("vidu.limits.concurrent-tasks", "2");
        startAgain();
        drop("one.json", request("one", prompts[0]));
        drop("two.json", request("two", prompts[1]));
        awaitStates("RUNNING", "RUNNING");
        stopContext();
        Files.delete(inbox().resolve("one.json"));
        Files.delete(inbox().resolve("two.json"));
        startAgain();
    }

    private List<Integer> polls() {
        return ledger().tasksFor("left").stream().map(Ledger.Task::polls).toList();
    }

    private void awaitStates(String... states) {
        await().untilAsserted(() -> assertThat(journal().query("SELECT state FROM vidu_task ORDER BY request_id"))
                .containsExactly(states));
    }
}
