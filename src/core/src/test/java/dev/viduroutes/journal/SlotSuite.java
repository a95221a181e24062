package dev.viduroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The account's places for concurrent tasks. */
abstract class SlotSuite extends Nodes {

    @Test
    void slotsAreTakenUntilNoneIsFree() throws SQLException {
        SlotTable first = node(2).slots();
        SlotTable second = node(2).slots();
        assertThat(first.take("a")).isTrue();
        assertThat(second.take("b")).isTrue();
        assertThat(first.take("c")).isFalse();
        assertThat(second.take("a")).as("it has one").isTrue();
        assertThat(second.inUse()).isEqualTo(2);
        second.free("a");
        second.free("never");
        assertThat(first.take("c")).isTrue();
        assertThat(first.holders()).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void slotsOfAccountsKnowNothingOfEachOther() throws SQLException {
        Node first = node(1);
        SlotTable agency = first.journals().slots("agency", 2);
        SlotTable elsewhere = node(1).journals().slots("agency", 2);
        assertThat(first.slots().take("a")).isTrue();
        assertThat(agency.take("b")).isTrue();
        assertThat(elsewhere.take("c")).isTrue();
        assertThat(agency.take("d")).isFalse();
        assertThat(first.slots().take("d")).isFalse();

        first.slots().free("b");
        assertThat(agency.holders()).containsExactlyInAnyOrder("b", "c");
        assertThat(agency.take("a")).as("it has one of another account").isFalse();
        elsewhere.free("b");
        assertThat(agency.take("a")).isTrue();
        first.slots().free("a");
        assertThat(agency.holders()).containsExactlyInAnyOrder("a", "c");
        assertThat(first.slots().inUse()).isZero();
    }

    /** It went to another account, and its process died before its first slot was free. */
    @Test
    void aSlotOfAnAccountThatTheRequestWasNotSentWithIsFreed() throws SQLException {
        Node node = node(1);
        SlotTable agency = node.journals().slots("agency", 1);
        node.slots().take("r");
        agency.take("r");
        node.record(Samples.running(
                node.record(node.granted(Samples.task("r")).at("agency").submitting())));
        clock.advance(LEASE.plusMillis(1));

        node.slots().freeForgotten(LEASE);

        assertThat(node.slots().holders()).isEmpty();
        assertThat(agency.holders()).containsExactly("r");
    }

    @Test
    void whoHasASlotTakesNoSecondOne() throws SQLException {
        SlotTable slots = node(3).slots();
        assertThat(slots.take("a")).isTrue();
        assertThat(slots.take("a")).as("it has one").isTrue();
        assertThat(slots.holders()).containsExactly("a");
    }

    @Test
    void aSlotOutlivesItsProcess() throws SQLException {
        Node first = node(1);
        first.slots().take("a");
        first.close();
        assertThat(node(1).slots().take("b")).isFalse();
    }

    @Test
    void slotsAboveALoweredLimitCountUntilTheyAreFree() throws SQLException {
        SlotTable before = node(5).slots();
        for (String holder : List.of("a", "b", "c", "d", "e")) {
            before.take(holder);
        }
        SlotTable after = node(3).slots();
        after.free("a");
        after.free("b");
        assertThat(after.take("x")).as("c, d and e hold slots").isFalse();
        after.free("c");
        assertThat(after.take("x")).isTrue();
        assertThat(after.take("y")).isFalse();
        assertThat(after.take("e")).as("it has one").isTrue();
        after.free("e");
        after.free("d");
        assertThat(after.take("y") && after.take("z")).isTrue();
        assertThat(after.take("w")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"4, 4", "9, 4"})
    void slotsAreNeverOverWhateverRaces(int before, int places) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        SlotTable wide = node(before).slots();
        for (int i = places; i < before; i++) {
            wide.take("old-" + (i - places));
        }
        List<String> old = wide.holders();
        List<SlotTable> tables =
                List.of(node(places).slots(), node(places).slots(), node(places).slots());
        AtomicInteger live = new AtomicInteger(old.size());
        AtomicInteger most = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        List<Callable<Void>> racers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            SlotTable table = tables.get(i % tables.size());
            String holder = "h-" + i;
            String leaving = i < old.size() ? old.get(i) : "";
            int leavesIn = random.nextInt(20);
            racers.add(() -> {
                for (int round = 0; round < 40; round++) {
                    if (table.take(holder)) {
                        most.accumulateAndGet(live.incrementAndGet(), Math::max);
                        taken.incrementAndGet();
                        assertThat(table.holders())
                                .as("nobody else has its slot")
                                .contains(holder);
                        live.decrementAndGet();
                        table.free(holder);
                    }
                    if (round == leavesIn && !leaving.isEmpty()) {
                        live.decrementAndGet();
                        table.free(leaving);
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
        assertThat(most.get()).as("seed %d", seed).isBetween(1, Math.max(places, old.size()));
        assertThat(taken.get()).isGreaterThan(places);
        assertThat(wide.inUse()).isZero();
    }

    @Test
    void aTaskThatNobodyWatchesIsAnOrphanWhileItHoldsASlot() throws SQLException {
        Node first = node();
        for (TaskState state : TaskState.values()) {
            first.bring(Samples.task(state.name()), state);
            first.slots().take(state.name());
        }
        first.bring(Samples.task("without"), TaskState.RUNNING);
        Node second = node();
        assertThat(second.journal().orphans()).isEmpty();
        assertThat(first.journal().orphans()).isEmpty();
        clock.advance(LEASE.plusMillis(1));
        assertThat(first.journal().orphans()).as("it works on them still").isEmpty();
        assertThat(second.journal().orphans())
                .containsExactly(
                        new Orphan("RUNNING", 1, "", "task-RUNNING", "vidu-q3", TaskState.RUNNING),
                        new Orphan("SUBMITTING", 1, "", "", "vidu-q3", TaskState.SUBMITTING),
                        new Orphan("SUCCEEDED", 1, "", "task-SUCCEEDED", "vidu-q3", TaskState.SUCCEEDED),
                        new Orphan("UNCERTAIN", 1, "", "", "vidu-q3", TaskState.UNCERTAIN));
        first.close();
        clock.advance(LEASE.negated());
        assertThat(second.journal().orphans()).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(names = {"RECEIVED", "SUBMITTING", "UNCERTAIN", "RUNNING", "SUCCEEDED"})
    void theSlotOfARequestThatAnotherProcessTookOverIsNotFreed(TaskState state) throws SQLException {
        Node first = node();
        Task ended = first.bring(Samples.task("r"), TaskState.RUNNING);
        first.slots().take("r");
        first.record(ended.again("CODE", "it failed", Duration.ZERO, Samples.NOW));
        // Here the first stands still, about to free the slot of the task that ended.
        clock.advance(LEASE.plusMillis(1));
        Node second = node();
        second.slots().take("r");
        second.bring(Samples.task("r"), state);

        first.slots().free("r");

        assertThat(second.slots().holders()).containsExactly("r");
        second.slots().free("r");
        assertThat(second.slots().holders()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"SUBMITTING", "UNCERTAIN", "RUNNING"})
    void theSlotOfATaskThatASuccessorLeftIsNotFreedEither(TaskState state) throws SQLException {
        Node first = node();
        first.granted(Samples.task("r"));
        first.slots().take("r");
        clock.advance(LEASE.plusMillis(1));
        Node second = node();
        second.bring(Samples.task("r"), state);
        second.close();

        first.slots().free("r");

        assertThat(first.slots().holders()).containsExactly("r");
    }

    @Test
    void theSlotOfAnOrphanIsFreedUnlessSomebodyWentOnWithItsRequest() throws SQLException {
        Node first = node();
        List<Task> left = new ArrayList<>();
        for (String id : List.of("ended", "taken over", "gone on")) {
            first.slots().take(id);
            left.add(first.record(Samples.running(
                    first.record(first.granted(Samples.task(id)).at("default").submitting()))));
        }
        clock.advance(LEASE.plusMillis(1));
        Node second = node();
        List<Orphan> orphans = second.journal().orphans();
        assertThat(orphans).hasSize(3);
        node().granted(Samples.task("taken over"));
        first.record(left.get(2).again("CODE", "it failed", Duration.ZERO, Samples.NOW));

        for (Orphan orphan : orphans) {
            second.slots().freeEnded(orphan);
        }

        assertThat(second.slots().holders()).containsExactly("taken over", "gone on");
    }

    @Test
    void slotsThatWereForgottenAreFreedAfterALease() throws SQLException {
        Node first = node();
        for (TaskState state : TaskState.values()) {
            Task task = first.bring(Samples.task(state.name()), state);
            first.slots().take(state.name());
            first.journal().release(task);
        }
        first.slots().take("pruned");
        assertThat(first.slots().freeForgotten(LEASE)).isZero();
        clock.advance(LEASE.plusMillis(1));
        first.slots().take("STORED");
        assertThat(first.slots().freeForgotten(LEASE))
                .as("RECEIVED, FAILED, pruned")
                .isEqualTo(3);
        assertThat(first.slots().holders())
                .containsExactlyInAnyOrder("SUBMITTING", "UNCERTAIN", "RUNNING", "SUCCEEDED", "STORED");
        clock.advance(Duration.ofMinutes(2));
        first.journals().housekeeping().tidy();
        assertThat(first.slots().inUse()).isEqualTo(4);
    }
}
