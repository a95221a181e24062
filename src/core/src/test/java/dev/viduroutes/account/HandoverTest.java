package dev.viduroutes.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.inflight.IdlePlaces;
import dev.viduroutes.inflight.Place;
import dev.viduroutes.lifecycle.WorkerPool;
import dev.viduroutes.limits.ApiAccounts;
import dev.viduroutes.limits.SubmitWaits;
import dev.viduroutes.limits.TestAccounts;
import dev.viduroutes.request.Request;
import dev.viduroutes.request.Source;
import dev.viduroutes.request.Task;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.TestSettings;
import dev.viduroutes.spending.BalanceFloors;
import dev.viduroutes.spending.SpendingClock;
import dev.viduroutes.spending.SpendingGate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that wait for a slot of one account, and what becomes of them when another one can take them. */
class HandoverTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final int MANY = 10_000;

    private final WorkerPool pool = new WorkerPool(TestSettings.with());
    private final IdlePlaces places = new IdlePlaces(MANY);
    private final List<Task> gone = new ArrayList<>();
    private ApiAccounts accounts;
    private SubmitWaits waits;
    private SpendingGate spending;
    private Handover handover;

    @AfterEach
    void close() {
        pool.shutdownNow();
    }

    private void start(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "vidu.accounts", "studio,agency",
                "vidu.account.studio.key", "key-of-studio",
                "vidu.account.agency.key", "key-of-agency",
                "vidu.account.studio.concurrent-tasks", "1",
                "vidu.account.agency.concurrent-tasks", "1",
                "vidu.cap.clock", "journal"));
        all.addAll(List.of(more));
        Settings settings = TestSettings.with(all.toArray(String[]::new));
        accounts = TestAccounts.of(settings, pool);
        waits = new SubmitWaits(accounts, pool);
        spending = new SpendingGate(
                settings,
                (day, since, ofProjects) -> Map.of(),
                new SpendingClock(settings, () -> NOW),
                waits,
                accounts,
                new BalanceFloors(settings, null));
        AccountChoice choice = new AccountChoice(settings, accounts, spending);
        handover = new Handover(settings, accounts, choice, waits, () -> 0);
    }

    private static Task task(String id, String project, boolean urgent, String account) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("input").put("duration", 5).put("resolution", "720p");
        Source source = Source.ofExchange(id, urgent);
        Map<String, String> metadata = project.isEmpty() ? Map.of() : Map.of("project", project);
        return new Task(new Request(
                        id,
                        source,
                        body,
                        body,
                        metadata,
                        "vidu-q3",
                        "text-to-video",
                        NOW,
                        true,
                        false,
                        account,
                        List.of()))
                .claimed(1);
    }

    private CompletableFuture<Task> waitAt(String account, Task task) {
        CompletableFuture<Task> slot =
                waits.slotFor(task.at(account), places.place()).toCompletableFuture();
        slot.thenAccept(had -> {
            synchronized (gone) {
                gone.add(had);
            }
        });
        return slot;
    }

    private void fill(String... names) throws Exception {
        for (String name : names) {
            waitAt(name, task("first-of-" + name, "", false, "")).get(10, TimeUnit.SECONDS);
        }
        synchronized (gone) {
            gone.clear();
        }
    }

    /** @return the one that has the slot of agency now */
    private Task next(String before) throws Exception {
        accounts.named("agency").slots().freeFor(task(before, "", false, ""));
        handover.look();
        for (long until = System.nanoTime() + Duration.ofSeconds(10).toNanos(); System.nanoTime() < until; ) {
            synchronized (gone) {
                if (!gone.isEmpty()) {
                    return gone.remove(0);
                }
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("nobody got the slot");
    }

    @Test
    void whatIsUrgentGoesToAFreeAccountFirst() throws Exception {
        start("vidu.account.choice", "first-free");
        fill("studio", "agency");
        waitAt("studio", task("plain", "", false, ""));
        waitAt("studio", task("bound", "", true, "studio"));
        waitAt("studio", task("urgent", "", true, ""));

        Task first = next("first-of-agency");
        assertThat(first.request().id()).isEqualTo("urgent");
        assertThat(first.account()).isEqualTo("agency");
        assertThat(next("urgent").request().id()).isEqualTo("plain");
    }

    @Test
    void projectsGoToAFreeAccountByTheirShares() throws Exception {
        start("vidu.account.choice", "first-free", "vidu.share.large", "3", "vidu.share.small", "1");
        fill("studio", "agency");
        for (int i = 0; i < 12; i++) {
            waitAt("studio", task("small" + i, "small", false, ""));
        }
        for (int i = 0; i < 12; i++) {
            waitAt("studio", task("large" + i, "large", false, ""));
        }
        String before = "first-of-agency";
        int large = 0;
        for (int i = 0; i < 8; i++) {
            Task moved = next(before);
            before = moved.request().id();
            large += moved.request().project().equals("large") ? 1 : 0;
        }

        assertThat(large).isEqualTo(6);
    }

    @Test
    void aChangeOfTheAccountIsToldOnceWithItsReason() throws Exception {
        start("vidu.account.handover", "true");
        fill("studio", "agency");
        waitAt("studio", task("r", "", false, ""));
        try (LogTrap log = LogTrap.of("vidu.account", Level.INFO)) {
            accounts.named("studio").slots().hold();
            handover.look();
            handover.look();

            assertThat(log.lines())
                    .filteredOn(line -> line.contains("requestId"))
                    .singleElement()
                    .asString()
                    .contains("requestId=r account=agency from=studio: studio is held for refused content");
        }
    }

    /** Else what waits would only be more in memory. */
    @Test
    void placesAreGivenUpForThoseOfAnotherAccountAndForNobodyElse() throws Exception {
        start();
        fill("studio", "agency");
        Place place = places.place();
        waits.slotFor(task("r", "", false, "").at("studio"), place);

        handover.look();
        assertThat(place.isIdle()).as("both are busy").isFalse();
        accounts.named("agency").slots().freeFor(task("first-of-agency", "", false, ""));
        handover.look();
        assertThat(place.isIdle()).as("agency has a slot").isTrue();
        assertThat(waits.isIdle("r")).isTrue();
        accounts.named("studio").slots().hold();
        accounts.named("agency").slots().hold();
        handover.look();
        assertThat(place.isIdle()).as("both are held").isFalse();
        accounts.named("agency").slots().release();
        handover.look();
        assertThat(place.isIdle()).as("studio alone is held").isTrue();
        waits.end(Set.of(SubmitWaits.key("r", 1)));
        await().until(() -> !place.isIdle() && !waits.isIdle("r"));
    }

    /** Ten times as many take about ten times as long, and not a hundred times. */
    @Test
    void aLookTakesAsLongAsThereAreRequestsAndNotAsTheirSquare() throws Exception {
        start(
                "vidu.account.choice",
                "first-free",
                "vidu.account.studio.cap.day",
                "900000s",
                "vidu.account.agency.cap.day",
                "4s");
        fill("studio");
        hold(0, MANY / 10);
        long few = bestLookNanos();
        hold(MANY / 10, MANY);
        long many = bestLookNanos();

        assertThat(gone).isEmpty();
        assertThat(many).isLessThan(40 * few);
    }

    private void hold(int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            Task task = task("r" + i, "p" + i % 50, i % 10 == 0, "").at("studio");
            assertThat(spending.holds(task, null)).isFalse();
            waitAt("studio", task);
        }
    }

    private long bestLookNanos() {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 8; i++) {
            long begun = System.nanoTime();
            handover.look();
            best = Math.min(best, System.nanoTime() - begun);
        }
        return best;
    }
}
