package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.fixture.Retries;
import dev.viduroutes.journal.BusyTimeout;
import dev.viduroutes.request.Outcome;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A journal that can't be written for a while: every step waits for its record, and nothing is lost or paid twice. */
class JournalOutageTest extends FaultTest {

    private Retries retries;

    @BeforeEach
    void countRetries() {
        retries = Retries.of(context());
    }

    @Test
    void whileNothingCanBeRecordedNothingIsSubmittedAndNothingIsLost() throws Exception {
        Future<Outcome> underWay = start("under way sandbox:never");
        await().until(() -> polls("under way sandbox:never") > 0);
        journal().refuseStates("RECEIVED", "SUBMITTING", "UNCERTAIN", "RUNNING", "SUCCEEDED", "STORED", "FAILED");

        Map<String, Future<Outcome>> started = startAll("first", "second", "third");
        drop("fourth.json", request(prompt("fourth")));

        retries.awaitMore(9);
        assertThat(warnings()).hasSize(1).first().asString().contains("journal=", "unavailable", "the disk is full");
        sandbox.finish("under way");
        assertThat(ledger().calls().get("generateTask").total()).isEqualTo(1);
        assertThat(underWay).isNotDone();
        assertThat(names(inbox())).containsExactly("fourth.json");
        journal().accept();
        assertStoredOnce("under way sandbox:never", endOf(underWay));
        endOf(started).forEach(this::assertStoredOnce);
        awaitDone("fourth.json");
        assertThat(submits("fourth")).isEqualTo(1);
        assertThat(names(deadLetters())).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void noSubmitLeavesBeforeItsIntentIsRecorded() throws Exception {
        journal().refuseStates("SUBMITTING");

        Map<String, Future<Outcome>> started = startAll("first", "second");

        retries.awaitMore(4);
        assertThat(ledger().calls()).doesNotContainKey("generateTask");
        journal().accept();
        endOf(started).forEach(this::assertStoredOnce);
    }

    @Test
    void aTaskIdThatCantBeRecordedAtOnceIsKeptAndNotSubmittedAgain() throws Exception {
        journal().refuseStates("RUNNING");

        Map<String, Future<Outcome>> started = startAll("first", "second");

        retries.awaitMore(4);
        assertThat(submits("first")).isEqualTo(1);
        assertThat(polls("first"))
                .as("no step is made without the record of the one before")
                .isZero();
        journal().accept();
        Map<String, Outcome> ended = endOf(started);
        ended.forEach(this::assertStoredOnce);
        for (Outcome outcome : ended.values()) {
            assertThat(journal()
                            .query("SELECT task_id || ' ' || submits FROM vidu_task WHERE request_id = '"
                                    + outcome.requestId() + "'"))
                    .containsExactly(outcome.taskId() + " 1");
        }
    }

    @Test
    void nothingIsReportedBeforeItsOutcomeIsRecorded() throws Exception {
        journal().refuseStates("STORED", "FAILED");
        drop("good.json", request(prompt("good")));
        drop("bad.json", request(prompt("bad sandbox:fail=CONTENT_VIOLATION")));

        retries.awaitMore(4);
        assertThat(names(done())).isEmpty();
        assertThat(names(deadLetters())).isEmpty();
        assertThat(names(inbox())).containsExactly("bad.json", "good.json");
        journal().accept();
        awaitDone("good.json");
        awaitDeadLetter("bad.json");
        assertThat(ledger().calls().get("generateTask").total()).isEqualTo(2);
    }

    @Test
    void aJournalThatIsLockedForLongerThanItsTimeoutIsWaitedFor() throws Exception {
        BusyTimeout.shorten(context());
        Map<String, Future<Outcome>> started;
        try (Connection lock = journal().lock()) {
            started = startAll("first", "second", "third");
            retries.awaitMore(2);
            assertThat(lock.isClosed()).isFalse();
            assertThat(ledger().calls()).doesNotContainKey("generateTask");
        }
        endOf(started).forEach(this::assertStoredOnce);
    }

    /** Of an outage the log tells once, however many requests wait and whatever else writes the journal. */
    private List<String> warnings() {
        return log.lines().stream().filter(line -> line.startsWith("WARN")).toList();
    }
}
