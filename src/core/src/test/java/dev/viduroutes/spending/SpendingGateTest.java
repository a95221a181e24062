package dev.viduroutes.spending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.viduroutes.failure.RequestRefusedException;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.inflight.IdlePlaces;
import dev.viduroutes.inflight.Place;
import dev.viduroutes.limits.ApiAccounts;
import dev.viduroutes.limits.Gate;
import dev.viduroutes.limits.SlotStore;
import dev.viduroutes.limits.SubmitGate;
import dev.viduroutes.limits.SubmitWaits;
import dev.viduroutes.limits.TaskSlots;
import dev.viduroutes.limits.TestAccounts;
import dev.viduroutes.money.BalanceStore;
import dev.viduroutes.money.CapRaise;
import dev.viduroutes.money.SpendingStore;
import dev.viduroutes.request.Request;
import dev.viduroutes.request.Source;
import dev.viduroutes.request.Task;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.TestSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who waits for a cap, who is refused, and who goes on. */
class SpendingGateTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String DATE = "Sun, 01 Mar 2026 12:00:00 GMT";

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<String> freed = new ArrayList<>();
    private final Store store = new Store();
    private final Balances balances = new Balances();
    private final Gate ofDefault = Gate.opened();
    private boolean slotsAreTaken;
    private SubmitWaits waits;
    private SpendingClock clock;
    private String date = DATE;
    private long nanos;

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    private static final class Store implements SpendingStore {

        private final Map<Sum, Long> sums = new HashMap<>();
        private List<CapRaise> raised = List.of();
        private boolean away;
        private int asked;

        @Override
        public List<CapRaise> raises(String day) {
            return raised;
        }

        @Override
        public Map<Sum, Long> spent(String day, String since, boolean ofProjects) throws SQLException {
            asked++;
            if (away) {
                throw new SQLException("away");
            }
            return Map.copyOf(sums);
        }

        void spend(String project, long seconds) {
            sums.put(new Sum("", "2026-03-01", project, ""), seconds);
        }
    }

    private SpendingGate gate(String... overrides) {
        Settings settings = TestSettings.with(overrides);
        TaskSlots slots = new TaskSlots(settings, new Slots(), timer);
        SubmitGate submits = new SubmitGate() {
            @Override
            public CompletionStage<Void> whenOpen() {
                return ofDefault.whenOpen();
            }

            @Override
            public boolean isShut() {
                return ofDefault.isShut();
            }
        };
        ApiAccounts accounts = TestAccounts.with(submits, slots);
        waits = new SubmitWaits(accounts, null);
        clock = new SpendingClock(settings.caps(), () -> NOW.plusNanos(nanos), () -> nanos);
        if (!date.isEmpty()) {
            clock.heard(date);
        }
        return new SpendingGate(
                settings, store, clock, waits, accounts, new BalanceFloors(settings, balances), () -> nanos);
    }

    private final class Slots implements SlotStore {

        @Override
        public boolean take(String holder) {
            return !slotsAreTaken;
        }

        @Override
        public void free(String holder) {
            freed.add(holder);
        }

        @Override
        public boolean holds(String holder) {
            return false;
        }

        @Override
        public int inUse() {
            return 0;
        }
    }

    private static Task task(String id, int seconds, String project) {
        var body = JsonNodeFactory.instance.objectNode();
        body.putObject("input").put("prompt", "a fox").put("duration", seconds);
        return new Task(new Request(
                        id,
                        Source.ofFile(id + ".json", 1),
                        body,
                        body,
                        project.isEmpty() ? Map.of() : Map.of("project", project),
                        "vidu-q3",
                        "text-to-video",
                        NOW,
                        true,
                        false,
                        List.of()))
                .claimed(1);
    }

    private void aSecondLater() {
        nanos += Duration.ofSeconds(1).toNanos();
    }

    @Test
    void whatPassedCountsUntilItIsRecorded() {
        SpendingGate gate = gate("vidu.cap.day", "10s");

        assertThat(gate.holds(task("a", 6, ""), null)).isFalse();
        assertThat(gate.holds(task("b", 6, ""), null)).isTrue();
        assertThat(gate.holds(task("c", 4, ""), null)).isFalse();
        assertThat(gate.holds(task("a", 6, ""), null))
                .as("it does not wait for itself")
                .isFalse();
        gate.recorded(task("a", 6, ""));
        assertThat(gate.holds(task("b", 6, ""), null))
                .as("it was not reserved after all")
                .isFalse();
    }

    @Test
    void whatTheJournalHasIsLookedAtOnceASecond() {
        SpendingGate gate = gate("vidu.cap.day", "10s");
        store.spend("", 8);
        for (int i = 0; i < 100; i++) {
            assertThat(gate.holds(task("t" + i, 3, ""), null)).isTrue();
        }
        assertThat(store.asked).isEqualTo(1);
        store.spend("", 0);
        aSecondLater();

        assertThat(gate.holds(task("t1", 3, ""), null)).isFalse();
    }

    @Test
    void aJournalThatIsAwayLetsNobodyThroughWhoWaited() {
        SpendingGate gate = gate("vidu.cap.day", "10s");
        store.spend("", 8);
        assertThat(gate.holds(task("a", 3, ""), null)).isTrue();
        store.away = true;
        aSecondLater();

        assertThat(gate.holds(task("a", 3, ""), null)).isTrue();
        assertThat(gate.holds(task("b", 2, ""), null)).isFalse();
    }

    @Test
    void whoWaitsGivesItsSlotBackOnce() {
        SpendingGate gate = gate("vidu.cap.day", "10s");
        store.spend("", 8);
        for (int i = 0; i < 5; i++) {
            gate.holds(task("a", 3, ""), null);
        }
        assertThat(freed).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void whatNeverFitsIsRefusedAndWhatMayFitLaterWaits() {
        SpendingGate gate = gate("vidu.cap.day", "10s");
        store.spend("", 8);

        assertThatThrownBy(() -> gate.check(task("a", 11, "")))
                .isInstanceOf(RequestRefusedException.class)
                .hasMessageContaining("it may cost 11s; vidu.cap.day is 10s");
        assertThatCode(() -> gate.check(task("a", 10, ""))).doesNotThrowAnyException();
        assertThat(gate.holds(task("a", 10, ""), null)).isTrue();
        assertThatThrownBy(() ->
                        gate("vidu.cap.day", "10s", "vidu.cap.action", "refuse").check(task("a", 3, "")))
                .hasMessageContaining(
                        "it may cost 3s; vidu.cap.day is 10s, of which less is left until 2026-03-01 is over");
    }

    @Test
    void aCapOfNothingIsAPause() {
        SpendingGate gate = gate("vidu.cap.day", "0s");

        assertThatCode(() -> gate.check(task("a", 1, ""))).doesNotThrowAnyException();
        assertThat(gate.holds(task("a", 1, ""), null)).isTrue();
    }

    @Test
    void projectsHaveTheirOwnCapOrThatOfEachOrNone() {
        SpendingGate gate = gate(
                "vidu.cap.project.*.day",
                "5s",
                "vidu.cap.project.trailers.day",
                "9s",
                "vidu.cap.project.free.day",
                "none");

        assertThat(gate.holds(task("a", 4, "spring"), null)).isFalse();
        assertThat(gate.holds(task("b", 4, "spring"), null)).isTrue();
        assertThat(gate.holds(task("c", 4, "autumn"), null)).isFalse();
        assertThat(gate.holds(task("d", 9, "trailers"), null)).isFalse();
        assertThat(gate.holds(task("e", 16, "free"), null)).isFalse();
        assertThat(gate.holds(task("f", 16, "free"), null)).isFalse();
        assertThat(gate.holds(task("g", 16, ""), null)).isFalse();
    }

    @Test
    void noNameOfAProjectIsAnotherInTheJournal() {
        SpendingGate gate = gate("vidu.cap.project.*.day", "5s");
        store.spend("a\uFFFD", 5);

        assertThat(gate.holds(task("a", 1, "a\u0000"), null)).isTrue();
    }

    @Test
    void whoIsWithdrawnWaitsForNothing() {
        SpendingGate gate = gate("vidu.cap.day", "10s");
        store.spend("", 10);
        waits.end(Set.of(SubmitWaits.key("a", 1)));

        assertThat(gate.holds(task("a", 3, ""), null)).isFalse();
        assertThatCode(() -> gate.check(task("a", 11, ""))).doesNotThrowAnyException();
    }

    @Test
    void whileNobodyKnowsWhatDayItIsAllWaitAndNoneIsRefused() {
        date = "";
        SpendingGate gate = gate("vidu.cap.day", "10s", "vidu.cap.action", "refuse");

        assertThatCode(() -> gate.check(task("a", 11, ""))).doesNotThrowAnyException();
        assertThat(gate.holds(task("a", 1, ""), null)).isTrue();
        clock.heard(DATE);

        assertThatThrownBy(() -> gate.check(task("a", 11, ""))).isInstanceOf(RequestRefusedException.class);
        assertThat(gate.holds(task("b", 1, ""), null)).isFalse();
    }

    private void spendAndLook(long seconds) {
        store.spend("", seconds);
        aSecondLater();
    }

    @Test
    void ofAProjectWhoBeganToWaitFirstGoesFirst() {
        SpendingGate gate = gate("vidu.cap.day", "10s");
        store.spend("", 10);
        assertThat(gate.holds(task("a", 3, "sea"), null)).isTrue();
        assertThat(gate.holds(task("b", 3, "sea"), null)).isTrue();
        assertThat(gate.holds(task("other", 3, "land"), null)).isTrue();
        spendAndLook(5);

        assertThat(gate.holds(task("c", 3, "sea"), null)).as("it has just come").isTrue();
        assertThat(gate.holds(task("b", 3, "sea"), null)).as("a is before it").isTrue();
        assertThat(gate.holds(task("d", 2, "sea"), null))
                .as("beside a there is room for it")
                .isFalse();
        assertThat(gate.holds(task("a", 3, "sea"), null)).isFalse();
    }

    @Test
    void whatCostsLessTakesNoRoomFromWhoWaitedFirst() {
        SpendingGate gate = gate("vidu.cap.day", "10s");
        store.spend("", 8);
        assertThat(gate.holds(task("dear", 8, "sea"), null)).isTrue();
        assertThat(gate.holds(task("a", 2, "sea"), null))
                .as("what is left is too little for it")
                .isFalse();
        gate.recorded(task("a", 2, "sea"));
        store.spend("", 10);
        for (int i = 0; i < 20; i++) {
            assertThat(gate.holds(task("t" + i, 1, "sea"), null)).isTrue();
        }
        spendAndLook(0);

        for (int i = 0; i < 20; i++) {
            boolean fits = i < 2;
            assertThat(gate.holds(task("t" + i, 1, "sea"), null)).as("t%d", i).isEqualTo(!fits);
        }
        assertThat(gate.holds(task("dear", 8, "sea"), null)).isFalse();
    }

    @Test
    void whatAnotherCapHoldsTakesNoRoom() {
        SpendingGate gate = gate("vidu.cap.day", "10s", "vidu.cap.project.sea.day", "3s");
        store.spend("", 10);
        store.spend("sea", 3);
        assertThat(gate.holds(task("a", 3, "sea"), null)).isTrue();
        assertThat(gate.holds(task("b", 8, "land"), null)).isTrue();
        spendAndLook(1);

        assertThat(gate.holds(task("b", 8, "land"), null)).isFalse();
    }

    @Test
    void projectsTakeTurnsInWhatIsLeft() {
        SpendingGate gate = gate("vidu.cap.day", "4s");
        store.spend("", 4);
        for (int i = 0; i < 10; i++) {
            assertThat(gate.holds(task("sea" + i, 1, "sea"), null)).isTrue();
        }
        assertThat(gate.holds(task("land", 1, "land"), null)).isTrue();
        spendAndLook(2);

        assertThat(gate.holds(task("sea1", 1, "sea"), null)).isTrue();
        assertThat(gate.holds(task("land", 1, "land"), null)).isFalse();
        assertThat(gate.holds(task("sea0", 1, "sea"), null)).isFalse();
    }

    @Test
    void withRoomForAllNobodyWaitsForOthers() {
        SpendingGate gate = gate("vidu.cap.day", "10s");
        store.spend("", 10);
        List.of("a", "b", "c").forEach(id -> gate.holds(task(id, 3, ""), null));
        spendAndLook(0);

        List.of("c", "b", "a")
                .forEach(id ->
                        assertThat(gate.holds(task(id, 3, ""), null)).as(id).isFalse());
    }

    @Test
    void whoAsksNoMoreHoldsNobodyUp() {
        SpendingGate gate = gate("vidu.cap.day", "10s");
        store.spend("", 10);
        gate.holds(task("gone", 3, ""), null);
        gate.holds(task("dear", 5, ""), null);
        spendAndLook(7);
        assertThat(gate.holds(task("b", 3, ""), null)).isTrue();
        for (int i = 0; i < 80; i++) {
            aSecondLater();
            gate.holds(task("dear", 5, ""), null);
        }

        assertThat(gate.holds(task("b", 3, ""), null)).isFalse();
    }

    @Test
    void whoWentAwayAndWasTheLastIsForgottenToo() {
        SpendingGate gate = gate("vidu.cap.day", "10s");
        store.spend("", 10);
        gate.holds(task("gone", 8, ""), null);
        store.spend("", 0);
        nanos += Duration.ofMinutes(2).toNanos();

        assertThat(gate.waiting()).isZero();
        assertThat(gate.holds(task("b", 8, ""), null)).isFalse();
    }

    @Test
    void aProcessThatStoodStillTakesNobodysTurnAway() {
        SpendingGate gate = gate("vidu.cap.day", "10s");
        store.spend("", 10);
        gate.holds(task("a", 8, ""), null);
        gate.holds(task("b", 8, ""), null);
        nanos += Duration.ofSeconds(30).toNanos();
        store.spend("", 0);

        for (int i = 0; i < 3; i++) {
            assertThat(gate.holds(task("b", 8, ""), null)).as("a is first").isTrue();
            aSecondLater();
        }
        assertThat(gate.holds(task("a", 8, ""), null)).isFalse();
    }

    private static Task at(String account, String id, int seconds) {
        return task(id, seconds, "").at(account);
    }

    @Test
    void whatPassedForAnAccountThatIsShutTakesNothingUntilItHasItsSlot() {
        SpendingGate gate = gate("vidu.cap.day", "10s");
        ofDefault.shut();
        assertThat(gate.holds(at("default", "a", 6), null)).isFalse();

        assertThat(gate.holds(at("another", "b", 6), null)).isFalse();

        ofDefault.open(() -> {});
        assertThat(gate.stillPasses(at("default", "a", 6), null)).isFalse();
        assertThat(freed).containsExactly("a");
        assertThat(gate.isWaiting("a")).isTrue();
        gate.recorded(at("another", "b", 6));
        assertThat(gate.stillPasses(at("default", "a", 6), null))
                .as("b was not reserved after all")
                .isTrue();
    }

    @Test
    void whatWaitsForItsSlotWhenItsAccountShutsGivesItsPartBack() {
        SpendingGate gate = gate("vidu.cap.day", "10s");
        gate.holds(at("default", "a", 6), null);
        assertThat(gate.holds(at("another", "b", 6), null)).isTrue();

        ofDefault.shut();

        assertThat(gate.holds(at("another", "b", 6), null)).isFalse();
    }

    @Test
    void whatWaitsForACapAtAnAccountThatIsShutTakesNoTurn() {
        SpendingGate gate = gate("vidu.cap.day", "10s");
        store.spend("", 10);
        assertThat(gate.holds(at("default", "a", 6), null)).isTrue();
        assertThat(gate.holds(at("another", "b", 6), null)).isTrue();
        ofDefault.shut();
        spendAndLook(0);

        assertThat(gate.holds(at("another", "b", 6), null)).isFalse();
    }

    @Test
    void whatPassedAndIsNotOnRecordRefusesNobody() {
        SpendingGate gate = gate("vidu.cap.day", "10s", "vidu.cap.action", "refuse");
        gate.holds(task("a", 6, ""), null);

        assertThatCode(() -> gate.check(task("b", 6, ""))).doesNotThrowAnyException();
        assertThat(gate.holds(task("b", 6, ""), null)).isTrue();
        store.spend("", 6);
        gate.recorded(task("a", 6, ""));

        assertThatThrownBy(() -> gate.check(task("b", 6, ""))).isInstanceOf(RequestRefusedException.class);
        assertThat(gate.isWaiting("b")).isFalse();
    }

    @Test
    void whatDiedBetweenGateAndRecordIsForgottenAndWhatWaitsForItsSlotIsNot() {
        SpendingGate gate = gate("vidu.cap.day", "10s");
        gate.holds(task("died", 6, ""), null);
        slotsAreTaken = true;
        gate.holds(task("waits", 4, ""), null);
        waits.slotFor(task("waits", 4, ""), null);
        nanos += Duration.ofMinutes(1).toNanos();

        assertThat(gate.holds(task("b", 7, ""), null)).isTrue();
        assertThat(gate.holds(task("c", 6, ""), null)).isFalse();
    }

    @Test
    void aCapOfNothingThatIsRaisedByLittleDestroysNothingThatWaitedForIt() {
        SpendingGate gate = gate("vidu.cap.day", "0s");
        assertThat(gate.holds(task("a", 16, ""), null)).isTrue();
        store.raised = List.of(new CapRaise("vidu.cap.day", "2026-03-01", "", "", 10, "anna", NOW));
        aSecondLater();

        assertThatCode(() -> gate.check(task("a", 16, ""))).doesNotThrowAnyException();
        assertThat(gate.holds(task("a", 16, ""), null)).isTrue();
        assertThat(gate.holds(task("b", 10, ""), null)).isFalse();
    }

    @Test
    void whoWaitsNeedsNoPlaceAndNeitherDoesWhoeverBringsItAgain() {
        SpendingGate gate = gate("vidu.cap.day", "10s");
        store.spend("", 8);
        IdlePlaces places = new IdlePlaces(10);
        Place first = places.place();
        Place again = places.place();
        assertThat(gate.holds(task("a", 3, ""), first)).isTrue();
        gate.follow(task("a", 3, ""), false, again);
        gate.follow(task("running", 3, ""), false, places.place());
        assertThat(places.count()).isEqualTo(2);
        spendAndLook(0);

        assertThat(gate.holds(task("a", 3, ""), first)).isFalse();
        gate.follow(task("a", 3, ""), false, again);

        assertThat(places.count()).isZero();
    }

    /** 10 USD of which nothing is reserved. */
    private static final class Balances implements BalanceStore {

        private CountDownLatch answers = new CountDownLatch(0);
        private final CountDownLatch hangs = new CountDownLatch(1);

        @Override
        public Optional<Instant> ask(String account) {
            return Optional.empty();
        }

        @Override
        public void answered(String account, Instant askedAt, long micros) {}

        @Override
        public Optional<Balance> balance(String account) {
            if (answers.getCount() > 0) {
                hangs.countDown();
            }
            try {
                answers.await();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
            return Optional.of(new Balance(10_000_000, 0, NOW));
        }

        @Override
        public Instant time() {
            return NOW;
        }
    }

    @Test
    void whatPassedAndIsNotRecordedLeavesLessOfTheBalanceToo() {
        SpendingGate gate = gate("vidu.price.*.*", "1", "vidu.balance.floor", "2", "vidu.cap.action", "refuse");
        IdlePlaces places = new IdlePlaces(10);

        assertThat(gate.holds(task("a", 5, "").at("default"), null)).isFalse();
        assertThat(gate.holds(task("b", 4, "").at("default"), places.place())).isTrue();
        assertThat(places.count()).isOne();
        assertThatCode(() -> gate.check(task("b", 4, "").at("default")))
                .as("no cap, so it waits")
                .doesNotThrowAnyException();
        assertThat(gate.holds(task("c", 3, "").at("default"), null)).isFalse();
        assertThat(gate.quoteOf(task("d", 3, "").at("default")).floor()).isEqualTo(2_000_000);
        assertThat(gate.hasRoom(task("b", 4, ""), "default")).isFalse();
        assertThat(gate.hasRoom(task("b", 4, ""), "another")).isTrue();
        gate.recorded(task("a", 5, "").at("default"));
        assertThat(gate.holds(task("b", 4, "").at("default"), null)).isFalse();
    }

    @Test
    void whileTheJournalHangsWithABalanceNobodyElseWaits() throws Exception {
        SpendingGate gate = gate("vidu.price.*.*", "1", "vidu.balance.floor", "2");
        gate.holds(at("default", "a", 1), null);
        gate.recorded(at("default", "before", 1));
        balances.answers = new CountDownLatch(1);
        CompletableFuture<Boolean> hung = CompletableFuture.supplyAsync(() -> gate.holds(at("default", "b", 1), null));
        assertThat(balances.hangs.await(10, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Boolean> other = CompletableFuture.supplyAsync(() -> {
            gate.isWaiting("a");
            boolean holds = gate.holds(at("default", "c", 1), null);
            gate.recorded(at("default", "a", 1));
            return holds || !gate.hasRoom(at("default", "d", 1), "default");
        });

        assertThat(other.get(10, TimeUnit.SECONDS)).isFalse();
        assertThat(hung).isNotDone();
        balances.answers.countDown();
        assertThat(hung.get(10, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void whoWaitedForTheDayFirstIsToldToWaitForItsCap() {
        date = "";
        SpendingGate gate = gate("vidu.cap.day", "10s");
        store.spend("", 10);
        try (LogTrap log = LogTrap.of("vidu.spending", Level.WARN)) {
            assertThat(gate.holds(task("a", 1, ""), null)).isTrue();
            clock.heard(DATE);
            assertThat(gate.holds(task("a", 1, ""), null)).isTrue();
            assertThat(gate.holds(task("a", 1, ""), null)).isTrue();

            assertThat(log.lines())
                    .filteredOn(line -> line.contains("requests wait"))
                    .hasSize(1);
        }
    }

    @Test
    void whoIsToldThatRequestsWaitIsToldWhatIsSpentNow() {
        SpendingGate gate = gate("vidu.cap.day", "10s");
        gate.holds(task("passed", 9, ""), null);
        gate.holds(task("a", 3, ""), null);

        assertThat(gate.event()).hasValueSatisfying(event -> {
            assertThat(event.isOfWaiting()).isTrue();
            assertThat(event.spent()).isEqualTo(9);
        });
    }

    @Test
    void theLogSaysWhenAllOfACapIsSpentAndWhenNothingMayBe() {
        try (LogTrap log = LogTrap.of("vidu.spending", Level.WARN)) {
            SpendingGate gate = gate("vidu.cap.day", "10s");
            store.spend("", 10);
            gate.look();
            gate("vidu.cap.day", "0s").holds(task("a", 3, ""), null);

            assertThat(log.lines())
                    .anySatisfy(line -> assertThat(line).endsWith("spent=10s of=10s: all of it is spent or reserved"))
                    .anySatisfy(line -> assertThat(line)
                            .endsWith("requests wait, since nothing may be spent; they go on with a higher cap"))
                    .noneSatisfy(line -> assertThat(line).contains("is over"));
        }
    }

    @Test
    void whoOnlyAsksForRoomIsNoReasonToWarn() {
        try (LogTrap log = LogTrap.of("vidu.spending", Level.WARN)) {
            SpendingGate gate = gate("vidu.cap.day", "10s");
            store.spend("", 10);
            gate.hasRoom(task("a", 3, ""), "default");
            assertThat(log.lines()).isEmpty();
            gate.look();
            assertThat(log.lines()).hasSize(1);
        }
    }
}
