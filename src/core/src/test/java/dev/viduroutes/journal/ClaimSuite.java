package dev.viduroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Problem;
import dev.viduroutes.money.Price;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Source;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import dev.viduroutes.request.TestTasks;
import dev.viduroutes.request.Video;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What the journal answers to whoever brings a request. */
abstract class ClaimSuite extends Nodes {

    @Test
    void aNewRequestIsGrantedOnce() throws SQLException {
        Node node = node();
        Task task = node.granted(Samples.task("r"));
        assertThat(task.epoch()).isEqualTo(1);
        assertThat(task.state()).isEqualTo(TaskState.RECEIVED);
        assertThat(node.journal().claim(Samples.task("r")).isHeld()).isTrue();
        assertThat(node().journal().claim(Samples.task("r")).isHeld()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"STORED", "FAILED"})
    void anotherProcessGoesOnFromEachStateOnceTheLeaseIsOver(TaskState state) throws SQLException {
        Task left = node().bring(Samples.task("r"), state);
        Node second = node();
        clock.advance(LEASE);
        assertThat(second.journal().claim(Samples.task("r")).isHeld()).isTrue();
        clock.advance(Duration.ofMillis(1));
        Task resumed = second.granted(Samples.task("r"));
        assertThat(resumed)
                .usingRecursiveComparison()
                .comparingOnlyFields("state", "history", "result.renewals", "result.endedAt", "request")
                .isEqualTo(left);
        assertThat(resumed.epoch()).isEqualTo(left.epoch() + 1);
    }

    @Test
    void theFirstTraceOfARequestCountsWhoeverGoesOnWithIt() throws SQLException {
        Task left = ((Claim.Granted) node().journal().claim(Samples.task("r"), "trace-1")).task();
        clock.advance(LEASE.plusMillis(1));

        Claim.Granted resumed = (Claim.Granted) node().journal().claim(Samples.task("r"), "trace-2");
        assertThat(resumed.traceparent()).isEqualTo("trace-1");
        node().settle(Samples.failed(resumed.task(), Billing.NONE));
        assertThat(left.epoch()).isEqualTo(1);
        assertThat(((Claim.Settled) node().journal().claim(Samples.task("r"), "trace-3")).traceparent())
                .isEqualTo("trace-1");
        Claim.Granted putBack = (Claim.Granted) node().journal().claim(Samples.task("r", "a fox", 2), "trace-4");
        assertThat(putBack.traceparent()).isEqualTo("trace-1");
    }

    @Test
    void aRequestFromBeforeTracesGetsOneWhenSomebodyGoesOnWithIt() throws SQLException {
        node().bring(Samples.task("r"), TaskState.RUNNING);
        clock.advance(LEASE.plusMillis(1));
        Node second = node();

        assertThat(((Claim.Granted) second.journal().claim(Samples.task("r"), "trace-1")).traceparent())
                .isEqualTo("trace-1");
        assertThat(second.row("r")).containsEntry("traceparent", "trace-1");
        clock.advance(LEASE.plusMillis(1));
        assertThat(((Claim.Granted) node().journal().claim(Samples.task("r"))).traceparent())
                .isEqualTo("trace-1");
    }

    @Test
    void howOftenARequestIsTakenOverItsDoubtIsAsOldAsItIs() throws SQLException {
        node().bring(Samples.task("r"), TaskState.UNCERTAIN);
        for (int restart = 1; restart <= 3; restart++) {
            clock.advance(LEASE.plusMillis(1));
            Node next = node();
            Task taken = next.granted(Samples.task("r")).takenUp(clock.instant());
            assertThat(taken.isAnswerLost()).isTrue();
            assertThat(taken.history().uncertainSince()).isEqualTo(Samples.NOW.truncatedTo(ChronoUnit.MILLIS));
            assertThat(taken.history().doubt()).isEqualTo("no answer came");
            next.record(taken);
        }
    }

    @Test
    void theDoubtOfASubmitThatWasUnderWayBeginsWithItsTakeOver() throws SQLException {
        node().bring(Samples.task("r"), TaskState.SUBMITTING);
        clock.advance(LEASE.plusMillis(1));
        Node second = node();
        second.record(second.granted(Samples.task("r")).takenUp(clock.instant()));
        Instant since = clock.instant();
        clock.advance(LEASE.plusMillis(1));
        Task third = node().granted(Samples.task("r")).takenUp(clock.instant());
        assertThat(third.history().uncertainSince()).isEqualTo(since);
        assertThat(third.history().doubt()).contains("in the middle of the submit");
    }

    @Test
    void aHeartbeatKeepsALongTaskWithItsProcess() throws SQLException {
        Node first = node();
        first.bring(Samples.task("r"), TaskState.RUNNING);
        Node second = node();
        for (int i = 0; i < 3; i++) {
            clock.advance(LEASE);
            first.journal().heartbeat();
            assertThat(second.journal().claim(Samples.task("r")).isHeld()).isTrue();
        }
    }

    @Test
    void aHeartbeatLetsGoOfWhatIsNoLongerWorkedOn() throws SQLException {
        Node first = node();
        Task task = first.bring(Samples.task("r"), TaskState.RUNNING);
        first.journal().leave(task);
        first.journal().heartbeat();
        assertThat(node().granted(Samples.task("r")).epoch()).isEqualTo(2);
    }

    @Test
    void whatIsReleasedNeedNotWaitForTheLease() throws SQLException {
        Node first = node();
        first.journal().release(first.bring(Samples.task("r"), TaskState.RUNNING));
        assertThat(node().granted(Samples.task("r")).state()).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void aProcessThatStopsReleasesEverything() throws SQLException {
        Node first = node();
        first.bring(Samples.task("r"), TaskState.RUNNING);
        first.close();
        assertThat(node().granted(Samples.task("r")).state()).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void theRequestsOfAKilledProcessAreFreeAtOnce() throws SQLException {
        Node node = node();
        Task task = node.bring(Samples.task("r"), TaskState.RUNNING);
        Owner gone = new Owner(Owner.current().host(), Integer.MAX_VALUE, 1, "x");
        node.write(task, "owner", gone.toString());
        assertThat(node().granted(Samples.task("r")).epoch()).isEqualTo(2);
    }

    @Test
    void whatIsStoredIsReportedAgainJustAsItWas() throws SQLException {
        Node first = node();
        Task task = first.bring(Samples.task("r"), TaskState.SUCCEEDED)
                .stored(new Video("s3://b/k", "b", "k", 42, "ab".repeat(32), "video/mp4"))
                .allStored(Samples.NOW.plusSeconds(70));
        Outcome outcome = Samples.outcome(first.settle(task));
        first.journal().leave(task);
        for (Node node : List.of(first, node())) {
            assertThat(node.journal().claim(Samples.task("r"))).isEqualTo(new Claim.Settled(outcome));
        }
    }

    @Test
    void anOutcomeWithoutAnythingOptionalComesBackAsItWas() throws SQLException {
        Node first = node();
        Task task = first.granted(Samples.task("r"));
        Outcome full = Samples.outcome(Samples.failed(task, Billing.UNKNOWN));
        Outcome bare = new Outcome(
                "r",
                "",
                TaskState.FAILED,
                full.source(),
                List.of(),
                full.failure(),
                "",
                full.billedSeconds(),
                Optional.empty(),
                full.timings(),
                0,
                List.of(),
                List.of(),
                "",
                Map.of());
        first.journal().settle(Samples.failed(task, Billing.UNKNOWN), bare);
        assertThat(node().journal().claim(Samples.task("r"))).isEqualTo(new Claim.Settled(bare));
    }

    @Test
    void anIdThatWasUsedForAnotherRequestIsAConflict() throws SQLException {
        Node node = node();
        node.bring(Samples.task("open"), TaskState.RUNNING);
        assertConflict(node().journal().claim(Samples.task("open", "a wolf", 1)));
        node.bring(Samples.task("done"), TaskState.STORED);
        assertConflict(node().journal().claim(Samples.task("done", "a wolf", 2)));
    }

    private static void assertConflict(Claim claim) {
        assertThat(claim)
                .isInstanceOfSatisfying(
                        Claim.Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::found)
                                .containsExactly("known from another request"));
    }

    @Test
    void anUnpaidFailureThatAPersonPutsBackStartsAfresh() throws SQLException {
        Node first = node();
        Task running = first.bring(Samples.task("r"), TaskState.RUNNING);
        first.settle(Samples.failed(running, Billing.NONE));
        Node second = node();
        assertThat(second.journal().claim(Samples.task("r")).isSettled()).isTrue();
        Task again = second.granted(Samples.task("r", "a wolf", 2));
        assertThat(again.epoch()).isEqualTo(2);
        second.close();
        Task resumed = node().granted(Samples.task("r", "a wolf", 2));
        assertThat(resumed.state()).isEqualTo(TaskState.RECEIVED);
        assertThat(resumed.id()).isEmpty();
        assertThat(resumed.submits()).isZero();
        assertThat(resumed.acceptedAt()).isEqualTo(Instant.EPOCH);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void aFailureThatMayHaveCostMoneyIsNotStartedAgain(Billing billing) throws SQLException {
        Node node = node();
        node.settle(Samples.failed(node.bring(Samples.task("r"), TaskState.RUNNING), billing));
        assertThat(node().journal().claim(Samples.task("r", "a fox", 2)).isSettled())
                .isTrue();
    }

    @Test
    void onlyWhatIsSettledLongEnoughIsForgotten() throws SQLException {
        Node node = node();
        node.bring(Samples.task("old"), TaskState.STORED);
        node.bring(Samples.task("open"), TaskState.RUNNING);
        clock.advance(Duration.ofDays(30));
        node.bring(Samples.task("young"), TaskState.FAILED);
        node.journal().prune(Duration.ofDays(30));
        assertThat(node.row("old")).isNotEmpty();
        clock.advance(Duration.ofMillis(1));
        node.journal().prune(Duration.ofDays(30));
        assertThat(node.row("old")).isEmpty();
        assertThat(node.row("open")).isNotEmpty();
        assertThat(node.row("young")).isNotEmpty();
        assertThat(node().granted(Samples.task("old")).epoch()).isEqualTo(1);
    }

    @Test
    void hostileTextIsKeptAndHarmsNobody() throws SQLException {
        String text = "'); DROP TABLE vidu_task; -- \" \\ ? $1 \u0000 \uD83E\uDD8A \uD83E é";
        Source source = new Source("jms", text, text);
        Node node = node();
        Task admitted = Samples.task("r'\"\uD83E\uDD8A;", text, source, text);
        Task task = node.granted(admitted).submitting();
        node.record(task);
        task = node.record(task.accepted(text, Samples.NOW));
        node.record(task);
        assertThat(node.journal().lateTaskId(task))
                .isEqualTo(text.replace('\u0000', '\uFFFD').replace("\uD83E é", "\uFFFD é"));
        Outcome outcome = Samples.outcome(Samples.failed(task, Billing.BILLED));
        Outcome large = new Outcome(
                outcome.requestId(),
                "t",
                outcome.state(),
                new Source("jms", text.substring(0, 40), "s"),
                List.of(),
                outcome.failure(),
                "x\u0000'\uD83E\uDD8A".repeat(20_000),
                outcome.billedSeconds(),
                Optional.of(new Price(new BigDecimal("0.120"), "EUR").cost(5, List.of(new BigDecimal("0.60")))),
                outcome.timings(),
                1,
                List.of(),
                List.of("w"),
                "",
                Map.of("a", "'\"\\\n"));
        node.journal().settle(Samples.failed(task, Billing.BILLED), large);
        assertThat(node().journal().claim(admitted)).isEqualTo(new Claim.Settled(large));
    }

    @Test
    void aDamagedOutcomeLeavesTheRequestWaiting() throws SQLException {
        Node node = node();
        node.write(node.bring(Samples.task("r"), TaskState.STORED), "outcome", "{");
        assertThatThrownBy(() -> node().journal().claim(Samples.task("r")))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("request r is not readable");
    }

    /** The settings name another model since: what is under way is not another request because of that. */
    @ParameterizedTest
    @EnumSource(names = {"SUBMITTING", "UNCERTAIN", "RUNNING", "SUCCEEDED"})
    void whatWasSentIsGoneOnWithUnderItsModelWhateverTheSettingsNameSince(TaskState state) throws SQLException {
        node().bring(Samples.task("r"), state);
        clock.advance(LEASE.plusMillis(1));

        Task resumed = node().granted(underNewModel("r"));

        assertThat(resumed.state()).isEqualTo(state);
        assertThat(resumed.request().model()).isEqualTo("vidu-q3");
    }

    @Test
    void whatWasNotSentGoesToTheNewModelAndWhatIsStoredIsReported() throws SQLException {
        node().bring(Samples.task("r"), TaskState.RECEIVED);
        node().bring(Samples.task("s"), TaskState.STORED);
        clock.advance(LEASE.plusMillis(1));
        Node second = node();

        assertThat(second.granted(underNewModel("r")).request().model()).isEqualTo("vidu-q4");
        assertThat(second.row("r")).containsEntry("model", "vidu-q4");
        assertThat(second.journal().claim(underNewModel("s")).isSettled()).isTrue();
    }

    @Test
    void whatTodaysRulesForbidIsRefusedAndLeavesNothingBehindIfNobodyKnowsIt() throws SQLException {
        Node node = node();
        Claim refused = new Claim.Refused(TestTasks.FORBIDDEN);
        assertThat(node.journal().claim(Samples.forbidden(Samples.task("r")))).isEqualTo(refused);
        assertThat(node.row("r")).isEmpty();

        node.settle(node.bring(Samples.task("r"), TaskState.STORED));
        clock.advance(Duration.ofDays(31));
        node.journal().prune(Duration.ofDays(30));
        assertThat(node.journal().claim(Samples.forbidden(Samples.task("r")))).isEqualTo(refused);
        assertThat(node.row("r")).isEmpty();
    }

    /** Nor does it wait while somebody works on the other one. */
    @ParameterizedTest
    @EnumSource
    void whatTodaysRulesForbidGetsNothingOfAnotherRequestOfTheSameId(TaskState state) throws SQLException {
        Node node = node();
        node.bring(Samples.task("r"), state);
        Map<String, Object> before = node.row("r");
        Source source = Source.ofFile("r.json", 2);
        Task other = Samples.forbidden(Samples.task("r", "a wolf", source, "vidu-q3"));
        Task otherModel = TestTasks.forbidden(Samples.task("r", "a fox", source, "vidu-q2"), true);

        for (Node asked : List.of(node, node())) {
            for (Task foreign : List.of(other, otherModel)) {
                assertThat(asked.journal().claim(foreign)).isEqualTo(new Claim.Refused(TestTasks.FORBIDDEN));
                assertThat(asked.journal().preview(foreign)).isEmpty();
            }
        }
        assertThat(node.row("r")).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"STORED", "FAILED"})
    void whatTodaysRulesForbidIsGoneOnWithIfItIsKnown(TaskState state) throws SQLException {
        Node first = node();
        first.bring(Samples.task("r"), state);
        Task again = Samples.forbidden(Samples.task("r"));
        assertThat(first.journal().claim(again).isHeld()).isTrue();
        first.close();

        Task resumed = node().granted(again);

        assertThat(resumed.state()).isEqualTo(state);
        assertThat(resumed.isForResultOnly())
                .as("no other task may be submitted for it")
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"STORED", "FAILED"})
    void whatIsSettledIsReportedThoughTodaysRulesForbidIt(TaskState state) throws SQLException {
        Node node = node();
        Task settled = node.bring(Samples.task("r"), state);

        assertThat(node().journal().claim(Samples.forbidden(Samples.task("r"))))
                .isEqualTo(new Claim.Settled(Samples.outcome(settled)));
        assertThat(node().journal().claim(Samples.forbidden(underNewModel("r"))).isSettled())
                .as("the settings name another model, and the document none")
                .isTrue();
    }

    private static Task underNewModel(String id) {
        return Samples.task(id, "a fox", Source.ofFile(id + ".json", 1), "vidu-q4");
    }
}
