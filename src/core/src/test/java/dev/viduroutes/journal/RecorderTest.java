package dev.viduroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.limits.ApiAccounts;
import dev.viduroutes.limits.TaskSlots;
import dev.viduroutes.limits.TestAccounts;
import dev.viduroutes.moderation.ModerationBreakers;
import dev.viduroutes.pause.Pauses;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import dev.viduroutes.request.TestTasks;
import dev.viduroutes.settings.TestSettings;
import dev.viduroutes.spending.BalanceFloors;
import dev.viduroutes.spending.SpendingClock;
import dev.viduroutes.spending.SpendingGate;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a process leaves behind whose request was taken over by another one. */
class RecorderTest extends Nodes {

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @TempDir
    private Path folder;

    @Override
    String url() {
        return "jdbc:sqlite:" + folder.resolve("journal.db");
    }

    @AfterEach
    void stopTimer() {
        timer.shutdownNow();
    }

    @Test
    void theSlotThatItsSuccessorHoldsIsNotGivenBack() throws SQLException {
        Node first = node();
        Task failed = first.bring(Samples.task("r"), TaskState.RUNNING)
                .again("CODE", "it failed", Duration.ZERO, Samples.NOW);
        first.slots().take("r");
        Node second = successor();
        second.granted(Samples.task("r"));
        Recorder replaced = recorder(first);

        assertThatThrownBy(() -> replaced.record(failed)).isInstanceOf(FencedException.class);
        replaced.release(failed);

        assertThat(second.slots().holders()).containsExactly("r");
    }

    @Test
    void theSlotOfARequestThatWasNotSentIsGivenBack() throws SQLException {
        Node node = node();
        Task task = node.granted(Samples.task("r"));
        node.slots().take("r");

        recorder(node).release(task);

        assertThat(node.slots().holders()).isEmpty();
    }

    @Test
    void aRequestWhoseEndCameTooLateIsReportedWhenItComesAgain() throws SQLException {
        Node first = node();
        Task stored = first.bring(Samples.task("r"), TaskState.SUCCEEDED).allStored(Samples.NOW);
        Node second = successor();
        Task theirs = second.granted(Samples.task("r"));
        second.settle(Samples.failed(theirs, Billing.BILLED));
        Recorder replaced = recorder(first);

        assertThatThrownBy(() -> replaced.settle(stored, Samples.outcome(stored)))
                .isInstanceOf(FencedException.class);
        replaced.release(stored);

        assertThat(first.journal().claim(Samples.task("r"))).isInstanceOf(Claim.Settled.class);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"STORED", "FAILED"})
    void whatTodaysRulesForbidEndsBeforeItIsSubmittedAndNotAfterThat(TaskState state) throws SQLException {
        Node first = node();
        first.bring(Samples.task("r"), state);
        first.close();
        Node second = node();

        Task taken = recorder(second).takeUp(second.journal().claim(Samples.forbidden(Samples.task("r"))));

        assertThat(taken.isOpen()).isEqualTo(state != TaskState.RECEIVED);
        taken.failure().ifPresent(failure -> assertThat(failure).isEqualTo(Failure.invalid(TestTasks.FORBIDDEN)));
    }

    @Test
    void whatEarlierTasksOfAForbiddenRequestCostStaysOpen() throws SQLException {
        Node first = node();
        Task running = first.bring(Samples.task("r"), TaskState.RUNNING);
        first.record(running.again("CODE", "it failed", Duration.ZERO, Samples.NOW));
        first.close();
        Node second = node();

        Task taken = recorder(second).takeUp(second.journal().claim(Samples.forbidden(Samples.task("r"))));

        assertThat(taken.failure().orElseThrow().code()).isEqualTo(Failure.INVALID_REQUEST);
        assertThat(taken.failure().orElseThrow().billing()).isEqualTo(Billing.UNKNOWN);
    }

    private Node successor() throws SQLException {
        clock.advance(LEASE.plusMillis(1));
        return node();
    }

    private Recorder recorder(Node node) {
        TaskSlots slots = new TaskSlots(TestSettings.with(), node.slots(), timer);
        ApiAccounts accounts = TestAccounts.with(slots);
        ModerationBreakers moderation =
                new ModerationBreakers(TestSettings.with(), node.journals()::refusals, accounts);
        SpendingGate spending = new SpendingGate(
                TestSettings.with(),
                node.journals().charges(),
                new SpendingClock(TestSettings.with(), clock),
                null,
                accounts,
                new BalanceFloors(TestSettings.with(), node.journals().balances()));
        Pauses pauses = new Pauses(TestSettings.with(), node.journals().pauses());
        return new Recorder(node.journal(), accounts, moderation, clock, spending, pauses);
    }
}
