package dev.viduroutes.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.viduroutes.lifecycle.StopSignal;
import dev.viduroutes.lifecycle.StoppingException;
import dev.viduroutes.lifecycle.WorkerPool;
import dev.viduroutes.request.TestTasks;
import dev.viduroutes.settings.TestSettings;
import dev.viduroutes.time.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** What the stop of a Camel context does to those who wait. */
class WaitsAtStopTest {

    @Test
    void aStopEndsWaitsEmptiesTheQueuesAndLetsNoCallLeave() throws Exception {
        WorkerPool pool = new WorkerPool(TestSettings.with());
        TaskSlots slots = new TaskSlots(TestSettings.with(), new InMemorySlotStore(1), pool);
        AccountGate account = new AccountGate();
        CallScheduler scheduler = new CallScheduler(
                TestSettings.with(),
                new RequestBudget(TestSettings.with().accounts().get(0), new MeteredBudgetStore(new SettableMeter())),
                new Backoff(TestSettings.with()),
                new FixedPolling(Duration.ofDays(10_000), Duration.ZERO),
                slots,
                pool,
                new CallListener() {},
                Clock.systemUTC());
        StopSignal signal = new StopSignal(pool);
        DefaultCamelContext context = new DefaultCamelContext();
        context.getRegistry().bind("slots", slots);
        context.getRegistry().bind("account", account);
        context.getRegistry().bind("scheduler", scheduler);
        context.getRegistry().bind("stop", signal);
        context.start();
        CountDownLatch waited = new CountDownLatch(1);
        pool.schedule(waited::countDown, 1, TimeUnit.HOURS);
        slots.take("a", new Lane(false, "", ""));
        CompletableFuture<Void> waitingForASlot =
                slots.take("b", new Lane(false, "", "")).toCompletableFuture();
        account.block("no balance");
        CompletableFuture<Void> atTheGate = account.whenOpen().toCompletableFuture();
        assertThatCode(signal::check).doesNotThrowAnyException();

        CompletableFuture<CallPermit> waitingForAPermit =
                scheduler.permitForPoll(TestTasks.running()).toCompletableFuture();

        context.stop();

        assertThat(waited.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(waitingForASlot).isCompletedExceptionally();
        assertThat(waitingForAPermit).isCompletedExceptionally();
        assertThat(scheduler.permitForSubmit(TestTasks.received("shot-7", Map.of())))
                .isCompletedExceptionally();
        assertThat(atTheGate).isCompletedExceptionally();
        assertThatThrownBy(signal::check).isInstanceOf(StoppingException.class);
        pool.shutdownNow();
    }
}
