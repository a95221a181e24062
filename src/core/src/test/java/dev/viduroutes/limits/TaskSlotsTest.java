package dev.viduroutes.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.lifecycle.StoppingException;
import dev.viduroutes.lifecycle.WorkerPool;
import dev.viduroutes.settings.TestSettings;
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

    private final WorkerPool pool = new WorkerPool(TestSettings.with());
    private final TaskSlots slots = new TaskSlots(new InMemorySlotStore(2), pool);

    @AfterEach
    void stopPool() {
        pool.shutdownNow();
    }

    @Test
    void whoeverFindsNoSlotIsServedInTheOrderOfTheQueue() throws Exception {
        List<String> served = new ArrayList<>();
        List.of("a", "b", "c", "d", "e").forEach(holder -> slots.take(holder).thenRun(() -> served.add(holder)));
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
        slots.take("a");
        slots.take("b");
        CompletableFuture<Void> waiting = slots.take("c").toCompletableFuture();
        slots.hold();
        slots.free("a");
        CompletableFuture<Void> retry = slots.take("b").toCompletableFuture();

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
        CompletableFuture<Void> waiting = slots.take("a").toCompletableFuture();

        slots.endWaits();
        slots.release();

        assertThat(waiting).isCompletedExceptionally();
    }

    @Test
    void whoHoldsASlotKeepsItAndTakesNoSecond() throws Exception {
        slots.take("a");
        slots.take("a");
        slots.take("a");
        assertThat(slots.inUse()).isOne();

        slots.free("a");

        assertThat(slots.inUse()).isZero();
    }

    @Test
    void whoHoldsNoSlotFreesNobodysSlot() throws Exception {
        slots.take("a");
        slots.take("b");
        CompletableFuture<Void> third = slots.take("c").toCompletableFuture();

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
        slots.take("a");
        slots.take("b");
        CompletableFuture<Void> waiting = slots.take("c").toCompletableFuture();

        slots.endWaits();

        assertThatThrownBy(waiting::join).hasCauseInstanceOf(StoppingException.class);
        assertThat(slots.waiting()).isZero();
        assertThatThrownBy(() -> slots.take("d").toCompletableFuture().join())
                .hasCauseInstanceOf(StoppingException.class);
        slots.free("a");
        assertThat(slots.inUse()).isOne();
    }

    @Test
    void eightThreadsNeverHoldMoreThanTheSlotsAndEverybodyIsServed() throws Exception {
        int limit = 5;
        int takers = 20_000;
        TaskSlots crowded = new TaskSlots(new InMemorySlotStore(limit), pool);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch served = new CountDownLatch(takers);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Random random = new Random(SEED);
            IntStream.range(0, takers).forEach(i -> {
                boolean again = random.nextInt(4) == 0;
                int spins = random.nextInt(200);
                threads.execute(() -> crowded.take("h" + i)
                        // The way of a request goes on elsewhere: its thread is not the one that freed the slot.
                        .thenRunAsync(
                                () -> {
                                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                                    if (again) {
                                        crowded.take("h" + i);
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
        TaskSlots shared = new TaskSlots(new InMemorySlotStore(1), ticking, time::currentTimeNanos);
        try (LogTrap log = LogTrap.of("vidu.slots", Level.INFO)) {
            shared.take("of another process");
            shared.take("a");
            shared.take("b");
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
        TaskSlots shared = new TaskSlots(new InMemorySlotStore(1), ticking, time::currentTimeNanos);
        try (LogTrap log = LogTrap.of("vidu.slots", Level.INFO)) {
            shared.take("of another process");
            shared.hold();
            shared.take("a");
            ticking.pass(Duration.ofMinutes(10).toNanos());
            shared.release();
            ticking.pass(Duration.ofSeconds(30).toNanos());

            assertThat(log.lines()).isEmpty();
            shared.endWaits();
        }
    }
}
