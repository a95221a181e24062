package dev.viduroutes.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.viduroutes.request.TestTasks;
import dev.viduroutes.settings.TestSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** What the stop of a Camel context does to those who wait. */
class StopSignalTest {

    @Test
    void aStopEndsWaitsEmptiesTheLineAndLetsNoCallLeave() throws Exception {
        WaitingPool pool = new WaitingPool(1);
        Slots slots = new Slots(new MemorySlots(1), pool);
        AccountGate account = new AccountGate();
        Turns turns = new Turns(
                new RequestBudget(TestSettings.with(), new MeteredStore(new SettableMeter())),
                new Backoff(TestSettings.with()),
                new FixedOrder(Duration.ofDays(10_000), Duration.ZERO),
                slots,
                pool,
                new CallListener() {},
                Clock.systemUTC());
        StopSignal signal = new StopSignal(pool, slots, account, turns);
        DefaultCamelContext context = new DefaultCamelContext();
        context.getRegistry().bind("stop", signal);
        context.start();
        CountDownLatch waited = new CountDownLatch(1);
        pool.schedule(waited::countDown, 1, TimeUnit.HOURS);
        slots.take("a");
        CompletableFuture<Void> inLine = slots.take("b").toCompletableFuture();
        account.block("no balance");
        CompletableFuture<Void> atTheGate = account.whenOpen().toCompletableFuture();
        assertThatCode(signal::check).doesNotThrowAnyException();

        CompletableFuture<Turn> inLineForATurn =
                turns.forPoll(TestTasks.running()).toCompletableFuture();

        context.stop();

        assertThat(waited.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(inLine).isCompletedExceptionally();
        assertThat(inLineForATurn).isCompletedExceptionally();
        assertThat(turns.forSubmit()).isCompletedExceptionally();
        assertThat(atTheGate).isCompletedExceptionally();
        assertThatThrownBy(signal::check).isInstanceOf(StoppingException.class);
        pool.shutdownNow();
    }
}
