package dev.viduroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.FailureClass;
import dev.viduroutes.money.BalanceStore.Balance;
import dev.viduroutes.money.CapExceededException;
import dev.viduroutes.money.Quote;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import dev.viduroutes.settings.CapSettings.Limit;
import dev.viduroutes.settings.CapSettings.Period;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Charges that an invoice settles, beside gateways that work. */
abstract class CorrectionSuite extends Nodes {

    private static final String INVOICE = "invoice november.csv by anna";

    @AfterEach
    void sumsAreThoseOfTheEntries() throws SQLException {
        LedgerCheck.assertSumsAreThoseOfEntries(node().journals().database());
    }

    private String today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString();
    }

    private Quote quote(Limit... caps) {
        return new Quote(
                "default", false, "spring", "text-to-video", 5, 120_000, "USD", false, List.of(caps), today(), today());
    }

    private Task intent(Node node, String id, Limit... caps) throws Exception {
        Task submitting = node.granted(Samples.task(id)).submitting();
        node.journal().recordIntent(submitting, quote(caps));
        return submitting;
    }

    /** A task that failed. */
    private void doubt(Node node, String id) throws Exception {
        Task running = node.record(Samples.running(intent(node, id)));
        node.settle(running.failed(new Failure("CODE", "why", FailureClass.CONTENT, Billing.UNKNOWN), Samples.NOW));
    }

    private boolean correct(Node node, ChargeCorrection correction) throws SQLException {
        return new LedgerCorrections(node.journals().database(), clock).add(correction, INVOICE);
    }

    private static ChargeCorrection of(String id, int entry, String state, int seconds, long adjustment) {
        return new ChargeCorrection(id, 1, entry, "task-" + id, state, seconds, adjustment);
    }

    private static List<String> entries(Node node, String id) throws SQLException {
        return node.journals()
                .database()
                .query(
                        row -> row.getInt("entry") + " " + row.getString("state") + " " + row.getString("task_id") + " "
                                + row.getInt("seconds") + " " + row.getLong("adjustment") + " "
                                + row.getString("source"),
                        "SELECT * FROM vidu_charge WHERE request_id = ? ORDER BY entry",
                        id);
    }

    private long spent(Node node) throws SQLException {
        return node
                .journals()
                .database()
                .query(
                        row -> row.getLong("amount"),
                        "SELECT amount FROM vidu_spending WHERE period = ? AND project = '' AND currency = 'USD'",
                        today())
                .stream()
                .findFirst()
                .orElse(0L);
    }

    @Test
    void anInvoiceAddsEntriesAndTheSumsFollow() throws Exception {
        Node node = node();
        doubt(node, "billed");
        doubt(node, "given-back");
        doubt(node, "other-sum");
        doubt(node, "absent");
        assertThat(spent(node)).isEqualTo(4 * 600_000);

        assertThat(correct(node, of("billed", 2, "CHARGED", 5, 0))).isTrue();
        assertThat(correct(node, of("given-back", 2, "REFUNDED", 5, 0))).isTrue();
        assertThat(correct(node, of("other-sum", 2, "CHARGED", 4, 10_000))).isTrue();
        assertThat(correct(node, of("absent", 2, "RELEASED", 5, 0))).isTrue();

        assertThat(spent(node)).isEqualTo(600_000 + 490_000);
        assertThat(entries(node, "other-sum"))
                .containsExactly(
                        "1 RESERVED  5 0 ",
                        "2 DOUBTFUL task-other-sum 5 0 ",
                        "3 CHARGED task-other-sum 4 10000 " + INVOICE);
        assertThat(correct(node, of("other-sum", 3, "REFUNDED", 4, 10_000))).isTrue();
        assertThat(spent(node)).isEqualTo(600_000);
        assertThat(correct(node, of("given-back", 3, "CHARGED", 5, 0))).isTrue();
        assertThat(spent(node)).isEqualTo(1_200_000);
    }

    @Test
    void theSameCorrectionAndOneOfWhatChangedSinceChangeNothing() throws Exception {
        Node node = node();
        doubt(node, "r");
        ChargeCorrection refund = of("r", 2, "REFUNDED", 5, 0);
        assertThat(correct(node, refund)).isTrue();

        assertThat(correct(node, refund)).isFalse();
        assertThat(correct(node, of("r", 1, "CHARGED", 5, 0))).isFalse();
        assertThat(correct(node, of("r", 9, "CHARGED", 5, 0))).isFalse();
        assertThat(correct(node, of("unknown", 1, "CHARGED", 5, 0))).isFalse();

        assertThat(entries(node, "r")).hasSize(3);
        assertThat(spent(node)).isZero();
    }

    @Test
    void whatIsUnderWayIsLeftToItsGateway() throws Exception {
        Node node = node();
        for (TaskState state : List.of(TaskState.SUBMITTING, TaskState.RUNNING, TaskState.UNCERTAIN)) {
            String id = state.name();
            Task task = intent(node, id);
            if (state == TaskState.RUNNING) {
                node.record(Samples.running(task));
            } else if (state == TaskState.UNCERTAIN) {
                node.record(task.uncertain("no answer", Samples.NOW));
            }
            assertThat(correct(node, of(id, 1, "REFUNDED", 5, 0))).as(id).isFalse();
        }
        intent(node, "forgotten");
        node.journals().database().update("DELETE FROM vidu_task WHERE request_id = 'forgotten'");

        assertThat(correct(node, of("forgotten", 1, "CHARGED", 5, 0))).isTrue();

        assertThat(spent(node)).isEqualTo(4 * 600_000);
    }

    @Test
    void whatIsGivenBackLeavesRoomUnderACap() throws Exception {
        Node node = node();
        Limit cap = new Limit("vidu.cap.day", Period.DAY, "", "USD", 1_200_000);
        doubt(node, "a");
        doubt(node, "b");
        assertThatThrownBy(() -> intent(node, "c", cap)).isInstanceOf(CapExceededException.class);

        correct(node(), of("a", 2, "REFUNDED", 5, 0));

        node.journal().recordIntent(node.granted(Samples.task("d")).submitting(), quote(cap));
        assertThat(spent(node)).isEqualTo(1_200_000);
    }

    /** The vendor gave it back long ago: the last answer about the balance may have it. */
    @Test
    void noMoreIsLeftOfTheBalanceSinceARefundIsWrittenDown() throws Exception {
        Node node = node();
        BalanceTable balances = node.journals().balances();
        doubt(node, "a");
        doubt(node, "b");
        balances.answered("default", balances.ask("default").orElseThrow(), 10_000_000);
        long left = left(balances);

        correct(node, of("a", 2, "REFUNDED", 5, 0));
        assertThat(left(balances)).isEqualTo(left);
        correct(node, of("b", 2, "CHARGED", 6, 0));
        assertThat(left(balances)).as("what costs more is held back").isEqualTo(left - 120_000);
    }

    private static long left(BalanceTable balances) throws SQLException {
        Balance balance = balances.balance("default").orElseThrow();
        return balance.micros() - balance.committedMicros();
    }

    /** A video that is found after all, while an invoice gives its task back: both orders end with one of the two, and right sums. */
    @Test
    void aGatewayAndAnInvoiceThatSettleTheSameChargeDoNotMixUp() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        Node node = node();
        Node other = node();
        try {
            for (int i = 0; i < 20; i++) {
                String id = "r" + i;
                Task lost = node.record(intent(node, id).uncertain("no answer came", Samples.NOW));
                node.settle(
                        lost.failed(new Failure("CODE", "why", FailureClass.UNCERTAIN, Billing.UNKNOWN), Samples.NOW));
                node.journal().recordLate(lost.accepted("task-" + id, Samples.NOW));
                node.journal().leave(lost);
                Task back = node.granted(Samples.task(id, "a fox", 2));
                Task made = node.record(back.succeeded(List.of("https://cdn/1.mp4"), Samples.NOW));
                Future<Boolean> corrected = threads.submit(() -> correct(other, of(id, 2, "REFUNDED", 5, 0)));
                Future<?> settled = threads.submit(() -> node.settle(made.allStored(Samples.NOW)));
                settled.get();
                String last = entries(node, id).get(2);
                assertThat(entries(node, id)).hasSize(3);
                assertThat(last).startsWith(corrected.get() ? "3 REFUNDED" : "3 CHARGED");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void gatewaysThatSubmitMeanwhileLoseNoCent() throws Exception {
        int doubts = 30;
        Node node = node();
        Node settling = node();
        for (int i = 0; i < doubts; i++) {
            doubt(node, "d" + i);
        }
        ExecutorService threads = Executors.newFixedThreadPool(3);
        List<Future<?>> all = new ArrayList<>();
        try {
            all.add(threads.submit(() -> {
                for (int i = 0; i < doubts; i++) {
                    assertThat(correct(
                                    settling,
                                    of(
                                            "d" + i,
                                            2,
                                            List.of("CHARGED", "REFUNDED").get(i % 2),
                                            5,
                                            i)))
                            .isTrue();
                }
                return null;
            }));
            for (int thread = 0; thread < 2; thread++) {
                String prefix = "t" + thread + "-";
                Node gateway = node();
                all.add(threads.submit(() -> {
                    for (int i = 0; i < doubts; i++) {
                        Task made = gateway.record(Samples.running(intent(gateway, prefix + i)));
                        made = gateway.record(made.succeeded(List.of("https://cdn/1.mp4"), Samples.NOW));
                        gateway.settle(made.allStored(Samples.NOW));
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        // Half of the doubts are charged, each with its own adjustment: 0, 2, 4, …
        assertThat(spent(node)).isEqualTo((2 * doubts + doubts / 2) * 600_000L + 210);
    }
}
