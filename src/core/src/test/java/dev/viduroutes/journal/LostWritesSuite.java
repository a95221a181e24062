package dev.viduroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.request.EarlierTask;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A journal that goes back under a process: restored from a copy, emptied, or failed over to a server that lagged. */
abstract class LostWritesSuite extends Nodes {

    private void empty(Node node) throws SQLException {
        node.journals().database().update("DELETE FROM vidu_task");
        node.journals().database().update("DELETE FROM vidu_attempt");
    }

    @Test
    void whatWasSentIsGoneOnWithAfterTheJournalWasEmptiedWhateverItsStep() throws SQLException {
        Node node = node();
        Task sent = node.bring(Samples.task("r"), TaskState.SUBMITTING);
        Task running = Samples.running(sent);
        Task made = running.succeeded(List.of("https://cdn/1.mp4"), Samples.NOW);
        Task uncertain = sent.uncertain("no answer came", Samples.NOW);
        for (Task step : List.of(running, made, uncertain)) {
            empty(node);
            node.record(step);
            assertThat(node.row("r"))
                    .containsEntry("state", step.state().name())
                    .containsEntry("task_id", step.id());
            assertThat(node().journal().claim(Samples.task("r")).isHeld()).isTrue();
        }
        for (Task end : List.of(made.allStored(Samples.NOW), Samples.failed(uncertain, Billing.UNKNOWN))) {
            empty(node);
            node.settle(end);
            assertThat(node().journal().claim(Samples.task("r"))).isEqualTo(new Claim.Settled(Samples.outcome(end)));
        }
    }

    @Test
    void whoeverTakesItUpLaterFindsAllThatWasKnown() throws SQLException {
        Node node = node();
        Task flaky = node.record(node.bring(Samples.task("r"), TaskState.RUNNING)
                .again("CODE", "it failed", Duration.ZERO, Samples.NOW));
        Task second = node.record(flaky.submitting());
        empty(node);

        node.journal().release(node.record(second.accepted("task-2", Samples.NOW)));

        Task resumed = node().granted(Samples.task("r"));
        assertThat(resumed.state()).isEqualTo(TaskState.RUNNING);
        assertThat(resumed.id()).isEqualTo("task-2");
        assertThat(resumed.submits()).isEqualTo(2);
        assertThat(resumed.history().failedTasks()).isEqualTo(1);
        assertThat(resumed.epoch()).isEqualTo(2);
        assertThat(resumed.history().earlier()).extracting(EarlierTask::taskId).containsExactly("task-r");
    }

    @Test
    void anOlderCopyIsBroughtUpToDate() throws SQLException {
        Node first = node();
        first.journal().release(first.granted(Samples.task("r")));
        Node second = node();
        Task sent = second.bring(Samples.task("r"), TaskState.SUBMITTING);
        for (Map<String, Object> copy : List.<Map<String, Object>>of(
                Map.of("epoch", 1, "owner", "gone", "state", "RECEIVED", "submits", 0),
                Map.of("epoch", 1, "owner", "gone", "state", "RUNNING", "submits", 1, "task_id", "another"),
                Map.of("epoch", 2, "state", "RECEIVED", "submits", 0))) {
            for (Map.Entry<String, Object> column : copy.entrySet()) {
                second.write(sent, column.getKey(), column.getValue());
            }
            second.record(Samples.running(sent));
            assertThat(second.row("r"))
                    .containsEntry("state", "RUNNING")
                    .containsEntry("task_id", "task-r")
                    .containsEntry("epoch", "2")
                    .containsEntry("submits", "1");
            second.write(sent, "owner", second.row("r").get("owner"));
            second.write(sent, "task_id", "");
        }
    }

    @Test
    void whatIsAboutToBeSentIsNotIfTheJournalDoesNotKnowIt() throws SQLException {
        Node node = node();
        Task received = node.granted(Samples.task("r"));
        empty(node);

        assertThatThrownBy(() -> node.record(received.submitting())).isInstanceOf(FencedException.class);

        assertThat(node.row("r")).isEmpty();
    }

    @Test
    void whoeverBeganAnewAfterTheJournalWasEmptiedKeepsTheRequest() throws SQLException {
        Node first = node();
        Task sent = first.bring(Samples.task("r"), TaskState.SUBMITTING);
        empty(first);
        Node second = node();
        second.granted(Samples.task("r"));
        Map<String, Object> row = second.row("r");

        assertThatThrownBy(() -> first.record(Samples.running(sent))).isInstanceOf(FencedException.class);

        assertThat(second.row("r")).isEqualTo(row);
    }
}
