package dev.viduroutes.limits;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.request.Source;
import dev.viduroutes.request.TestTasks;
import dev.viduroutes.settings.TestSettings;
import dev.viduroutes.time.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who goes first, on a clock of the test's own: 10 calls in 10 s, so that a token comes back every 1.02 s. */
class CallSchedulerTest {

    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final long SPACING = 1_020_000_000L;

    private final SettableMeter time = new SettableMeter();
    private final MeteredBudgetStore store = new MeteredBudgetStore(time);
    private final TickingPool pool = new TickingPool(time);
    private final RequestBudget budget = new RequestBudget(10, WINDOW, store);
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), new Random(1));
    private final FixedPolling polling = new FixedPolling(Duration.ofSeconds(2), Duration.ofSeconds(1));
    private final CallScheduler scheduler = new CallScheduler(
            TestSettings.with().urgent(),
            TestSettings.with().shares(),
            budget,
            backoff,
            polling,
            () -> true,
            pool,
            new CallListener() {},
            () -> TestTasks.THEN.plusNanos(time.currentTimeNanos()),
            time);
    private final List<String> gone = new ArrayList<>();
    private int tasks;

    @BeforeEach
    void restUntilATokenIsInStore() {
        pool.pass(WINDOW.toNanos());
    }

    @Test
    void aSubmitGoesBeforeAPollThatWaitedLonger() {
        takeTheFirstToken();
        poll("task");
        pool.pass(500_000_000);
        submit();

        pool.pass(10 * SPACING);

        assertThat(gone).containsExactly("first", "submit", "task");
    }

    /** Results are only kept for a while, whatever still waits to be submitted. */
    @Test
    void manySubmitsDoNotKeepAnEndedTaskUnseen() {
        for (int i = 0; i < 100; i++) {
            submit();
        }
        poll("task");
        poll("ended");
        scheduler.pollNow("ended");
        pool.pass(Duration.ofSeconds(29).toNanos());
        assertThat(gone).containsOnly("submit");

        pool.pass(Duration.ofSeconds(4).toNanos() + 4 * SPACING);

        assertThat(gone).contains("ended", "task");
        List<String> late = gone.subList(gone.indexOf("ended"), gone.indexOf("task") + 1);
        assertThat(late).containsExactly("ended", "submit", "task");
    }

    @Test
    void housekeepingDoesNotWaitForTheLastSubmit() {
        for (int i = 0; i < 100; i++) {
            submit();
        }
        other("housekeeping");
        pool.pass(Duration.ofSeconds(30).toNanos() + 3 * SPACING);

        assertThat(gone).contains("housekeeping");
    }

    @Test
    void aTaskFromBeforeTheClockWasSetBackIsAskedAbout() {
        Instant future = TestTasks.THEN.plusNanos(time.currentTimeNanos()).plusSeconds(3_600);
        scheduler
                .permitForPoll(TestTasks.submitting().accepted("ahead", future))
                .thenRun(() -> gone.add("ahead"));
        pool.pass(Duration.ofSeconds(3).toNanos());

        assertThat(gone).containsExactly("ahead");
    }

    @Test
    void whoGetsThePermitIsDecidedWhenTheBudgetHasOneNotWhenTheWaitBegins() {
        takeTheFirstToken();
        other("housekeeping");
        pool.pass(SPACING - 1);
        submit();

        pool.pass(1);

        assertThat(gone).containsExactly("first", "submit");
    }

    @Test
    void aTaskThatIsKnownToHaveEndedIsAskedAboutAtOnce() {
        poll("slow");
        poll("ended");
        scheduler.pollNow("ended");

        assertThat(gone).containsExactly("ended");
    }

    @Test
    void aTriggerThatComesBeforeItsPollWaitsIsRemembered() {
        scheduler.pollNow("early");
        poll("early");

        assertThat(gone).containsExactly("early");
    }

    @Test
    void aTaskThatAnEarlierProcessLeftIsAskedAboutAtOnce() {
        scheduler.permitForPoll(TestTasks.running().takenUp(TestTasks.THEN)).thenRun(() -> gone.add("left"));

        assertThat(gone).containsExactly("left");
    }

    @Test
    void aTriggerCountsOnce() {
        scheduler.pollNow("early");
        poll("early");
        poll("early");

        pool.pass(999_000_000L);

        assertThat(gone).containsExactly("early");
    }

    @Test
    void noPollLeavesBeforeItIsDue() {
        poll("task");
        pool.pass(1_999_000_000L);
        assertThat(gone).isEmpty();

        pool.pass(1_000_000);

        assertThat(gone).containsExactly("task");
    }

    @Test
    void housekeepingTakesAGap() {
        poll("not due yet");
        other("housekeeping");

        assertThat(gone).containsExactly("housekeeping");
    }

    @Test
    void housekeepingLetsPollsPassButNotForLong() {
        for (int i = 0; i < 20; i++) {
            poll("task");
        }
        pool.pass(2_000_000_000L);
        other("housekeeping");
        pool.pass(4 * SPACING);
        assertThat(gone).hasSize(5).containsOnly("task");

        pool.pass(SPACING);

        assertThat(gone).endsWith("housekeeping");
    }

    @Test
    void anExpiredPermitIsExchangedForAFreshOneOfItsKind() {
        CallPermit old = scheduler
                .permitForSubmit(TestTasks.received("shot-7", Map.of()))
                .toCompletableFuture()
                .join();
        pool.pass(Duration.ofMillis(101).toNanos());

        CompletionStage<CallPermit> confirmed = scheduler.renewIfExpired(old);
        assertThat(confirmed.toCompletableFuture()).isNotDone();
        pool.pass(SPACING);

        CallPermit fresh = confirmed.toCompletableFuture().join();
        assertThat(fresh.grantedNanos()).isGreaterThan(old.grantedNanos() + 900_000_000L);
        assertThat(fresh.kind()).isEqualTo(CallKind.SUBMIT);
    }

    @Test
    void aFreshPermitIsGoodForACall() {
        CallPermit permit = scheduler
                .permitForSubmit(TestTasks.received("shot-7", Map.of()))
                .toCompletableFuture()
                .join();
        pool.pass(Duration.ofMillis(100).toNanos());

        assertThat(scheduler.renewIfExpired(permit)).isCompletedWithValue(permit);
    }

    /** Stuck behind a disk that stood still, all of them would leave at once. */
    @Test
    void callsWhosePermitsExpiredTogetherDoNotLeaveTogether() {
        List<CallPermit> old = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            scheduler.permitForSubmit(TestTasks.received("shot-7", Map.of())).thenAccept(old::add);
        }
        pool.pass(60_000_000_000L);
        old.forEach(permit -> scheduler.renewIfExpired(permit).thenRun(() -> gone.add("call")));
        assertThat(gone).hasSize(1);

        pool.pass(2 * SPACING);

        assertThat(gone).hasSize(3);
    }

    @Test
    void whatTheServerAsksForIsWaitedByEverybody() {
        scheduler.refused(CallKind.POLL, Duration.ofSeconds(30));
        submit();
        poll("task");
        other("housekeeping");
        pool.pass(30_000_000_000L - 1);
        assertThat(gone).isEmpty();

        pool.pass(1);

        assertThat(gone).containsExactly("submit");
    }

    @Test
    void aRefusedSubmitHoldsBackSubmitsAlone() {
        scheduler.refused(CallKind.SUBMIT, Duration.ofSeconds(30));
        submit();
        poll("task");
        pool.pass(29_000_000_000L);
        assertThat(gone).containsExactly("task");

        pool.pass(1_000_000_000L);

        assertThat(gone).containsExactly("task", "submit");
    }

    @Test
    void submitsThatAreRefusedAgainAndAgainComeEverMoreSeldom() {
        for (int refusal = 0; refusal < 8; refusal++) {
            pool.pass(Duration.ofMinutes(1).toNanos());
            scheduler.refused(CallKind.SUBMIT, Duration.ZERO);
        }
        submit();
        pool.pass(Duration.ofSeconds(30).toNanos() - 1);
        assertThat(gone).isEmpty();
        pool.pass(Duration.ofSeconds(30).toNanos() + 1);
        assertThat(gone).containsExactly("submit");

        scheduler.submitAnswered();
        scheduler.refused(CallKind.SUBMIT, Duration.ZERO);
        submit();
        pool.pass(2 * SPACING);

        assertThat(gone).containsExactly("submit", "submit");
    }

    @Test
    void aBudgetThatIsAwayWhenACallIsRefusedIsReducedLater() {
        store.away(true);
        scheduler.refused(CallKind.POLL, Duration.ZERO);
        store.away(false);
        takeTheFirstToken();
        for (int i = 0; i < 20; i++) {
            other("housekeeping");
        }
        pool.pass(8 * SPACING);

        assertThat(budget.share()).isEqualTo(0.5);
        assertThat(gone).hasSize(5);
    }

    private void takeTheFirstToken() {
        other("first");
    }

    /** Who has a slot may wait for a permit for long, where there are many slots and few calls. */
    @Test
    void submitsTakeTurnsTooAndUrgentOnesGoFirst() {
        takeTheFirstToken();
        submit("row-1", Source.ofRow(Source.ofFile("table.csv", 0), "batch", 1, ""));
        submit("row-2", Source.ofRow(Source.ofFile("table.csv", 0), "batch", 2, ""));
        submit("single", Source.ofFile("single.json", 0));
        submit("urgent", Source.ofFile("urgent.json", 0).asUrgent());

        pool.pass(5 * SPACING);

        assertThat(gone).containsExactly("first", "urgent", "row-1", "single", "row-2");
    }

    private void submit(String id, Source source) {
        scheduler.permitForSubmit(TestTasks.received(id, source)).thenRun(() -> gone.add(id));
    }

    private void submit() {
        scheduler.permitForSubmit(TestTasks.received("shot-7", Map.of())).thenRun(() -> gone.add("submit"));
    }

    private void other(String name) {
        scheduler.permitForOther().thenRun(() -> gone.add(name));
    }

    private void poll(String name) {
        String taskId = name.equals("task") ? name + tasks++ : name;
        Instant now = TestTasks.THEN.plusNanos(time.currentTimeNanos());
        scheduler.permitForPoll(TestTasks.submitting().accepted(taskId, now)).thenRun(() -> gone.add(name));
    }

    /** Ten calls in an hour: the eleventh waits for minutes. */
    @Test
    void aSubmitThatWaitsForAMinuteIsToldOnceWithTheSetting() {
        RequestBudget small = new RequestBudget(10, Duration.ofHours(1), new MeteredBudgetStore(time));
        CallScheduler slow = new CallScheduler(
                TestSettings.with().urgent(),
                TestSettings.with().shares(),
                small,
                backoff,
                polling,
                () -> true,
                pool,
                new CallListener() {},
                () -> TestTasks.THEN.plusNanos(time.currentTimeNanos()),
                time);
        try (LogTrap log = LogTrap.of("vidu.budget", Level.INFO)) {
            for (int i = 0; i < 12; i++) {
                slow.permitForSubmit(TestTasks.received("shot-7", Map.of()));
            }
            pool.pass(Duration.ofSeconds(59).toNanos());
            assertThat(log.lines()).isEmpty();

            pool.pass(Duration.ofSeconds(301).toNanos());

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("INFO")
                    .contains("wait for a permit", "vidu.limits.requests");
        }
    }
}
