package dev.viduroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.viduroutes.limits.SubmitGate;
import dev.viduroutes.pause.PauseOrder;
import dev.viduroutes.pause.PauseReport;
import dev.viduroutes.pause.Pauses;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import dev.viduroutes.settings.TestSettings;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Submits that a person has paused, in all processes that share a journal. */
abstract class PauseSuite extends Nodes {

    private static Pauses pauses(Node node) {
        return new Pauses(
                TestSettings.with(
                        "vidu.accounts", "studio,agency",
                        "vidu.account.studio.key", "key-studio",
                        "vidu.account.agency.key", "key-agency"),
                node.journals().pauses());
    }

    static Task recorded(Node node, Task received) {
        try {
            node.journal().recordIntent(received.submitting(), Samples.QUOTE);
            return received;
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    static PauseReport paused(Node node) {
        try {
            return pauses(node).pause(order(""));
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    private static PauseOrder order(String account) {
        return new PauseOrder(account, "anna");
    }

    private static boolean isSubmitted(Node node, String id, String account) throws Exception {
        Task received = node.granted(Samples.task(id)).at(account);
        try {
            node.journal().recordIntent(received.submitting(), Samples.QUOTE);
            return true;
        } catch (SubmitsPausedException paused) {
            return false;
        }
    }

    @Test
    void noProcessRecordsAnIntentOnceSubmitsArePausedWhateverItKnows() throws Exception {
        Node other = node();
        Pauses unaware = pauses(other);

        pauses(node()).pause(order(""));

        assertThat(unaware.of("studio").isShut()).isFalse();
        assertThat(isSubmitted(other, "a", "studio")).isFalse();
        assertThat(isSubmitted(node(), "b", "agency")).isFalse();
        assertThat(other.row("a")).containsEntry("state", "RECEIVED").containsEntry("submits", "0");
    }

    @Test
    void aPauseOfOneAccountHoldsNoOther() throws Exception {
        Node node = node();
        Pauses pauses = pauses(node);

        pauses.pause(order("agency"));

        assertThat(pauses.of("agency").isShut()).isTrue();
        assertThat(pauses.of("studio").isShut()).isFalse();
        assertThat(isSubmitted(node, "a", "agency")).isFalse();
        assertThat(isSubmitted(node, "b", "studio")).isTrue();
    }

    @Test
    void whatWasSubmittedBeforeGoesOnAndIsCounted() throws Exception {
        Node node = node();
        Task submitting = node.bring(Samples.task("a"), TaskState.SUBMITTING);
        node.bring(Samples.task("b"), TaskState.RUNNING);

        PauseReport report = pauses(node).pause(order(""));

        assertThat(report.leaving()).isEqualTo(1);
        assertThat(report.changed()).isTrue();
        Task running = node.record(Samples.running(submitting));
        node.record(running.succeeded(List.of("https://cdn/1.mp4"), Samples.NOW));
    }

    @Test
    void otherProcessesLearnItWithTheirNextLookAndAfterARestartItStillHolds() throws Exception {
        Pauses other = pauses(node());
        pauses(node()).pause(order(""));

        other.look();
        Pauses restarted = pauses(node());

        assertThat(other.of("studio").isShut()).isTrue();
        assertThat(restarted.of("studio").isShut()).isTrue();
        assertThat(restarted.all()).extracting("who").containsExactly("anna");
    }

    @Test
    void whoWaitsGoesOnOnceSomebodyResumes() throws Exception {
        Node node = node();
        Pauses pauses = pauses(node);
        pauses.pause(order(""));
        SubmitGate gate = pauses.of("studio");
        CompletableFuture<Void> waiting = gate.whenOpen().toCompletableFuture();

        PauseReport report = pauses(node()).resume(new PauseOrder("", "ben"));
        assertThat(waiting).isNotDone();
        pauses.look();

        assertThat(report.changed()).isTrue();
        assertThat(waiting).isCompleted();
        assertThat(isSubmitted(node, "a", "studio")).isTrue();
    }

    @Test
    void aPauseOfAllOutlastsThatOfOneAccount() throws SQLException {
        Pauses pauses = pauses(node());
        pauses.pause(order(""));
        pauses.pause(order("agency"));

        PauseReport report = pauses.resume(order("agency"));

        assertThat(report.changed()).isTrue();
        assertThat(report.stillPausedBy()).isEqualTo("anna");
        assertThat(pauses.of("agency").isShut()).isTrue();
    }

    @Test
    void aSecondOrderChangesNothingAndSaysSo() throws SQLException {
        Pauses pauses = pauses(node());
        pauses.pause(order(""));

        PauseReport again = pauses.pause(new PauseOrder("", "ben"));

        assertThat(again.changed()).isFalse();
        assertThat(again.who()).isEqualTo("anna");
        assertThat(pauses.resume(order("")).changed()).isTrue();
        assertThat(pauses.resume(order("")).changed()).isFalse();
    }

    @Test
    void anOrderThatCanNotBeMeantIsRefused() {
        Pauses pauses = pauses(nodeOrFail());

        assertThatThrownBy(() -> pauses.pause(order("nobody")))
                .hasMessage("there is no account \"nobody\"; it must be one of studio, agency, or none for all");
        assertThatThrownBy(() -> pauses.pause("agency")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PauseOrder("", " ")).hasMessageContaining("who must be a name");
    }

    private Node nodeOrFail() {
        try {
            return node();
        } catch (SQLException unavailable) {
            throw new AssertionError(unavailable);
        }
    }
}
