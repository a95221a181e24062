package dev.viduroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What callbacks leave in the journal. */
abstract class CallbackSuite extends Nodes {

    private static final Duration SECONDS = Duration.ofSeconds(5);

    private static CallbackResult note(Node node, String requestId, int submits, String taskId) throws SQLException {
        return node.journals().callbacks().note(requestId, submits, taskId, SECONDS);
    }

    @Test
    void theOwnerOfARunningRequestIsToAskAtOnceButNotForEveryRepetition() throws SQLException {
        Node node = node();
        node.bring(Samples.task("r"), TaskState.RUNNING);

        assertThat(note(node, "r", 1, "task-r")).isEqualTo(CallbackResult.DUE);
        assertThat(note(node, "r", 1, "task-r")).isEqualTo(CallbackResult.IRRELEVANT);
        assertThat(node.journals().callbacks().takeDue()).isEmpty();
        clock.advance(SECONDS);
        assertThat(note(node, "r", 1, "task-r")).isEqualTo(CallbackResult.DUE);
    }

    @Test
    void whatAnotherProcessIsToldReachesTheOwnerOnce() throws SQLException {
        Node owner = node();
        Node told = node();
        owner.bring(Samples.task("r"), TaskState.RUNNING);

        assertThat(note(told, "r", 1, "task-r")).isEqualTo(CallbackResult.NOTED);

        assertThat(told.journals().callbacks().takeDue()).isEmpty();
        assertThat(owner.journals().callbacks().takeDue()).containsExactly("task-r");
        assertThat(owner.journals().callbacks().takeDue()).isEmpty();
    }

    @Test
    void whatTheOwnerDidNotGetToIsDueForTheNextOne() throws SQLException {
        Node first = node();
        first.bring(Samples.task("r"), TaskState.RUNNING);
        assertThat(note(first, "r", 1, "task-r")).isEqualTo(CallbackResult.DUE);
        clock.advance(LEASE.plusMillis(1));
        Node second = node();

        Task taken = second.granted(Samples.task("r"));

        assertThat(second.journals().callbacks().takeDue()).containsExactly("task-r");
        assertThat(taken.id()).isEqualTo("task-r");
    }

    @ParameterizedTest
    @EnumSource(names = {"SUBMITTING", "UNCERTAIN"})
    void aSubmitWithoutAnAnswerGetsItsTaskId(TaskState state) throws SQLException {
        Node node = node();
        Task sent = node.bring(Samples.task("r"), state);

        assertThat(note(node, "r", 1, "found"))
                .isEqualTo(state == TaskState.SUBMITTING ? CallbackResult.DUE : CallbackResult.NOTED);

        assertThat(node.journal().lateTaskId(sent)).isEqualTo("found");
        assertThat(note(node, "r", 1, "another")).isEqualTo(CallbackResult.IRRELEVANT);
        node.record(sent.accepted("found", Samples.NOW));
        assertThat(node.journals().callbacks().takeDue()).containsExactly("found");
    }

    @Test
    void whatBecomesUncertainAfterItsCallbackKeepsTheTaskId() throws SQLException {
        Node node = node();
        Task sent = node.bring(Samples.task("r"), TaskState.SUBMITTING);
        assertThat(note(node, "r", 1, "early")).isEqualTo(CallbackResult.DUE);

        Task uncertain = node.record(sent.uncertain("no answer", Samples.NOW));

        assertThat(node.journal().lateTaskId(uncertain)).isEqualTo("early");
    }

    @Test
    void theAnswerToTheSubmitOutweighsACallback() throws SQLException {
        Node node = node();
        Task sent = node.bring(Samples.task("r"), TaskState.SUBMITTING);
        note(node, "r", 1, "forged");

        node.record(sent.accepted("true", Samples.NOW));

        assertThat(node.row("r")).containsEntry("task_id", "true");
    }

    @Test
    void aTaskOfAnotherRequestIsTakenByNone() throws SQLException {
        Node node = node();
        node.bring(Samples.task("other"), TaskState.RUNNING);
        node.bring(Samples.task("stored"), TaskState.STORED);
        node.bring(Samples.task("r"), TaskState.UNCERTAIN);

        assertThat(note(node, "r", 1, "task-other")).isEqualTo(CallbackResult.IRRELEVANT);
        assertThat(note(node, "r", 1, "task-stored")).isEqualTo(CallbackResult.IRRELEVANT);
        assertThat(note(node, "other", 1, "task-r")).isEqualTo(CallbackResult.IRRELEVANT);

        assertThat(node.row("r")).containsEntry("task_id", "").containsEntry("called_back_at", "0");
        assertThat(node.row("other")).containsEntry("task_id", "task-other").containsEntry("called_back_at", "0");
    }

    @ParameterizedTest
    @EnumSource(TaskState.class)
    void anotherSubmitOrAnUnknownRequestIsOfNoConsequence(TaskState state) throws SQLException {
        Node node = node();
        node.bring(Samples.task("r"), state);
        Object before = node.row("r");

        for (int submits : new int[] {0, 2, 3}) {
            assertThat(note(node, "r", submits, "task-r")).isNotIn(CallbackResult.DUE, CallbackResult.NOTED);
        }
        assertThat(note(node, "unknown", 1, "task-r")).isEqualTo(CallbackResult.IRRELEVANT);
        assertThat(node.row("r")).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(names = {"RECEIVED", "SUCCEEDED", "STORED", "FAILED"})
    void whatDoesNotWaitForItsTaskIsLeftAlone(TaskState state) throws SQLException {
        Node node = node();
        Task task = node.bring(Samples.task("r"), state);
        Object before = node.row("r");

        assertThat(note(node, "r", task.submits(), "task-r")).isEqualTo(CallbackResult.IRRELEVANT);
        assertThat(node.row("r")).isEqualTo(before);
    }

    @Test
    void whatWasGivenUpWithoutATaskKeepsTheOneThatTurnsUp() throws SQLException {
        Node node = node();
        node.bring(Samples.task("other"), TaskState.RUNNING);
        Task lost = node.bring(Samples.task("r"), TaskState.UNCERTAIN);
        node.settle(Samples.failed(lost, Billing.UNKNOWN));

        assertThat(note(node, "r", 2, "found")).as("another submit").isEqualTo(CallbackResult.IRRELEVANT);
        assertThat(note(node, "r", 1, "task-other")).as("another request's").isEqualTo(CallbackResult.IRRELEVANT);
        assertThat(note(node, "r", 1, "found")).isEqualTo(CallbackResult.GIVEN_UP);
        assertThat(note(node, "r", 1, "another")).as("told once").isEqualTo(CallbackResult.IRRELEVANT);
        assertThat(node.row("r")).containsEntry("task_id", "found").containsEntry("state", "FAILED");
    }

    /** A submit that never left gives its number back, so the next one has it, too. */
    @Test
    void aLateCallbackOfAnEarlierTaskIsNotTakenForASubmitWhoseNumberIsUsedAgain() throws SQLException {
        Node node = node();
        Task first = node.bring(Samples.task("r"), TaskState.RUNNING);
        Task again = node.record(first.again("GENERATION_FAILED", "", Duration.ZERO, Samples.NOW));
        Task sent = node.record(again.submitting());
        assertThat(note(node, "r", 1, "task-r")).as("under way").isEqualTo(CallbackResult.IRRELEVANT);

        Task returned = node.record(sent.notSent("refused", Duration.ZERO));
        assertThat(node.row("r")).containsEntry("submits", "1");
        assertThat(note(node, "r", 1, "task-r")).as("its number again").isEqualTo(CallbackResult.IRRELEVANT);
        assertThat(note(node, "r", 2, "forged")).as("a number given back").isEqualTo(CallbackResult.IRRELEVANT);

        node.record(returned.submitting());
        assertThat(node.row("r")).containsEntry("submits", "2").containsEntry("task_id", "");
        assertThat(note(node, "r", 1, "task-r")).as("used again").isEqualTo(CallbackResult.IRRELEVANT);
        assertThat(note(node, "r", 2, "task-2")).isEqualTo(CallbackResult.DUE);
        assertThat(node.row("r")).containsEntry("task_id", "task-2");
    }

    @Test
    void aDeadLetterWhoseLastSubmitNeverLeftGetsNoTaskThatWasGivenUpBefore() throws SQLException {
        Node node = node();
        Task first = node.bring(Samples.task("r"), TaskState.RUNNING);
        Task again = node.record(first.again("GENERATION_FAILED", "", Duration.ZERO, Samples.NOW));
        Task sent = node.record(again.submitting());
        node.settle(Samples.failed(node.record(sent.notSent("refused", Duration.ZERO)), Billing.NONE));

        assertThat(note(node, "r", 1, "task-r")).isEqualTo(CallbackResult.IRRELEVANT);

        assertThat(node.row("r")).containsEntry("task_id", "");
    }
}
