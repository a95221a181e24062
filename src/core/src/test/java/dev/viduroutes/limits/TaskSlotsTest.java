package dev.viduroutes.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.lifecycle.StoppingException;
import dev.viduroutes.lifecycle.WorkerPool;
import dev.viduroutes.settings.TestSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who gets a slot, and when. */
class TaskSlotsTest {

    private static final long SEED = 20_261_122;
    private static final Lane SINGLES = new Lane(false, "", "");

    private final WorkerPool pool = new WorkerPool(TestSettings.with());
    private final TaskSlots slots = new TaskSlots(TestSettings.with(), new InMemorySlotStore(2), pool);

    @AfterEach
    void stopPool() {
        pool.shutdownNow();
    }

    @Test
    void whoeverFindsNoSlotIsServedInTheOrderOfTheLane() throws Exception {
        List<String> served = new ArrayList<>();
        List.of("a", "b", "c", "d", "e")
                .forEach(holder -> slots.take(holder, SINGLES).thenRun(() -> served.add(holder)));
        assertThat(served).containsExactly("a", "b");
        assertThat(slots.waiting()).isEqualTo(3);

        slots.free("b");
        slots.free("a");
        slots.free("c");

        assertThat(served).containsExactly("a", "b", "c", "d", "e");
        assertThat(slots.inUse()).isEqualTo(2);
    }

    @Test
    void whileSlotsAreHeldBackNobodyGetsOneAndWhoWaitsHoldsNone() throws Exception {
        slots.take("a", SINGLES);
        slots.take("b", SINGLES);
        CompletableFuture<Void> waiting = slots.take("c", SINGLES).toCompletableFuture();
        slots.hold();
        slots.free("a");
        CompletableFuture<Void> retry = slots.take("b", SINGLES).toCompletableFuture();

        assertThat(waiting).isNotDone();
        assertThat(retry).isNotDone();
        assertThat(slots.inUse()).isZero();
        assertThat(slots.waiting()).isEqualTo(2);
        assertThat(slots.isWanted()).as("calls are not kept free for submits").isFalse();
        slots.release();

        CompletableFuture.allOf(waiting, retry).get(1, TimeUnit.MINUTES);
        assertThat(slots.inUse()).isEqualTo(2);
    }

    @Test
    void whoeverIsHeldBackIsSentAwayAtAStop() {
        slots.hold();
        CompletableFuture<Void> waiting = slots.take("a", SINGLES).toCompletableFuture();

        slots.endWaits();
        slots.release();

        assertThat(waiting).isCompletedExceptionally();
    }

    @Test
    void whoHoldsASlotKeepsItAndTakesNoSecond() throws Exception {
        slots.take("a", SINGLES);
        slots.take("a", SINGLES);
        slots.take("a", SINGLES);
        assertThat(slots.inUse()).isOne();

        slots.free("a");

        assertThat(slots.inUse()).isZero();
    }

    @Test
    void whoHoldsNoSlotFreesNobodysSlot() throws Exception {
        slots.take("a", SINGLES);
        slots.take("b", SINGLES);
        CompletableFuture<Void> third = slots.take("c", SINGLES).toCompletableFuture();

        slots.free("stranger");
        slots.free("c");

        assertThat(slots.inUse()).isEqualTo(2);
        assertThat(third).isNotDone();
        slots.free("a");
        slots.free("a");
        assertThat(third).isCompleted();
        assertThat(slots.inUse()).isEqualTo(2);
    }

    @Test
    void aStopSendsEverybodyInTheQueueAwayAndLetsNobodyIn() throws Exception {
        slots.take("a", SINGLES);
        slots.take("b", SINGLES);
        CompletableFuture<Void> waiting = slots.take("c", SINGLES).toCompletableFuture();

        slots.endWaits();

        assertThatThrownBy(waiting::join).hasCauseInstanceOf(StoppingException.class);
        assertThat(slots.waiting()).isZero();
        assertThatThrownBy(() -> slots.take("d", SINGLES).toCompletableFuture().join())
                .hasCauseInstanceOf(StoppingException.class);
        slots.free("a");
        assertThat(slots.inUse()).isOne();
    }

    @Test
    void eightThreadsNeverHoldMoreThanTheSlotsAndEverybodyIsServed() throws Exception {
        int limit = 5;
        int takers = 20_000;
        TaskSlots crowded = new TaskSlots(TestSettings.with(), new InMemorySlotStore(limit), pool);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch served = new CountDownLatch(takers);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Random random = new Random(SEED);
            IntStream.range(0, takers).forEach(i -> {
                boolean again = random.nextInt(4) == 0;
                int spins = random.nextInt(200);
                threads.execute(() -> crowded.take("h" + i, SINGLES)
                        // The way of a request goes on elsewhere: its thread is not the one that freed the slot.
                        .thenRunAsync(
                                () -> {
                                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                                    if (again) {
                                        crowded.take("h" + i, SINGLES);
                                    }
                                    IntStream.range(0, spins).forEach(spin -> Thread.onSpinWait());
                                    inside.decrementAndGet();
                                    crowded.free("h" + i);
                                    crowded.free("h" + i);
                                    served.countDown();
                                },
                                threads));
            });
            assertThat(served.await(60, TimeUnit.SECONDS))
                    .as("all served, %s are not, seed %s", served.getCount(), SEED)
                    .isTrue();
        } finally {
            threads.shutdownNow();
        }
        assertThat(most.get()).isBetween(1, limit);
        assertThat(crowded.inUse()).isZero();
        assertThat(crowded.waiting()).isZero();
    }

    /** Others have them, perhaps, of whom nothing is known here. */
    @Test
    void thatAllAreTakenForAMinuteIsToldOnceWithTheSetting() {
        SettableMeter time = new SettableMeter();
        TickingPool ticking = new TickingPool(time);
        TaskSlots shared =
                new TaskSlots(TestSettings.with(), new InMemorySlotStore(1), ticking, time::currentTimeNanos);
        try (LogTrap log = LogTrap.of("vidu.slots", Level.INFO)) {
            shared.take("of another process", SINGLES);
            shared.take("a", SINGLES);
            shared.take("b", SINGLES);
            ticking.pass(Duration.ofSeconds(59).toNanos());
            assertThat(log.lines()).isEmpty();

            ticking.pass(Duration.ofMinutes(10).toNanos());

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("INFO")
                    .contains("slots=1 are all taken", "waiting=2", "vidu.limits.concurrent-tasks");
            shared.endWaits();
        }
    }

    @Test
    void aWaitThatSomethingElseIsTheReasonOfIsNotToldOf() {
        SettableMeter time = new SettableMeter();
        TickingPool ticking = new TickingPool(time);
        TaskSlots shared =
                new TaskSlots(TestSettings.with(), new InMemorySlotStore(1), ticking, time::currentTimeNanos);
        try (LogTrap log = LogTrap.of("vidu.slots", Level.INFO)) {
            shared.take("of another process", SINGLES);
            shared.hold();
            shared.take("a", SINGLES);
            ticking.pass(Duration.ofMinutes(10).toNanos());
            shared.release();
            ticking.pass(Duration.ofSeconds(30).toNanos());

            assertThat(log.lines()).isEmpty();
            shared.endWaits();
        }
    }

    @Test
    void anUrgentRequestGetsTheNextSlotAndABatchKeepsNobodyWaiting() {
        List<String> served = new ArrayList<>();
        slots.take("a", SINGLES);
        slots.take("b", SINGLES);
        IntStream.range(0, 200)
                .forEach(row ->
                        slots.take("row-" + row, new Lane(false, "batch", "")).thenRun(() -> served.add("row-" + row)));
        slots.take("single", SINGLES).thenRun(() -> served.add("single"));
        slots.take("urgent", new Lane(true, "", "")).thenRun(() -> served.add("urgent"));

        slots.free("a");
        slots.free("b");
        slots.free("urgent");
        slots.free("row-0");

        assertThat(served).containsExactly("urgent", "row-0", "single", "row-1");
        assertThat(slots.urgentWaiting()).isZero();
    }

    @Test
    void whoHasASlotGoesOnWithItWhoeverWaits() {
        slots.take("a", SINGLES);
        slots.take("b", SINGLES);
        slots.take("urgent", new Lane(true, "", ""));

        assertThat(slots.take("a", SINGLES).toCompletableFuture()).isCompleted();
        assertThat(slots.waiting()).isOne();
    }

    /** All who have slots may come back at that time: behind those who wait for them they would wait for ever. */
    @Test
    void whoHasASlotGoesOnWithItAlsoIfTheStoreWasAwayWhenItCame() {
        SettableMeter time = new SettableMeter();
        TickingPool ticking = new TickingPool(time);
        AwaySlotStore store = new AwaySlotStore(new InMemorySlotStore(1));
        TaskSlots shared = new TaskSlots(TestSettings.with(), store, ticking, time::currentTimeNanos);
        shared.take("a", SINGLES);
        CompletableFuture<Void> urgent =
                shared.take("urgent", new Lane(true, "", "")).toCompletableFuture();
        store.away = true;
        CompletableFuture<Void> again = shared.take("a", SINGLES).toCompletableFuture();
        ticking.pass(Duration.ofSeconds(2).toNanos());
        assertThat(again).isNotDone();

        store.away = false;
        ticking.pass(Duration.ofSeconds(2).toNanos());

        assertThat(again).isCompleted();
        assertThat(urgent).isNotDone();
        shared.free("a");
        assertThat(urgent).isCompleted();
    }

    @Test
    void whoIsSentAwayWaitsNoMoreAndTakesNobodysTurn() throws Exception {
        TickingPool ticking = new TickingPool(new SettableMeter());
        TaskSlots one = new TaskSlots(TestSettings.with(), new InMemorySlotStore(1), ticking);
        one.take("a", SINGLES);
        CompletableFuture<Void> leaving = one.take("b", SINGLES).toCompletableFuture();
        CompletableFuture<Void> next = one.take("c", SINGLES).toCompletableFuture();

        assertThat(one.remove("b", new IllegalStateException("withdrawn"))).isTrue();

        assertThatThrownBy(leaving::join).hasRootCauseMessage("withdrawn");
        assertThat(one.remove("b", new IllegalStateException())).isFalse();
        assertThat(one.remove("a", new IllegalStateException()))
                .as("it has its slot")
                .isFalse();
        assertThat(one.waiting()).isOne();
        one.free("a");
        assertThat(next).isCompleted();
        assertThat(one.inUse()).isOne();
    }

    /** A store that can't be reached for a while. */
    private static final class AwaySlotStore implements SlotStore {

        private final SlotStore store;
        private boolean away;

        AwaySlotStore(SlotStore store) {
            this.store = store;
        }

        private SlotStore reached() throws IOException {
            if (away) {
                throw new IOException("away");
            }
            return store;
        }

        @Override
        public boolean take(String holder) throws Exception {
            return reached().take(holder);
        }

        @Override
        public void free(String holder) throws Exception {
            reached().free(holder);
        }

        @Override
        public int inUse() throws Exception {
            return reached().inUse();
        }

        @Override
        public boolean holds(String holder) throws Exception {
            return reached().holds(holder);
        }
    }
}
