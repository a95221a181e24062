package dev.viduroutes.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.journal.Housekeeping;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.sandbox.Ledger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Requests that come again, and what the journal makes of them. */
class JournalRouteTest extends GatewayTest {

    @Test
    void aStoredRequestIsReportedAgainWithoutACallWhereverItComesFrom() throws Exception {
        String document = request("shot-1", "first and only");
        drop("shot.json", document);
        JsonNode first = awaitDone("shot.json");
        Map<String, Ledger.Calls> calls = ledger().calls();

        Outcome direct = generate(document);
        drop("copy.json", document);
        JsonNode copy = awaitDone("copy.json");

        assertThat(direct.isStored()).isTrue();
        assertThat(direct.taskId()).isEqualTo(first.path("task_id").asText());
        assertThat(copy.path("videos")).isEqualTo(first.path("videos"));
        assertThat(copy.path("task_id")).isEqualTo(first.path("task_id"));
        assertThat(ledger().calls()).isEqualTo(calls);
        assertNothingIsLeft();
    }

    @Test
    void aTaskThatWasReplacedIsNamedInEveryReportOfTheRequestRestartsIncluded() throws Exception {
        String document = request("flaky", "flaky sandbox:fail=GENERATION_FAILEDx1");
        drop("flaky.json", document);
        JsonNode report = awaitDone("flaky.json");
        List<Ledger.Task> tasks = ledger().tasksFor("flaky");
        stopContext();
        startAgain();
        drop("copy.json", document);
        JsonNode copy = awaitDone("copy.json");

        assertThat(tasks).hasSize(2);
        assertThat(report.path("earlier_tasks")).hasSize(1).isEqualTo(copy.path("earlier_tasks"));
        JsonNode earlier = report.at("/earlier_tasks/0");
        assertThat(earlier.path("task_id").asText()).isEqualTo(tasks.get(0).taskId());
        assertThat(earlier.path("code").asText()).isEqualTo("GENERATION_FAILED");
        assertThat(report.path("task_id").asText()).isEqualTo(tasks.get(1).taskId());
        assertThat(journal().query("SELECT task_id FROM vidu_attempt"))
                .containsExactly(tasks.get(0).taskId());
    }

    @Test
    void anIdThatIsKnownFromAnotherRequestIsRefusedByName() throws Exception {
        Outcome first = generate(request("taken", "the one"));

        Outcome other = generate(request("taken", "the other"));

        assertThat(other.failure().orElseThrow().message()).contains("request_id");
        assertThat(ledger().submitsFor("the other")).isZero();
        assertThat(names(deadLetters())).contains(other.source().recordName() + ".reason.json");
        assertThat(generate(request("taken", "the one")).videos()).isEqualTo(first.videos());
        assertThat(ledger().submitsFor("the one")).isEqualTo(1);
    }

    @Test
    void oneRequestThatComesTwiceAtOnceIsPaidOnceAndAnsweredTwice() throws Exception {
        String document = request("twin", "twins sandbox:slow=50s");
        CompletableFuture<Outcome> one = CompletableFuture.supplyAsync(() -> generate(document));
        CompletableFuture<Outcome> two = CompletableFuture.supplyAsync(() -> generate(document));
        drop("three.json", document);

        Outcome outcome = one.get(60, TimeUnit.SECONDS);

        assertThat(outcome.isStored()).isTrue();
        assertThat(two.get(60, TimeUnit.SECONDS).videos()).isEqualTo(outcome.videos());
        assertThat(awaitDone("three.json").path("task_id").asText()).isEqualTo(outcome.taskId());
        assertThat(ledger().submitsFor("twins")).isEqualTo(1);
        assertNothingIsLeft();
    }

    @Test
    void aDeadLetterThatCostNothingIsTriedAgainWhenItIsPutBack() throws Exception {
        drop("back.json", request("back", "put back sandbox:submit=400x1"));
        awaitDeadLetter("back.json");
        assertThat(ledger().submitsFor("put back")).isEqualTo(1);

        Path inInbox = Files.move(deadLetters().resolve("back.json"), inbox().resolve("back.json"));
        Files.setLastModifiedTime(inInbox, FileTime.from(Instant.now().plusSeconds(7)));

        assertThat(awaitDone("back.json").path("state").asText()).isEqualTo("STORED");
        assertThat(ledger().submitsFor("put back")).isEqualTo(2);
        assertThat(ledger().tasksFor("put back")).hasSize(1);
    }

    @Test
    void aDeadLetterThatMayHaveCostMoneyIsNotSubmittedAgainWhenItIsPutBack() throws Exception {
        drop("paid.json", request("paid", "perhaps paid sandbox:lost"));
        awaitDeadLetter("paid.json");

        drop("again.json", request("paid", "perhaps paid sandbox:lost"));

        assertThat(awaitDeadLetter("again.json").at("/failure/code").asText()).isEqualTo("SUBMIT_UNCERTAIN");
        assertThat(ledger().submitsFor("perhaps paid")).isEqualTo(1);
    }

    @Test
    void everyAttemptOfATransientFailureStandsInTheJournal() throws Exception {
        Outcome outcome = generate(request("flaky", "flaky sandbox:fail=GENERATION_FAILEDx1"));

        assertThat(outcome.isStored()).isTrue();
        assertThat(outcome.attempts()).isEqualTo(2);
        assertThat(journal().query("SELECT state || submits || failed_tasks || task_id FROM vidu_task"))
                .containsExactly("STORED21" + ledger().tasksFor("flaky").get(1).taskId());
    }

    @Test
    void whatWasSettledBeforeTheRetentionIsForgotten() throws Exception {
        generate(request("old", "old"));
        generate(request("young", "young"));
        long old = Instant.now().minus(Duration.ofDays(90)).minusSeconds(60).toEpochMilli();
        journal().execute("UPDATE vidu_task SET updated_at = " + old + " WHERE request_id = 'old'");

        context()
                .getRegistry()
                .lookupByNameAndType("viduHousekeeping", Housekeeping.class)
                .tidy();

        assertThat(journal().query("SELECT request_id FROM vidu_task")).containsExactly("young");
    }

    /** As after a copy of last night was restored, or a server that lagged behind took over. */
    @Test
    void aTaskThatRunsWhileTheJournalIsRestoredFromAnOlderCopyIsPaidOnce() throws Exception {
        drop("shot.json", request("shot-1", "outlives sandbox:never"));
        await().until(() -> journal().query("SELECT state FROM vidu_task").contains("RUNNING"));

        journal().execute("DELETE FROM vidu_task");
        sandbox.finish("outlives");

        assertThat(awaitDone("shot.json").path("state").asText()).isEqualTo("STORED");
        assertThat(ledger().submitsFor("outlives")).isEqualTo(1);
        assertThat(journal().query("SELECT state FROM vidu_task")).containsExactly("STORED");
        assertNothingIsLeft();
    }
}
