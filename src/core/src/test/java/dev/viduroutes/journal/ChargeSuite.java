package dev.viduroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.FailureClass;
import dev.viduroutes.money.CapExceededException;
import dev.viduroutes.money.CapRaise;
import dev.viduroutes.money.Quote;
import dev.viduroutes.money.SpendingStore.Sum;
import dev.viduroutes.request.RetryReason;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import dev.viduroutes.settings.CapSettings.Limit;
import dev.viduroutes.settings.CapSettings.Period;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is reserved before each submit, and what becomes of it. */
abstract class ChargeSuite extends Nodes {

    private static final Limit DAY = new Limit("vidu.cap.day", Period.DAY, "", "", 12);
    private boolean spoiled;

    /** Whatever a test did, unless it lost a part of the journal. */
    @AfterEach
    void sumsAreThoseOfTheEntries() throws SQLException {
        if (!spoiled) {
            LedgerCheck.assertSumsAreThoseOfEntries(node().journals().database());
        }
    }

    private static final Limit MONTH = new Limit("vidu.cap.month", Period.MONTH, "", "USD", 1_300_000);

    private static Quote of(String day, String since, Limit... caps) {
        return new Quote("default", false, "", "text-to-video", 5, 120_000, "USD", false, List.of(caps), day, since);
    }

    private Quote quote(String project, Limit... caps) {
        return new Quote(
                "default", false, project, "text-to-video", 5, 120_000, "USD", false, List.of(caps), today(), today());
    }

    private Task intent(Node node, Task received, Limit... caps) throws Exception {
        Task submitting = received.submitting();
        node.journal().recordIntent(submitting, quote("", caps));
        return submitting;
    }

    private Task intent(Node node, String id, Limit... caps) throws Exception {
        return intent(node, node.granted(Samples.task(id)), caps);
    }

    private String today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString();
    }

    private long seconds(Node node) throws SQLException {
        return spent(node, today(), "", "");
    }

    private long spent(Node node, String period, String project, String currency) throws SQLException {
        return node.journals()
                .charges()
                .spent(today(), today(), true)
                .getOrDefault(new Sum("default", period, project, currency), 0L);
    }

    private static List<String> entries(Node node, String id) throws SQLException {
        return node.journals()
                .database()
                .query(
                        row -> row.getInt("charge") + " " + row.getInt("entry") + " " + row.getString("state") + " "
                                + row.getString("task_id"),
                        "SELECT * FROM vidu_charge WHERE request_id = ? ORDER BY charge, entry",
                        id);
    }

    private static Failure failure(FailureClass kind, Billing billing) {
        return new Failure("CODE", "why", kind, billing);
    }

    @Test
    void aVideoIsReservedAndThenCharged() throws Exception {
        Node node = node();
        Task running = node.record(Samples.running(intent(node, "r")));
        assertThat(entries(node, "r")).containsExactly("1 1 RESERVED ");
        Task succeeded = node.record(running.succeeded(List.of("https://cdn/1.mp4"), Samples.NOW));

        node.settle(succeeded.allStored(Samples.NOW));
        node.settle(succeeded.allStored(Samples.NOW));

        assertThat(entries(node, "r")).containsExactly("1 1 RESERVED ", "1 2 CHARGED task-r");
        assertThat(seconds(node)).isEqualTo(5);
        assertThat(spent(node, today(), "", "USD")).isEqualTo(600_000);
        assertThat(spent(node, today().substring(0, 7), "", "USD")).isEqualTo(600_000);
    }

    @Test
    void whatCreatedNoTaskIsGivenBackHoweverOften() throws Exception {
        Node node = node();
        Task received = node.granted(Samples.task("r"));
        Task notSent = node.record(intent(node, received).notSent("no route", Duration.ZERO));
        assertThat(seconds(node)).isZero();
        Task notAccepted = node.record(intent(node, notSent).notAccepted(RetryReason.NETWORK, "429", Duration.ZERO));
        assertThat(seconds(node)).isZero();
        Task refused = intent(node, notAccepted);
        assertThat(seconds(node)).isEqualTo(5);

        node.settle(refused.failed(failure(FailureClass.INPUT, Billing.NONE), Samples.NOW));

        assertThat(seconds(node)).isZero();
        assertThat(spent(node, today().substring(0, 7), "", "USD")).isZero();
        assertThat(entries(node, "r"))
                .containsExactly(
                        "1 1 RESERVED ",
                        "1 2 RELEASED ",
                        "2 1 RESERVED ",
                        "2 2 RELEASED ",
                        "3 1 RESERVED ",
                        "3 2 RELEASED ");
    }

    /** Its submits are counted anew then. */
    @Test
    void aRequestThatIsPutBackReservesAndSettlesLikeTheFirstTime() throws Exception {
        Node node = node();
        Task again = node.record(intent(node, "r").notAccepted(RetryReason.NETWORK, "429", Duration.ZERO));
        node.settle(intent(node, again).failed(failure(FailureClass.INPUT, Billing.NONE), Samples.NOW));
        node.journal().leave(again);
        Task back = node.granted(Samples.task("r", "a fox", 2));
        assertThat(back.submits()).isZero();
        for (int unsent = 0; unsent < 3; unsent++) {
            back = node.record(intent(node, back).notSent("no route", Duration.ZERO));
            assertThat(seconds(node)).isZero();
        }
        Task running = node.record(Samples.running(intent(node, back)));
        assertThat(seconds(node)).isEqualTo(5);
        Task succeeded = node.record(running.succeeded(List.of("https://cdn/1.mp4"), Samples.NOW));

        node.settle(succeeded.allStored(Samples.NOW));

        assertThat(entries(node, "r")).hasSize(12).endsWith("6 1 RESERVED ", "6 2 CHARGED task-r");
        assertThat(seconds(node)).isEqualTo(5);
    }

    @Test
    void aVideoOfASubmitThatWasGivenBackCountsAfterAll() throws Exception {
        Node node = node();
        Task refused = intent(node, "r");
        node.settle(refused.failed(failure(FailureClass.TRANSIENT, Billing.NONE), Samples.NOW));
        assertThat(seconds(node)).isZero();
        assertThat(node.journal().recordLate(refused.accepted("task-late", Samples.NOW)))
                .isTrue();
        node.journal().leave(refused);
        Task back = node.granted(Samples.task("r", "a fox", 2));
        Task succeeded = node.record(back.succeeded(List.of("https://cdn/1.mp4"), Samples.NOW));

        node.settle(succeeded.allStored(Samples.NOW));

        assertThat(entries(node, "r")).containsExactly("1 1 RESERVED ", "1 2 RELEASED ", "1 3 CHARGED task-late");
        assertThat(seconds(node)).isEqualTo(5);
        assertThat(spent(node, today().substring(0, 7), "", "USD")).isEqualTo(600_000);
    }

    @Test
    void whatMayHaveBeenBilledStaysCounted() throws Exception {
        Node node = node();
        Task first = node.record(Samples.running(intent(node, "r")));
        Task again = node.record(first.again("GENERATION_FAILED", "it failed", Duration.ZERO, Samples.NOW));
        assertThat(entries(node, "r")).containsExactly("1 1 RESERVED ", "1 2 DOUBTFUL task-r");
        Task refused = intent(node, again);
        assertThat(seconds(node)).isEqualTo(10);

        // Its failure tells that the request may have cost something: the first submit did, not this one.
        node.settle(refused.failed(failure(FailureClass.INPUT, Billing.NONE), Samples.NOW));

        assertThat(seconds(node)).isEqualTo(5);
        Task lost = node.record(intent(node, "lost").uncertain("no answer came", Samples.NOW));
        node.settle(lost.failed(failure(FailureClass.UNCERTAIN, Billing.UNKNOWN), Samples.NOW));
        Task failed = node.record(Samples.running(intent(node, "failed")));
        node.settle(failed.failed(failure(FailureClass.CONTENT, Billing.UNKNOWN), Samples.NOW));
        assertThat(seconds(node)).isEqualTo(15);
        assertThat(entries(node, "lost")).containsExactly("1 1 RESERVED ", "1 2 DOUBTFUL ");
    }

    /** Whatever its failure says of the bill: a task was made. */
    @Test
    void aTaskThatFailedIsNeverGivenBack() throws Exception {
        Node node = node();
        Task running = node.record(Samples.running(intent(node, "r")));
        node.settle(running.failed(failure(FailureClass.INPUT, Billing.NONE), Samples.NOW));
        Task broken = intent(node, "broken");
        node.settle(broken.failed(failure(FailureClass.INTERNAL, Billing.NONE), Samples.NOW));

        assertThat(entries(node, "r")).containsExactly("1 1 RESERVED ", "1 2 DOUBTFUL task-r");
        assertThat(seconds(node)).isEqualTo(10);
    }

    @Test
    void aRequestThatIsWithdrawnBeforeItLeavesReservesNothing() throws Exception {
        Node node = node();
        Task received = node.granted(Samples.task("r"));
        node.journals().withdrawals().withdraw("r", false);

        assertThatThrownBy(() -> intent(node, received)).isInstanceOf(WithdrawnException.class);

        assertThat(entries(node, "r")).isEmpty();
        assertThat(seconds(node)).isZero();
    }

    @Test
    void nothingIsWrittenOfASubmitThatACapLeavesTooLittleFor() throws Exception {
        Node node = node();
        intent(node, "a", DAY, MONTH);
        intent(node, "b", DAY, MONTH);
        Task over = node.granted(Samples.task("c"));

        assertThatThrownBy(() -> intent(node, over, DAY, MONTH))
                .isInstanceOfSatisfying(
                        CapExceededException.class,
                        full -> assertThat(full.cap()).contains(DAY));
        assertThatThrownBy(() -> intent(node, over, MONTH))
                .isInstanceOfSatisfying(
                        CapExceededException.class,
                        full -> assertThat(full.cap()).contains(MONTH));

        assertThat(node.row("c")).containsEntry("state", "RECEIVED");
        assertThat(entries(node, "c")).isEmpty();
        assertThat(seconds(node)).isEqualTo(10);
        assertThat(spent(node, today(), "", "USD")).isEqualTo(1_200_000);
    }

    @Test
    void aDayEndsWhereTheZoneSaysAndAMonthGoesOn() throws Exception {
        Node node = node();
        intent(node, "a", DAY);
        intent(node, "b", DAY);
        String before = today();
        clock.advance(Duration.ofDays(1));

        intent(node, "c", DAY);

        assertThat(seconds(node)).isEqualTo(5);
        assertThat(spent(node, today().substring(0, 7), "", ""))
                .isEqualTo(before.substring(0, 7).equals(today().substring(0, 7)) ? 15 : 5);
    }

    /** While one of two clocks is behind, what counts in the days of both counts; and afterwards, what counted in the right one. */
    @Test
    void aClockThatIsBehindSpendsNoDayTwice() throws Exception {
        Node node = node();
        node.journal().recordIntent(node.granted(Samples.task("a")).submitting(), of("2026-03-02", "2026-03-01", DAY));
        node.journal().recordIntent(node.granted(Samples.task("b")).submitting(), of("2026-03-01", "2026-03-01", DAY));

        for (Quote more : List.of(
                of("2026-03-02", "2026-03-01", DAY),
                of("2026-03-01", "2026-03-01", DAY),
                of("2026-04-01", "2026-03-01", DAY))) {
            Task task = Samples.task("more" + more.day() + more.since());
            assertThatThrownBy(
                            () -> node.journal().recordIntent(node.granted(task).submitting(), more))
                    .as("%s", more)
                    .isInstanceOf(CapExceededException.class);
        }
        assertThat(node.journals()
                        .charges()
                        .spent("2026-03-02", "2026-03-01", true)
                        .get(new Sum("default", "2026-03-02", "", "")))
                .isEqualTo(10);
        // What is years ahead holds nobody up.
        node.journal().recordIntent(node.granted(Samples.task("c")).submitting(), of("2026-03-03", "2026-03-03", DAY));
        node.journal().recordIntent(node.granted(Samples.task("d")).submitting(), of("2038-01-01", "2038-01-01", DAY));
        node.journal().recordIntent(node.granted(Samples.task("e")).submitting(), of("2026-03-03", "2026-03-03", DAY));
    }

    @Test
    void anIntentWhoseAnswerWasLostStandsAsItWasRecorded() throws Exception {
        Node node = node();
        Task submitting = node.granted(Samples.task("r")).submitting();
        Quote first = node.journal().recordIntent(submitting, quote(""));

        assertThat(node.journal().recordIntent(submitting, of("2030-01-01", "2030-01-01")))
                .isEqualTo(first);

        assertThat(entries(node, "r")).containsExactly("1 1 RESERVED ");
    }

    @Test
    void whatWasLeftToTheApiIsDoubtfulHoweverWellItEnds() throws Exception {
        Node node = node();
        Quote assumed = new Quote("default", false, "", "text-to-video", 16, 0, "", true, List.of(), today(), today());
        Task submitting = node.granted(Samples.task("r")).submitting();
        node.journal().recordIntent(submitting, assumed);
        Task made = node.record(Samples.running(submitting.quoted(assumed)));
        made = node.record(made.succeeded(List.of("https://cdn/1.mp4"), Samples.NOW));

        node.settle(made.allStored(Samples.NOW));

        assertThat(entries(node, "r")).containsExactly("1 1 RESERVED ", "1 2 DOUBTFUL task-r");
        assertThat(seconds(node)).isEqualTo(16);
    }

    @Test
    void aSubmitWhoseNumberWasGivenBackBeforeIsWrittenAgainToo() throws Exception {
        Node node = node();
        Task unsent = node.record(quoted(node, node.granted(Samples.task("r"))).notSent("no route", Duration.ZERO));
        Task running = Samples.running(quoted(node, unsent));
        node.journals().database().update("DELETE FROM vidu_task");
        spoiled = true;
        node.journals().database().update("DELETE FROM vidu_charge WHERE charge = 2");
        node.journals().database().update("UPDATE vidu_spending SET amount = 0");

        node.record(running);

        assertThat(entries(node, "r")).containsExactly("1 1 RESERVED ", "1 2 RELEASED ", "2 1 RESERVED ");
        assertThat(seconds(node)).isEqualTo(5);
    }

    private Task quoted(Node node, Task received) throws Exception {
        return intent(node, received).quoted(quote(""));
    }

    private void assertCounted(Node node, String... entries) throws Exception {
        assertThat(entries(node, "r")).containsExactly(entries);
        assertThat(seconds(node)).isEqualTo(10);
        assertThat(spent(node, today().substring(0, 7), "", "USD")).isEqualTo(1_200_000);
    }

    private void loseAll(Node node, String charges) throws SQLException {
        spoiled = true;
        Database database = node.journals().database();
        database.update("DELETE FROM vidu_task");
        database.update("DELETE FROM vidu_charge WHERE " + charges);
        database.update("UPDATE vidu_spending SET amount = CASE currency WHEN '' THEN 5 ELSE 600000 END"
                + " * (SELECT COUNT(*) FROM vidu_charge WHERE entry = 1)");
    }

    /** A journal that was restored from a copy, or emptied: what this process reserved was spent all the same. */
    @Test
    void whatTheJournalLostIsWrittenAgainWithItsMoney() throws Exception {
        Node node = node();
        Task first = Samples.running(quoted(node, node.granted(Samples.task("r"))));
        node.record(first);
        Task failed = node.record(first.again("CODE", "it failed", Duration.ZERO, Samples.NOW));
        Task second = quoted(node, failed).accepted("task-2", Samples.NOW);
        for (String lost : List.of("charge = 2", "charge = 2 OR entry = 2", "charge > 0")) {
            loseAll(node, lost);
            node.record(second);
            assertCounted(node, "1 1 RESERVED ", "1 2 DOUBTFUL task-r", "2 1 RESERVED ");
        }
        loseAll(node, "charge > 0");
        Task made = second.succeeded(List.of("https://cdn/1.mp4"), Samples.NOW);
        node.settle(made.allStored(Samples.NOW));
        assertCounted(node, "1 1 RESERVED ", "1 2 DOUBTFUL task-r", "2 1 RESERVED ", "2 2 CHARGED task-2");
    }

    @Test
    void aRequestThatIsTakenOverKeepsTheQuotesOfItsSubmits() throws Exception {
        Node node = node();
        Task failed = node.record(node.record(Samples.running(quoted(node, node.granted(Samples.task("r")))))
                .again("CODE", "it failed", Duration.ZERO, Samples.NOW));
        node.journal().release(node.record(Samples.running(quoted(node, failed))));

        Task resumed = node().granted(Samples.task("r"));

        assertThat(resumed.history().quotes()).isEqualTo(Map.of(1, quote(""), 2, quote("")));
    }

    /** A clock was set forward, and back again. */
    @Test
    void whatCountsInALaterDayCountsTodayToo() throws Exception {
        Node node = node();
        clock.advance(Duration.ofDays(40));
        intent(node, "ahead", DAY);
        clock.advance(Duration.ofDays(-40));

        intent(node, "a", DAY, MONTH);

        assertThatThrownBy(() -> intent(node, "b", DAY)).isInstanceOf(CapExceededException.class);
        assertThatThrownBy(() -> intent(node, "c", MONTH)).isInstanceOf(CapExceededException.class);
        assertThat(seconds(node)).isEqualTo(10);
        assertThat(spent(node, today().substring(0, 7), "", "USD")).isEqualTo(1_200_000);
        clock.advance(Duration.ofDays(40));
        assertThat(seconds(node)).isEqualTo(5);
    }

    /** The journal's clock is behind the API's, and nobody knows which of them is right. */
    @Test
    void whatWasSpentSinceTheDayOfAClockThatIsBehindCountsTodayToo() throws Exception {
        Node node = node();
        intent(node, "yesterday", DAY);
        String yesterday = today();
        clock.advance(Duration.ofDays(1));
        intent(node, "today", DAY);
        Quote behind = of(today(), yesterday, DAY);
        Task received = node.granted(Samples.task("behind"));

        assertThatThrownBy(() -> node.journal().recordIntent(received.submitting(), behind))
                .isInstanceOf(CapExceededException.class);

        assertThat(node.journals().charges().spent(today(), yesterday, true))
                .containsEntry(new Sum("default", today(), "", ""), 10L);
        intent(node, "fits", DAY);
        assertThat(seconds(node)).isEqualTo(10);
    }

    @Test
    void entriesAndSumsAreKeptForAYear() throws Exception {
        Node node = node();
        intent(node, "old");
        String month = today().substring(0, 7);
        clock.advance(Duration.ofDays(390));
        intent(node, "new");
        node.journal().prune(Duration.ofDays(1));
        assertThat(entries(node, "old")).hasSize(1);
        clock.advance(Duration.ofDays(45));
        node.journal().prune(Duration.ofDays(1));
        assertThat(entries(node, "old"))
                .as("a clock alone takes nothing: it may be wrong")
                .hasSize(1);
        intent(node, "newest");

        node.journal().prune(Duration.ofDays(1));

        assertThat(entries(node, "old")).isEmpty();
        assertThat(entries(node, "new")).hasSize(1);
        assertThat(node.journals()
                        .database()
                        .query(row -> row.getLong(1), "SELECT amount FROM vidu_spending WHERE period = ?", month))
                .isEmpty();
    }

    @Test
    void eachProjectHasItsOwnSum() throws Exception {
        Node node = node();
        Limit each = new Limit("vidu.cap.project.*.day", Period.DAY, "*", "", 5);
        for (String project : List.of("spring", "autumn")) {
            node.journal().recordIntent(node.granted(Samples.task(project)).submitting(), quote(project, each));
        }
        Task over = node.granted(Samples.task("over")).submitting();

        assertThatThrownBy(() -> node.journal().recordIntent(over, quote("spring", each)))
                .isInstanceOf(CapExceededException.class);

        assertThat(spent(node, today(), "spring", "")).isEqualTo(5);
        assertThat(seconds(node)).isEqualTo(10);
    }

    private void raise(Node node, String cap, String project, String currency, long amount) throws SQLException {
        node.journals()
                .capRaises()
                .raise(new CapRaise(cap, today(), project, currency, amount, "anna", clock.instant()));
    }

    @Test
    void aCapThatIsRaisedInAnotherProcessLeavesMoreThatDayAndNoOther() throws Exception {
        Node node = node();
        intent(node, "a", DAY);
        intent(node, "b", DAY);
        Task over = node.granted(Samples.task("c"));
        raise(node(), "vidu.cap.day", "", "USD", 9_000_000);
        assertThatThrownBy(() -> intent(node, over, DAY)).as("another unit").isInstanceOf(CapExceededException.class);
        raise(node(), "vidu.cap.day", "", "", 15);

        intent(node, over, DAY);

        assertThatThrownBy(() -> intent(node, "d", DAY)).isInstanceOf(CapExceededException.class);
        assertThatThrownBy(() -> intent(node, "e", new Limit("vidu.cap.other", Period.DAY, "", "", 15)))
                .isInstanceOf(CapExceededException.class);
        raise(node(), "vidu.cap.day", "", "", 3);
        assertThat(node.journals().charges().raises(today())).singleElement().returns(3L, CapRaise::amount);
        clock.advance(Duration.ofDays(1));
        intent(node, "f", DAY);
        intent(node, "g", DAY);
        assertThatThrownBy(() -> intent(node, "h", DAY)).isInstanceOf(CapExceededException.class);
        assertThat(node.journals().charges().raises(today())).isEmpty();
    }

    @Test
    void whoRaisesACapAtTheSameMomentAsOthersIsToldNoError() throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Void>> raises = new ArrayList<>();
            for (int person = 0; person < 8; person++) {
                Node node = node();
                raises.add(() -> {
                    for (int times = 0; times < 10; times++) {
                        raise(node, "vidu.cap.day", "", "", 20 + times);
                    }
                    return null;
                });
            }
            for (Future<Void> raised : people.invokeAll(raises)) {
                raised.get();
            }
        } finally {
            people.shutdownNow();
        }
        assertThat(node().journals().charges().raises(today())).hasSize(1);
    }

    /** What the setting says counts if the last raise is less: an earlier one is taken back so. */
    @Test
    void aRaiseIsTakenBackButTheSettingIsNot() throws Exception {
        Node node = node();
        raise(node, "vidu.cap.day", "", "", 20);
        raise(node, "vidu.cap.day", "", "", 1);
        intent(node, "a", DAY);
        intent(node, "b", DAY);

        assertThatThrownBy(() -> intent(node, "c", DAY)).isInstanceOf(CapExceededException.class);
    }

    @Test
    void aCapOfEachProjectIsRaisedForOneOrForAll() throws Exception {
        Node node = node();
        Limit each = new Limit("vidu.cap.project.*.day", Period.DAY, "*", "", 5);
        raise(node, "vidu.cap.project.*.day", "spring", "", 10);
        for (String id : List.of("spring-1", "spring-2", "autumn-1")) {
            node.journal()
                    .recordIntent(node.granted(Samples.task(id)).submitting(), quote(id.replaceFirst("-.", ""), each));
        }
        Task more = node.granted(Samples.task("autumn-2")).submitting();
        assertThatThrownBy(() -> node.journal().recordIntent(more, quote("autumn", each)))
                .isInstanceOf(CapExceededException.class);

        raise(node, "vidu.cap.project.*.day", "", "", 10);

        node.journal().recordIntent(more, quote("autumn", each));
        assertThat(spent(node, today(), "autumn", "")).isEqualTo(10);
    }

    @Test
    void noTwoNodesGoBeyondACapTogether() throws Exception {
        List<Node> nodes = List.of(node(), node(), node());
        Limit cap = new Limit("vidu.cap.day", Period.DAY, "", "", 52);
        ExecutorService threads = Executors.newFixedThreadPool(6);
        List<Future<Boolean>> tries = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Node node = nodes.get(i % nodes.size());
            Task received = node.granted(Samples.task("r" + i));
            Callable<Boolean> attempt = () -> {
                try {
                    intent(node, received, cap);
                    return true;
                } catch (CapExceededException full) {
                    return false;
                }
            };
            tries.add(threads.submit(attempt));
        }
        int let = 0;
        for (Future<Boolean> one : tries) {
            let += one.get() ? 1 : 0;
        }
        threads.shutdown();

        assertThat(let).isEqualTo(10);
        assertThat(seconds(nodes.get(0))).isEqualTo(50);
        assertThat(nodes.get(0).journals().database().query(row -> row.getInt(1), "SELECT COUNT(*) FROM vidu_charge"))
                .containsExactly(10);
    }

    @Test
    void whatIsFoundOutLaterCorrectsADoubt() throws Exception {
        Node node = node();
        Task lost = node.record(intent(node, "r").uncertain("no answer came", Samples.NOW));
        node.settle(lost.failed(failure(FailureClass.UNCERTAIN, Billing.UNKNOWN), Samples.NOW));
        node.journal().recordLate(lost.accepted("task-late", Samples.NOW));
        node.journal().leave(lost);
        Task back = node.granted(Samples.task("r", "a fox", 2));
        assertThat(back.state()).isNotEqualTo(TaskState.RECEIVED);
        Task succeeded = node.record(back.succeeded(List.of("https://cdn/1.mp4"), Samples.NOW));

        node.settle(succeeded.allStored(Samples.NOW));

        assertThat(entries(node, "r")).containsExactly("1 1 RESERVED ", "1 2 DOUBTFUL ", "1 3 CHARGED task-late");
        assertThat(seconds(node)).isEqualTo(5);
        assertThat(spent(node, today(), "", "USD")).isEqualTo(600_000);
    }

    private Quote of(String account, Limit... caps) {
        return new Quote(account, true, "", "text-to-video", 5, 120_000, "USD", false, List.of(caps), today(), today());
    }

    private void intentOf(Node node, String id, String account, Limit... caps) throws Exception {
        node.journal().recordIntent(node.granted(Samples.task(id)).at(account).submitting(), of(account, caps));
    }

    @Test
    void aCapOfAllAccountsCountsWhatEachSpentAndOneOfAnAccountThatAlone() throws Exception {
        Node node = node();
        Limit own = new Limit("vidu.account.agency.cap.day", Period.DAY, "agency", "", "", 5);
        // Of before there were names.
        intent(node, "before", DAY);
        intentOf(node, "a", "agency", DAY, own);

        assertThatThrownBy(() -> intentOf(node, "b", "agency", own)).isInstanceOf(CapExceededException.class);
        assertThatThrownBy(() -> intentOf(node, "c", "studio", DAY)).isInstanceOf(CapExceededException.class);
        intentOf(node, "d", "studio", own(12));
        Map<Sum, Long> spent = node.journals().charges().spent(today(), today(), false);
        assertThat(spent.get(new Sum("", today(), "", ""))).isEqualTo(15);
        assertThat(spent.get(new Sum("agency", today(), "", ""))).isEqualTo(5);
        assertThat(spent.get(new Sum("default", today(), "", ""))).isEqualTo(5);
    }

    private static Limit own(long seconds) {
        return new Limit("vidu.account.studio.cap.day", Period.DAY, "studio", "", "", seconds);
    }

    @Test
    void accountsThatSpendAtTheSameMomentNeverExceedTheCapOfAll() throws Exception {
        Limit cap = new Limit("vidu.cap.day", Period.DAY, "", "", 52);
        List<Node> nodes = List.of(node(), node());
        ExecutorService threads = Executors.newFixedThreadPool(8);
        AtomicInteger passed = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            int number = i;
            all.add(threads.submit(() -> {
                try {
                    intentOf(nodes.get(number % 2), "r" + number, number % 3 == 0 ? "studio" : "agency", cap);
                    passed.incrementAndGet();
                } catch (CapExceededException full) {
                    // As it should be.
                }
                return null;
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        threads.shutdown();
        assertThat(passed).hasValue(10);
        assertThat(nodes.get(0)
                        .journals()
                        .charges()
                        .spent(today(), today(), false)
                        .get(new Sum("", today(), "", "")))
                .isEqualTo(50);
    }
}
