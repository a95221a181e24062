package dev.viduroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import dev.viduroutes.withdrawal.WithdrawalResult;
import dev.viduroutes.withdrawal.WithdrawnRequest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was withdrawn is never submitted, whoever has it, and what was submitted is not said to be withdrawn. */
abstract class WithdrawalSuite extends Nodes {

    private static WithdrawalResult withdraw(Node node, String id) throws SQLException {
        return node.journals().withdrawals().withdraw(id, false);
    }

    private static boolean isSubmitted(Node node, Task received) throws SQLException {
        try {
            node.journal().recordIntent(received.submitting(), Samples.QUOTE);
            return true;
        } catch (WithdrawnException withdrawn) {
            return false;
        } catch (SubmitsPausedException nobodyDid) {
            throw new AssertionError(nobodyDid);
        }
    }

    private static Claim.Granted claim(Node node, Task admitted) throws SQLException {
        return (Claim.Granted) node.journal().claim(admitted);
    }

    private static Task cancelled(Task received) {
        return received.failed(Failure.cancelled(), Samples.NOW);
    }

    private int withdrawals(Node node) throws SQLException {
        return node.journals()
                .database()
                .query(row -> row.getInt(1), "SELECT COUNT(*) FROM vidu_withdrawal")
                .get(0);
    }

    @Test
    void whatWaitsToBeSubmittedIsNotSubmittedAnyMore() throws SQLException {
        Node owner = node();
        Node other = node();
        Task received = owner.granted(Samples.task("r"));

        assertThat(withdraw(other, "r")).isEqualTo(WithdrawalResult.WITHDRAWN);

        assertThat(owner.journals().withdrawals().waiting())
                .containsExactly(new WithdrawnRequest("r", received.epoch()));
        assertThat(other.journals().withdrawals().waiting()).as("not its own").isEmpty();
        assertThat(isSubmitted(owner, received)).isFalse();
        assertThat(owner.row("r")).containsEntry("state", "RECEIVED").containsEntry("submits", "0");
    }

    @Test
    void whatIsNotKnownYetIsWithdrawnWhenItComes() throws SQLException {
        Node node = node();
        assertThat(withdraw(node, "r")).isEqualTo(WithdrawalResult.AWAITED);

        Claim.Granted claim = claim(node(), Samples.task("r"));

        assertThat(claim.withdrawn()).isTrue();
        assertThat(isSubmitted(node, claim.task())).isFalse();
        assertThat(claim(node, Samples.task("another")).withdrawn()).isFalse();
    }

    /** So that what waits for its pictures, before the journal has it, waits no longer. */
    @Test
    void whatIsNotKnownYetIsWithdrawnBeforeItComesItselfOrWithItsBatch() throws SQLException {
        Node node = node();
        WithdrawalTable withdrawals = node.journals().withdrawals();
        node.journals().batches().claim("b", "shots.csv");
        assertThat(withdrawals.isWithdrawnBefore("r", "b")).isFalse();

        withdraw(node(), "r");
        assertThat(withdrawals.isWithdrawnBefore("r", "")).isTrue();
        withdrawals.forget("r");
        assertThat(withdrawals.isWithdrawnBefore("r", "b")).isFalse();

        node.journals().batches().want("shots.csv", BatchState.WITHDRAWN);
        assertThat(withdrawals.isWithdrawnBefore("r", "b")).isTrue();
        assertThat(withdrawals.isWithdrawnBefore("r", "another")).isFalse();
        node.granted(Samples.task("r"));
        assertThat(withdrawals.isWithdrawnBefore("r", "b"))
                .as("the journal has it, and decides")
                .isFalse();
    }

    @Test
    void aRestartDoesNotForgetIt() throws SQLException {
        Node first = node();
        first.granted(Samples.task("r"));
        withdraw(first, "r");
        first.close();

        assertThat(claim(node(), Samples.task("r")).withdrawn()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"SUBMITTING", "UNCERTAIN", "RUNNING"})
    void whatWasSubmittedGoesOn(TaskState state) throws SQLException {
        Node node = node();
        Task task = node.bring(Samples.task("r"), state);

        assertThat(withdraw(node, "r")).isEqualTo(WithdrawalResult.RUNS);
        assertThat(node.journal().isDiscarded(task)).isFalse();
        assertThat(node.journals().withdrawals().withdraw("r", true)).isEqualTo(WithdrawalResult.RUNS_DISCARDED);
        assertThat(node.journal().isDiscarded(task)).isTrue();
        assertThat(node.journals().withdrawals().waiting()).isEmpty();
    }

    @Test
    void aVideoThatIsMadeIsNotThrownAway() throws SQLException {
        Node node = node();
        Task made = node.bring(Samples.task("r"), TaskState.SUCCEEDED);

        assertThat(node.journals().withdrawals().withdraw("r", true)).isEqualTo(WithdrawalResult.STORED);
        assertThat(node.journal().isDiscarded(made)).isFalse();
    }

    @Test
    void aSubmitThatCreatedNoTaskIsNotRepeated() throws SQLException {
        Node node = node();
        Task submitting = node.bring(Samples.task("r"), TaskState.SUBMITTING);
        assertThat(withdraw(node, "r")).isEqualTo(WithdrawalResult.RUNS);

        Task again = node.record(submitting.notSent("no connection", Duration.ZERO));

        assertThat(node.journals().withdrawals().waiting()).hasSize(1);
        assertThat(isSubmitted(node, again)).isFalse();
    }

    @Test
    void aTaskThatFailedIsNotReplacedAndItsCostStaysOpen() throws SQLException {
        Node node = node();
        Task running = node.bring(Samples.task("r"), TaskState.RUNNING);
        withdraw(node, "r");
        Task again = node.record(running.again("GENERATION_FAILED", "passes", Duration.ZERO, Samples.NOW));

        assertThat(withdraw(node, "r")).isEqualTo(WithdrawalResult.NO_OTHER_TASK);
        assertThat(isSubmitted(node, again)).isFalse();
        assertThat(cancelled(again).failure().orElseThrow().billing()).isEqualTo(Billing.UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource(names = {"STORED", "FAILED"})
    void whatIsSettledStaysAsItIs(TaskState end) throws SQLException {
        Node node = node();
        node.bring(Samples.task("r"), end);
        Map<String, Object> before = node.row("r");

        assertThat(withdraw(node, "r")).isEqualTo(WithdrawalResult.SETTLED);

        assertThat(node.row("r")).isEqualTo(before);
        assertThat(withdrawals(node)).isZero();
    }

    @Test
    void whatWasWithdrawnIsMadeAfterAllIfItIsPutBack() throws SQLException {
        Node node = node();
        Task received = node.granted(Samples.task("r"));
        withdraw(node, "r");
        node.settle(cancelled(received));
        node.journal().leave(received);
        assertThat(withdraw(node, "r")).as("told again").isEqualTo(WithdrawalResult.WITHDRAWN);
        assertThat(node.journal().claim(Samples.task("r")).isSettled())
                .as("the same file")
                .isTrue();

        Claim.Granted back = claim(node, Samples.task("r", "a fox", 2));

        assertThat(back.withdrawn()).isFalse();
        assertThat(isSubmitted(node, back.task())).isTrue();
        assertThat(withdraw(node, "r")).isEqualTo(WithdrawalResult.RUNS);
    }

    @Test
    void anOwnerThatWasReplacedIsToldThatAndNothingElse() throws SQLException {
        Node first = node();
        Task received = first.granted(Samples.task("r"));
        clock.advance(LEASE.plusMillis(1));
        node().granted(Samples.task("r"));
        withdraw(first, "r");

        assertThatThrownBy(() -> first.journal().recordIntent(received.submitting(), Samples.QUOTE))
                .isInstanceOf(FencedException.class);
    }

    @Test
    void whatNeverComesIsForgottenAfterAWhile() throws SQLException {
        Node node = node();
        withdraw(node, "never");
        clock.advance(Duration.ofDays(31));
        withdraw(node, "soon");

        node.journal().prune(Duration.ofDays(30));

        assertThat(withdrawals(node)).isEqualTo(1);
    }

    /** Two processes: one submits while another withdraws. Whoever is first counts, and both know who was. */
    @Test
    void eachIsEitherSubmittedOrWithdrawnHoweverTheyMeet() throws Exception {
        long seed = System.nanoTime();
        Node owner = node();
        Node other = node();
        Map<String, Boolean> submitted = new ConcurrentHashMap<>();
        Map<String, WithdrawalResult> told = new ConcurrentHashMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Object>> steps = new ArrayList<>();
            for (int i = 0; i < 150; i++) {
                String id = "r" + i;
                steps.add(() -> {
                    Claim.Granted claim = claim(owner, Samples.task(id));
                    return submitted.put(id, !claim.withdrawn() && isSubmitted(owner, claim.task()));
                });
                steps.add(() -> told.put(id, withdraw(other, id)));
            }
            if (new Random(seed).nextBoolean()) {
                Collections.reverse(steps);
            }
            for (Future<Object> step : threads.invokeAll(steps)) {
                step.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(told).as("seed %d", seed).hasSize(150);
        told.forEach((id, result) -> assertThat(submitted.get(id))
                .as("%s was told %s, seed %d", id, result, seed)
                .isEqualTo(result == WithdrawalResult.RUNS));
    }
}
