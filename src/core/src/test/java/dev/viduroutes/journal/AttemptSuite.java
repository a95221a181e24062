package dev.viduroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.request.EarlierTask;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No task id is forgotten that may stand on the vendor's bill. */
abstract class AttemptSuite extends Nodes {

    private static final EarlierTask FIRST = new EarlierTask(1, "task-r", "GENERATION_FAILED", Samples.NOW);
    private static final EarlierTask SECOND = new EarlierTask(2, "", Failure.SUBMIT_UNCERTAIN, Samples.NOW);

    @Test
    void everyTaskThatWasGivenUpIsInTheOutcomeHoweverManyProcessesWorkedOnTheRequest() throws SQLException {
        Node first = node();
        first.record(failed(first, "r"));
        Node second = successor();
        Task task = second.granted(Samples.task("r"));
        assertThat(task.history().earlier()).containsExactly(FIRST);
        second.record(uncertainAgain(second, task));
        Node third = successor();
        task = third.granted(Samples.task("r"));
        assertThat(task.history().earlier()).containsExactly(FIRST, SECOND);
        task = third.record(third.record(task.submitting()).accepted("task-3", Samples.NOW));
        Outcome outcome = Samples.outcome(third.settle(Samples.failed(task, Billing.UNKNOWN)));

        assertThat(outcome.earlierTasks()).containsExactly(FIRST, SECOND);
        assertThat(outcome.taskId()).isEqualTo("task-3");
        assertThat(node().journal().claim(Samples.task("r"))).isEqualTo(new Claim.Settled(outcome));
    }

    @Test
    void aTaskIsNotGivenUpUnlessItsIdIsKept() throws SQLException {
        Node node = node();
        Task failed = failed(node, "r");
        node.journals().database().update("ALTER TABLE vidu_attempt RENAME TO vidu_elsewhere");
        try {
            assertThatThrownBy(() -> node.record(failed)).isInstanceOf(SQLException.class);
            assertThat(node.row("r")).containsEntry("state", "RUNNING").containsEntry("task_id", "task-r");
        } finally {
            node.journals().database().update("ALTER TABLE vidu_elsewhere RENAME TO vidu_attempt");
        }
        node.record(failed);
        assertThat(node.row("r")).containsEntry("state", "RECEIVED").containsEntry("task_id", "");
        assertThat(attempts(node)).containsExactly("r 1 task-r GENERATION_FAILED");
    }

    @Test
    void aStepWhoseAnswerWasLostKeepsOneAttempt() throws SQLException {
        Node node = node();
        Task failed = failed(node, "r");
        node.record(failed);
        node.record(failed);
        assertThat(attempts(node)).hasSize(1);
    }

    @Test
    void anOwnerThatWasReplacedGivesNothingUp() throws SQLException {
        Node first = node();
        Task failed = failed(first, "r");
        successor().granted(Samples.task("r"));
        assertThatThrownBy(() -> first.record(failed)).isInstanceOf(FencedException.class);
        assertThat(attempts(first)).isEmpty();
    }

    @Test
    void theIdOfASubmitThatWasSentAgainMeanwhileIsKept() throws SQLException {
        Node first = node();
        Task sent = first.bring(Samples.task("r"), TaskState.SUBMITTING);
        Node second = successor();
        Task again = second.record(uncertainAgain(second, second.granted(Samples.task("r"))));
        second.record(again.submitting());

        assertThat(first.journal().recordLate(sent.accepted("late", Samples.NOW)))
                .isFalse();
        assertThat(first.journal().recordLate(sent.accepted("later", Samples.NOW)))
                .isFalse();

        assertThat(attempts(second)).containsExactly("r 1 late SUBMIT_UNCERTAIN");
        assertThat(second.row("r")).containsEntry("task_id", "");
    }

    @Test
    void aRefusalThatCostsNothingIsNoProofThatTheEarlierTaskCostNothing() throws SQLException {
        Node node = node();
        Task sent = node.record(node.record(failed(node, "r")).submitting());

        Outcome outcome = Samples.outcome(node.settle(Samples.failed(sent, Billing.NONE)));

        assertThat(outcome.failure().orElseThrow().billing()).isEqualTo(Billing.UNKNOWN);
        assertThat(outcome.billedSeconds()).isEmpty();
        assertThat(node().journal().claim(Samples.task("r", "a fox", 2))).isEqualTo(new Claim.Settled(outcome));
    }

    @Test
    void attemptsAreForgottenWithTheirRequest() throws SQLException {
        Node node = node();
        for (String id : List.of("old", "open")) {
            Task again = node.record(failed(node, id));
            if (id.equals("old")) {
                node.settle(Samples.failed(again, Billing.NONE));
            }
        }
        node.journal().prune(Duration.ofDays(30));
        assertThat(attempts(node)).hasSize(2);
        clock.advance(Duration.ofDays(30).plusMillis(1));
        node.journal().prune(Duration.ofDays(30));
        assertThat(attempts(node)).containsExactly("open 1 task-open GENERATION_FAILED");
    }

    /** A task that runs, and the step that gives it up. */
    private static Task failed(Node node, String id) throws SQLException {
        Task running = node.bring(Samples.task(id), TaskState.RUNNING);
        return running.again("GENERATION_FAILED", "why", Duration.ZERO, Samples.NOW);
    }

    private static Task uncertainAgain(Node node, Task task) throws SQLException {
        Task sent = task.state() == TaskState.RECEIVED ? node.record(task.submitting()) : task;
        Task uncertain = node.record(sent.uncertain("no answer came", Samples.NOW));
        return uncertain.again(Failure.SUBMIT_UNCERTAIN, "why", Duration.ZERO, Samples.NOW);
    }

    private Node successor() throws SQLException {
        clock.advance(LEASE.plusMillis(1));
        return node();
    }

    private static List<String> attempts(Node node) throws SQLException {
        return node.journals()
                .database()
                .query(
                        row -> row.getString(1) + " " + row.getInt(2) + " " + row.getString(3) + " " + row.getString(4),
                        "SELECT request_id, submit, task_id, code FROM vidu_attempt ORDER BY request_id, submit");
    }
}
