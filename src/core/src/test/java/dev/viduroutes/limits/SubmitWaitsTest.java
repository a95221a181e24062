package dev.viduroutes.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.request.Task;
import dev.viduroutes.request.TestTasks;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.TestSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are withdrawn while others get their turn: whatever comes first, each wait ends once, and without an error. */
class SubmitWaitsTest {

    private static final long EPOCH = 3;

    private final LaterPool pool = new LaterPool();
    private final InMemorySlotStore store = new InMemorySlotStore(1);
    private final TaskSlots slots = new TaskSlots(TestSettings.with(), store, pool);
    private final SubmitGate open = new SubmitGate() {
        @Override
        public CompletionStage<Void> whenOpen() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public boolean isShut() {
            return false;
        }
    };
    private final SubmitWaits waits =
            new SubmitWaits(TestAccounts.with(slots, new GatedSlots(open, slots, pool)), pool);

    @AfterEach
    void close() {
        pool.shutdownNow();
    }

    private static Task task(String id, long epoch) {
        return TestTasks.received(id, Map.of()).claimed(epoch);
    }

    private CompletableFuture<Task> slotFor(String id, long epoch) {
        return waits.slotFor(task(id, epoch), null).toCompletableFuture();
    }

    private CompletableFuture<Task> waitingBehindAnother() {
        assertThat(slotFor("first", 1)).isCompleted();
        CompletableFuture<Task> wait = slotFor("second", EPOCH);
        assertThat(wait).isNotDone();
        return wait;
    }

    private static Set<String> withdrawn() {
        return Set.of(SubmitWaits.key("second", EPOCH));
    }

    @ParameterizedTest
    @CsvSource({"true, false", "true, true", "false, false", "false, true"})
    void aWaitThatEndsAsItsTurnComesEndsWithoutAnError(boolean grantedFirst, boolean lastIsFirst) throws Exception {
        CompletableFuture<Task> wait = waitingBehindAnother();
        if (grantedFirst) {
            slots.free("first");
        }
        waits.end(withdrawn());
        if (!grantedFirst) {
            slots.free("first");
        }

        pool.runAll(lastIsFirst);

        assertThat(wait).isCompleted();
        assertThat(slots.waiting()).isZero();
        // What has its slot gives it back when it is settled.
        assertThat(store.holds("second")).isEqualTo(grantedFirst);
    }

    /** Of two that look at the journal at once, the one that saw less may be heard last. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLookFromBeforeTheWithdrawalMakesNoErrorOfIt(boolean lastIsFirst) {
        CompletableFuture<Task> wait = waitingBehindAnother();
        waits.end(withdrawn());
        waits.end(Set.of());

        pool.runAll(lastIsFirst);

        assertThat(wait).isCompleted();
        assertThat(slots.waiting()).isZero();
    }

    /** The same request put back has another owner's epoch: without a slot it would be one task too many. */
    @Test
    void aWithdrawalOfAnEarlierOwnerEndsNoWaitOfTheNext() {
        CompletableFuture<Task> wait = waitingBehindAnother();
        waits.end(Set.of(SubmitWaits.key("second", EPOCH - 1)));
        pool.runAll(false);
        assertThat(wait).isNotDone();

        slots.free("first");

        assertThat(wait).isCompleted();
        assertThat(store.holds("second")).isTrue();
    }

    @Test
    void whatIsWithdrawnBeforeItWaitsNeedsNoSlot() {
        assertThat(slotFor("first", 1)).isCompleted();
        waits.end(withdrawn());

        CompletableFuture<Task> wait = slotFor("second", EPOCH);
        pool.runAll(false);

        assertThat(wait).isCompleted();
        assertThat(slots.waiting()).isZero();
    }

    /** What it waited for goes on at once, and waits there, before whoever moved it is done with it. */
    @Test
    void whatIsMovedWaitsForASlotOfTheOtherAccountAndGoesNoFurtherWithoutOne() throws Exception {
        Settings settings =
                TestSettings.with("vidu.accounts", "a,b", "vidu.account.a.key", "key-a", "vidu.account.b.key", "key-b");
        InlinePool inline = new InlinePool();
        Map<String, InMemorySlotStore> stores = Map.of("a", new InMemorySlotStore(1), "b", new InMemorySlotStore(1));
        ApiAccounts accounts = new ApiAccounts(settings.accounts().stream()
                .map(account -> {
                    TaskSlots own = new TaskSlots(settings, stores.get(account.name()), inline);
                    return new ApiAccount(
                            account, new AccountGate(), open, open, own, new GatedSlots(open, own, inline), null);
                })
                .toList());
        SubmitWaits moving = new SubmitWaits(accounts, inline);
        stores.values().forEach(store -> store.take("others"));
        CompletableFuture<Task> wait =
                moving.slotFor(task("r", 1).at("a"), null).toCompletableFuture();

        moving.move(task("r", 1).at("a"), "b");

        assertThat(wait).isNotDone();
        assertThat(accounts.named("a").slots().waiting()).isZero();
        assertThat(accounts.named("b").slots().waiting()).isOne();
        accounts.named("b").slots().free("others");
        assertThat(wait).isCompletedWithValueMatching(task -> task.account().equals("b"));
        assertThat(stores.get("b").holds("r")).isTrue();
        inline.shutdownNow();
    }

    private static final class InlinePool extends ScheduledThreadPoolExecutor {

        InlinePool() {
            super(1);
        }

        @Override
        public void execute(Runnable work) {
            work.run();
        }
    }

    /** Runs what is to be run when the test says so, in the order that it says. */
    private static final class LaterPool extends ScheduledThreadPoolExecutor {

        private final List<Runnable> later = new ArrayList<>();

        LaterPool() {
            super(1);
        }

        @Override
        public void execute(Runnable work) {
            later.add(work);
        }

        @Override
        public java.util.concurrent.ScheduledFuture<?> schedule(
                Runnable work, long delay, java.util.concurrent.TimeUnit unit) {
            return null;
        }

        void runAll(boolean lastIsFirst) {
            while (!later.isEmpty()) {
                List<Runnable> due = new ArrayList<>(later);
                later.clear();
                if (lastIsFirst) {
                    Collections.reverse(due);
                }
                due.forEach(Runnable::run);
            }
        }
    }
}
