package dev.viduroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.request.RetryReason;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Whoever was replaced changes nothing; whoever was not loses nothing. */
abstract class FencingSuite extends Nodes {

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"STORED", "FAILED"})
    void anOwnerThatWasReplacedChangesNothing(TaskState state) throws SQLException {
        Node first = node();
        Task stale = first.bring(Samples.task("r"), state);
        clock.advance(LEASE.plusMillis(1));
        Node second = node();
        Task fresh = second.granted(Samples.task("r"));
        Map<String, Object> row = second.row("r");
        List<Task> steps = List.of(
                stale.submitting(),
                stale.accepted("other", Samples.NOW),
                stale.again("CODE", "why", Duration.ZERO, Samples.NOW),
                stale.stillRunning(),
                stale.succeeded(List.of("u"), Samples.NOW));
        for (Task step : steps) {
            assertThatThrownBy(() -> first.journal().record(step)).isInstanceOf(FencedException.class);
        }
        for (Task end : List.of(stale.allStored(Samples.NOW), Samples.failed(stale, Billing.NONE))) {
            assertThatThrownBy(() -> first.settle(end)).isInstanceOf(FencedException.class);
        }
        first.journal().heartbeat();
        first.journal().release(stale);
        first.journal().releaseAll();
        assertThat(first.journal().lateTaskId(stale)).isEmpty();
        assertThat(second.row("r")).isEqualTo(row);
        second.record(fresh.submitting());
    }

    @Test
    void aRequestIsSurelyHeldForHalfALeaseAfterEachSignOfLife() throws SQLException {
        Node node = node();
        Task task = node.granted(Samples.task("r"));
        for (int step = 0; step < 3; step++) {
            task = node.record(task.submitting());
            assertSurelyHeldForHalfALease(node, task);
            // The same again, as after an answer that was lost.
            node.record(task);
            assertSurelyHeldForHalfALease(node, task);
            node.journal().heartbeat();
            assertSurelyHeldForHalfALease(node, task);
        }
    }

    private void assertSurelyHeldForHalfALease(Node node, Task task) throws SQLException {
        clock.advance(LEASE.dividedBy(2).minusMillis(1));
        assertThat(node.journal().isLeaseConfirmed(task)).isTrue();
        clock.advance(Duration.ofMillis(1));
        assertThat(node.journal().isLeaseConfirmed(task)).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(node().journal().claim(Samples.task("r")).isHeld()).isTrue();
    }

    @Test
    void whatWasTakenOverOrGivenUpIsNotHeldAnyMoreWhateverSignOfLifeFollows() throws SQLException {
        Node first = node();
        Task stale = first.bring(Samples.task("r"), TaskState.SUBMITTING);
        clock.advance(LEASE.plusMillis(1));
        Node second = node();
        Task fresh = second.granted(Samples.task("r"));
        first.journal().heartbeat();
        assertThatThrownBy(() -> first.record(stale.submitting())).isInstanceOf(FencedException.class);
        assertThat(first.journal().isLeaseConfirmed(stale)).isFalse();
        assertThat(second.journal().isLeaseConfirmed(fresh)).isTrue();
        first.journal().release(stale);
        second.journal().release(fresh);
        assertThat(second.journal().isLeaseConfirmed(fresh)).isFalse();
        Task again = first.granted(Samples.task("r"));
        assertThat(first.journal().isLeaseConfirmed(stale)).isFalse();
        assertThat(first.journal().isLeaseConfirmed(again)).isTrue();
        first.journal().releaseAll();
        assertThat(first.journal().isLeaseConfirmed(again)).isFalse();
    }

    @Test
    void aStepFromAnotherStateThanTheRecordedChangesNothing() throws SQLException {
        Node node = node();
        Task received = node.granted(Samples.task("r"));
        node.record(Samples.running(node.record(received.submitting())));
        assertThatThrownBy(() -> node.record(received.submitting())).isInstanceOf(FencedException.class);
        assertThat(node.row("r")).containsEntry("state", "RUNNING").containsEntry("task_id", "task-r");
    }

    @Test
    void aStepWhoseAnswerWasLostIsRecordedByTheSameCallAgain() throws SQLException {
        Node node = node();
        Task task = node.granted(Samples.task("r"));
        for (Task step : List.of(
                task.submitting(),
                task.submitting().submitting(),
                Samples.running(task.submitting().submitting()),
                Samples.running(task.submitting().submitting()).renewing("gone", Duration.ZERO))) {
            node.record(step);
            node.record(step);
            task = step;
        }
        Task again = task.again("CODE", "failed", Duration.ZERO, Samples.NOW);
        node.record(node.record(again));
        Task end = Samples.failed(again, Billing.NONE);
        node.settle(node.settle(end));
        assertThat(node.row("r"))
                .containsEntry("state", "FAILED")
                .containsEntry("submits", "2")
                .containsEntry("renewals", "1")
                .containsEntry("failed_tasks", "1");
    }

    @ParameterizedTest
    @EnumSource(names = {"SUBMITTING", "UNCERTAIN"})
    void aLateTaskIdReachesWhoeverWaitsForIt(TaskState state) throws SQLException {
        Node first = node();
        Task sent = first.bring(Samples.task("r"), state);
        clock.advance(LEASE.plusMillis(1));
        Node second = node();
        Task waiting = second.granted(Samples.task("r"));
        assertThat(second.journal().lateTaskId(waiting)).isEmpty();
        Task accepted = sent.accepted("late", Samples.NOW);
        assertThat(first.journal().recordLate(accepted)).isTrue();
        assertThat(first.journal().recordLate(accepted)).isTrue();
        assertThat(second.journal().lateTaskId(waiting)).isEqualTo("late");
        assertThat(first.journal().recordLate(sent.accepted("second", Samples.NOW)))
                .isFalse();
        // It was about to be given up: what is paid is not lost.
        assertThatThrownBy(() -> second.settle(Samples.failed(waiting, Billing.UNKNOWN)))
                .isInstanceOf(FencedException.class);
        second.record(waiting.accepted("late", Samples.NOW));
        assertThat(second.row("r")).containsEntry("state", "RUNNING").containsEntry("task_id", "late");
    }

    @Test
    void aLateTaskIdIsNotTakenForThatOfALaterSubmit() throws SQLException {
        Node first = node();
        Task sent = first.bring(Samples.task("r"), TaskState.SUBMITTING);
        clock.advance(LEASE.plusMillis(1));
        Node second = node();
        second.record(second.granted(Samples.task("r")).submitting());
        assertThat(first.journal().recordLate(sent.accepted("late", Samples.NOW)))
                .isFalse();
        assertThat(second.row("r")).containsEntry("task_id", "");
    }

    @Test
    void nobodyWaitsForTheIdOfWhatIsRunningOrSettled() throws SQLException {
        Node node = node();
        for (TaskState state : List.of(TaskState.RECEIVED, TaskState.RUNNING, TaskState.STORED, TaskState.FAILED)) {
            Task task = node.bring(Samples.task(state.name()), state);
            assertThat(node.journal().recordLate(task.accepted("late", Samples.NOW)))
                    .isFalse();
        }
    }

    @Test
    void whoeverRacesForARequestEachEpochIsGrantedToOne() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Node> nodes = List.of(node(), node(), node());
        List<Long> epochs = Collections.synchronizedList(new ArrayList<>());
        List<Callable<Void>> racers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Node node = nodes.get(i % nodes.size());
            Random own = new Random(random.nextLong());
            racers.add(() -> {
                for (int round = 0; round < 40; round++) {
                    if (node.journal().claim(Samples.task("r")) instanceof Claim.Granted granted) {
                        epochs.add(granted.task().epoch());
                        if (own.nextBoolean()) {
                            node.record(granted.task().retrying(RetryReason.NONE, "", LEASE));
                        }
                        node.journal().release(granted.task());
                    }
                }
                return null;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(racers.size());
        try {
            for (Future<Void> racer : threads.invokeAll(racers)) {
                racer.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(epochs)
                .as("seed %d", seed)
                .hasSizeGreaterThan(1)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, epochs.size()).boxed().toList());
    }
}
