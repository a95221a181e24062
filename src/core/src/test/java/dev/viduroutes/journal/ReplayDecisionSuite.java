package dev.viduroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.FailureClass;
import dev.viduroutes.request.EarlierTask;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Request;
import dev.viduroutes.request.Source;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the journal answers to whoever puts a dead letter back. */
abstract class ReplayDecisionSuite extends Nodes {

    private static final Instant END = Samples.NOW.plusSeconds(9);
    private static final String LETTER = Long.toString(END.toEpochMilli());

    /** A request whose id comes from its file: another modification time is another id. */
    private static Task unnamed(String prompt, String modified) {
        return unnamed(prompt, modified, "vidu-q3");
    }

    private static Task unnamed(String prompt, String modified, String model) {
        var body = JsonNodeFactory.instance.objectNode();
        body.putObject("input").put("prompt", prompt).put("duration", 5);
        Source source = Source.ofFile("shot.json", Long.parseLong(modified));
        String id = "shot-" + modified;
        return new Task(new Request(
                id, source, body, body, Map.of(), model, "text-to-video", Samples.NOW, false, false, List.of()));
    }

    private static Task failed(Task task, String code, FailureClass kind, Billing billing) {
        return task.failed(new Failure(code, "why", kind, billing), END);
    }

    private Outcome settle(Node node, Task ended) throws SQLException {
        node.settle(ended);
        node.journal().leave(ended);
        return Samples.outcome(ended);
    }

    private Outcome uncertain(Node node, Task admitted) throws SQLException {
        Task doubtful = node.bring(admitted, TaskState.UNCERTAIN);
        return settle(node, failed(doubtful, "SUBMIT_UNCERTAIN", FailureClass.UNCERTAIN, Billing.UNKNOWN));
    }

    private Outcome undelivered(Node node, Task admitted) throws SQLException {
        Task made = node.bring(admitted, TaskState.SUCCEEDED);
        return settle(node, failed(made, "DOWNLOAD_FAILED", FailureClass.DELIVERY, Billing.BILLED));
    }

    @ParameterizedTest
    @CsvSource({
        "DOWNLOAD_FAILED, DELIVERY, BILLED",
        "STORE_FAILED, DELIVERY, BILLED",
        "RESULT_EXPIRED, DELIVERY, BILLED",
        "TASK_TIMEOUT, TRANSIENT, UNKNOWN",
        "TASK_NOT_FOUND, TRANSIENT, UNKNOWN",
        "INTERNAL_ERROR, INTERNAL, UNKNOWN"
    })
    void aTaskThatMayHaveTheVideoIsAskedAgain(String code, FailureClass kind, Billing billing) throws SQLException {
        Node first = node();
        settle(first, failed(first.bring(Samples.task("r"), TaskState.RUNNING), code, kind, billing));
        clock.advance(LEASE);

        assertThat(preview(first, Samples.task("r", "a fox", 2))).isEqualTo(ReplayDecision.FETCH);
        Task again = node().granted(Samples.task("r", "a fox", 2));

        assertThat(again.state()).isEqualTo(TaskState.RUNNING);
        assertThat(again.id()).isEqualTo("task-r");
        assertThat(again.submits()).isEqualTo(1);
        assertThat(again.isForResultOnly()).isTrue();
        assertThat(again.result().fetchSince()).isEqualTo(clock.instant());
    }

    @ParameterizedTest
    @CsvSource({"SUBMITTING, NONE", "RUNNING, UNKNOWN"})
    void flaggedContentIsSubmittedAgainOnlyIfItChangedOrAPersonWantsIt(TaskState at, Billing billing)
            throws SQLException {
        Node node = node();
        Outcome end = settle(node, failed(node.bring(Samples.task("r"), at), "NSFW", FailureClass.CONTENT, billing));

        assertThat(preview(node, Samples.task("r", "a fox", 2))).isEqualTo(ReplayDecision.FLAGGED);
        assertThat(node().journal().claim(Samples.task("r", "a fox", 2))).isEqualTo(new Claim.Settled(end));
        assertThat(preview(node, Samples.task("r", "a wolf", 2))).isEqualTo(ReplayDecision.CHANGED);
        assertThat(node.journal().wasChanged("r", Samples.task("other", "a wolf", 2)))
                .isTrue();
        assertThat(node.journal().wasChanged("r", Samples.task("other", "a fox", 2)))
                .isFalse();
        assertThat(node.journal().force(end)).isTrue();
        Node forcing = node();
        Task forced = forcing.granted(Samples.task("r", "a fox", 2));
        assertThat(forced.isToSubmit()).isTrue();
        settle(forcing, failed(forced, "NSFW", FailureClass.CONTENT, billing));
        Task changed = node().granted(Samples.task("r", "a wolf", 3));

        assertThat(changed.isToSubmit()).isTrue();
        assertThat(changed.submits()).as("late answers name theirs").isEqualTo(1);
        assertThat(changed.history().earlier()).extracting(EarlierTask::code).contains("NSFW");
    }

    @Test
    void thatItMustNotBeSubmittedOutlivesARestart() throws SQLException {
        Node first = node();
        undelivered(first, Samples.task("r"));
        Node second = node();
        second.granted(Samples.task("r", "a fox", 2));
        second.close();

        Task resumed = node().granted(Samples.task("r", "a fox", 2));

        assertThat(resumed.isForResultOnly()).isTrue();
        assertThat(resumed.state()).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void theSameArrivalIsNoReplay() throws SQLException {
        Node first = node();
        undelivered(first, Samples.task("r"));
        assertThat(node().journal().claim(Samples.task("r")).isSettled()).isTrue();
        Node second = node();
        Task back = second.granted(Samples.task("r", "a fox", 2));
        settle(second, failed(back, "DOWNLOAD_FAILED", FailureClass.DELIVERY, Billing.BILLED));
        assertThat(node().journal().claim(Samples.task("r", "a fox", 2)).isSettled())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUBMIT_UNCERTAIN", "DOWNLOAD_FAILED", "TASK_TIMEOUT"})
    void withoutATaskIdThereIsNothingToFetch(String code) throws SQLException {
        Node node = node();
        Task doubtful = node.bring(Samples.task("r"), TaskState.UNCERTAIN);
        settle(node, failed(doubtful, code, FailureClass.UNCERTAIN, Billing.UNKNOWN));
        assertThat(preview(node, Samples.task("r", "a fox", 2))).isEqualTo(ReplayDecision.DOUBTFUL);
        assertThat(node.journal().claim(Samples.task("r", "a fox", 2)).isSettled())
                .isTrue();
    }

    /** A process that stood still for longer than lease and grace, and then reads its answer. */
    @Test
    void aTaskWhoseIdComesAfterItsRequestWasGivenUpIsFetchedAndNotPaidAgainWhatEverWasForced() throws SQLException {
        Node first = node();
        Task sent = first.bring(Samples.task("r"), TaskState.SUBMITTING);
        clock.advance(LEASE.plusMillis(1));
        Node second = node();
        Task doubtful = second.granted(Samples.task("r")).takenUp(clock.instant());
        second.record(doubtful);
        Outcome end = settle(second, failed(doubtful, "SUBMIT_UNCERTAIN", FailureClass.UNCERTAIN, Billing.UNKNOWN));
        assertThat(second.journal().force(end)).isTrue();

        first.journal().recordLate(sent.accepted("late", Samples.NOW));

        assertThat(preview(second, Samples.task("r", "a fox", 2))).isEqualTo(ReplayDecision.FETCH);
        Task back = node().granted(Samples.task("r", "a fox", 2));
        assertThat(back.state()).isEqualTo(TaskState.RUNNING);
        assertThat(back.id()).isEqualTo("late");
        assertThat(back.isForResultOnly()).isTrue();
    }

    @Test
    void aPersonMayStillForceWhatWasFoundTooLateToBeFetched() throws SQLException {
        Node node = node();
        Outcome end = uncertain(node, Samples.task("r"));
        assertThat(node.journals().callbacks().note("r", 1, "late", Duration.ZERO))
                .isEqualTo(CallbackResult.GIVEN_UP);

        assertThat(node.journal().force(end)).isTrue();

        Task forced = node().granted(Samples.task("r", "a fox", 2));
        assertThat(forced.state()).isEqualTo(TaskState.RECEIVED);
        assertThat(forced.history().earlier())
                .as("what stands on the bill")
                .singleElement()
                .returns("late", EarlierTask::taskId);
    }

    @Test
    void aTaskThatTheApiFailedHasNothingToFetch() throws SQLException {
        Node node = node();
        Task running = node.bring(Samples.task("r"), TaskState.RUNNING);
        settle(node, failed(running, "GENERATION_FAILED", FailureClass.TRANSIENT, Billing.UNKNOWN));
        assertThat(preview(node, Samples.task("r", "a fox", 2))).isEqualTo(ReplayDecision.DOUBTFUL);
    }

    @Test
    void whatIsUncertainIsSubmittedOnceIfAPersonForcesIt() throws SQLException {
        Node node = node();
        Outcome end = uncertain(node, Samples.task("r"));
        assertThat(node.journal().claim(Samples.task("r", "a fox", 2)).isSettled())
                .isTrue();

        assertThat(node.journal().force(end)).isTrue();

        assertThat(node.journal().claim(Samples.task("r")).isSettled())
                .as("a kill's repetition is not what the person meant")
                .isTrue();
        assertThat(node.journal().claim(Samples.task("r", "a wolf", 2))).isInstanceOf(Claim.Refused.class);
        Task forced = node().granted(Samples.task("r", "a fox", 2));
        assertThat(forced.state()).isEqualTo(TaskState.RECEIVED);
        assertThat(forced.isForResultOnly()).isFalse();
        assertThat(forced.submits())
                .as("a late answer to the first submit names that one")
                .isEqualTo(1);
        assertThat(forced.history().earlier())
                .as("what the first submit cost stays open")
                .singleElement()
                .returns("SUBMIT_UNCERTAIN", EarlierTask::code)
                .returns(1, EarlierTask::submit);
        assertThat(node.row("r")).containsEntry("forced", "0");
    }

    @Test
    void aForceIsForOneEndOnly() throws SQLException {
        Node node = node();
        Outcome end = uncertain(node, Samples.task("r"));
        node.journal().force(end);
        Node second = node();
        Task again = second.granted(Samples.task("r", "a fox", 2)).submitting();
        second.record(again);
        assertThat(node.journal().force(end)).as("under way").isFalse();
        Task lost = second.record(again.uncertain("no answer came", Samples.NOW));
        Failure why = new Failure("SUBMIT_UNCERTAIN", "why", FailureClass.UNCERTAIN, Billing.UNKNOWN);
        settle(second, lost.failed(why, END.plusSeconds(1)));

        assertThat(node.journal().force(end)).as("a later end").isFalse();
        assertThat(node().journal().claim(Samples.task("r", "a fox", 3)).isSettled())
                .isTrue();
    }

    @Test
    void whatIsStoredIsReportedWhoeverForcesIt() throws SQLException {
        Node node = node();
        Task stored = node.bring(Samples.task("r"), TaskState.STORED);
        node.journal().leave(stored);
        assertThat(node.journal().force(Samples.outcome(stored))).isFalse();
        assertThat(preview(node, Samples.task("r", "a fox", 2))).isEqualTo(ReplayDecision.REPORT);
        assertThat(node.journal().claim(Samples.task("r", "a fox", 2)).isSettled())
                .isTrue();
    }

    @Test
    void aFileWithoutAnIdIsKnownByItsNameAndContentWhileItIsADeadLetter() throws SQLException {
        Node node = node();
        undelivered(node, unnamed("a fox", "1"));

        Task back = node().granted(unnamed("a fox", "77"));

        assertThat(back.request().id()).isEqualTo("shot-1");
        assertThat(back.id()).isEqualTo("task-shot-1");
        assertThat(node.granted(unnamed("a wolf", "78")).request().id()).isEqualTo("shot-78");
    }

    @Test
    void aFileWithoutAnIdIsKnownThoughTheSettingsNameAnotherModelSince() throws SQLException {
        Node node = node();
        undelivered(node, unnamed("a fox", "1"));
        undelivered(node, unnamed("a wolf", "2"));
        node.write(
                unnamed("a wolf", "2"),
                "origin",
                unnamed("a wolf", "2").request().originOfModel());

        Task back = node().granted(unnamed("a fox", "77", "vidu-q4"));

        assertThat(back.id()).isEqualTo("task-shot-1");
        assertThat(back.request().model()).isEqualTo("vidu-q3");
        assertThat(node().granted(unnamed("a wolf", "78")).id())
                .as("of an earlier version")
                .isEqualTo("task-shot-2");
    }

    @Test
    void theFileThatWasPutBackAndTheDeadLettersOwnAreKnownAfterThatToo() throws SQLException {
        Node node = node();
        undelivered(node, unnamed("a fox", "1"));
        Node second = node();
        Task back = second.granted(unnamed("a fox", "77")).takenUp(clock.instant());
        assertThat(node.journal().claim(unnamed("a fox", "77")).isHeld()).isTrue();
        Task made = second.record(back.succeeded(List.of("https://cdn/1.mp4"), Samples.NOW));
        settle(second, made.allStored(Samples.NOW));

        for (String modified : new String[] {"77", LETTER}) {
            assertThat(node.journal().claim(unnamed("a fox", modified)).isSettled())
                    .as(modified)
                    .isTrue();
        }
        assertThat(node.granted(unnamed("a fox", "99")).request().id())
                .as("the same again later is another request")
                .isEqualTo("shot-99");
    }

    @Test
    void aLookChangesNothing() throws SQLException {
        Node node = node();
        uncertain(node, Samples.task("r"));
        Map<String, Object> before = node.row("r");
        preview(node, Samples.task("r", "a fox", 2));
        assertThat(node.journal().preview(Samples.task("unknown"))).isEmpty();
        assertThat(node.row("r")).isEqualTo(before);
        assertThat(node.row("unknown")).isEmpty();
    }

    private static ReplayDecision preview(Node node, Task task) throws SQLException {
        return node.journal().preview(task).orElseThrow().decision();
    }
}
