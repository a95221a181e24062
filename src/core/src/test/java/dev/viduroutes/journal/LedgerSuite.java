package dev.viduroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.FailureClass;
import dev.viduroutes.money.Quote;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is read of the ledger, beside those who write it. */
abstract class LedgerSuite extends Nodes {

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private LedgerReader reader() throws SQLException {
        return new LedgerReader(ReadOnlyConnection.open(url(), "", ""));
    }

    private List<String> sums(LocalDate first, LocalDate last, ChargeGroup by) throws SQLException {
        try (LedgerReader ledger = reader()) {
            return ledger.sums(first, last, by, "").stream()
                    .map(sum -> String.join(
                            " ",
                            sum.group(),
                            sum.currency(),
                            sum.state(),
                            Long.toString(sum.submits()),
                            Long.toString(sum.seconds()),
                            sum.amount().toPlainString()))
                    .sorted()
                    .toList();
        }
    }

    private Task submit(Node node, String id, String project, int seconds, long price, String currency)
            throws Exception {
        Task submitting = node.granted(Samples.task(id)).submitting();
        node.journal()
                .recordIntent(
                        submitting,
                        new Quote(
                                "default",
                                false,
                                project,
                                "text-to-video",
                                seconds,
                                price,
                                currency,
                                false,
                                List.of(),
                                today().toString(),
                                today().toString()));
        return submitting;
    }

    private static void store(Node node, Task submitting) throws SQLException {
        Task succeeded = node.record(
                node.record(Samples.running(submitting)).succeeded(List.of("https://cdn/1.mp4"), Samples.NOW));
        node.settle(succeeded.allStored(Samples.NOW));
    }

    @Test
    void theLastEntryOfEachChargeCountsByCurrency() throws Exception {
        Node node = node();
        store(node, submit(node, "a", "spring", 5, 120_000, "USD"));
        store(node, submit(node, "b", "spring", 16, 1, "EUR"));
        store(node, submit(node, "c", "", 4, 0, ""));
        submit(node, "under-way", "spring", 3, 120_000, "USD");
        Task lost =
                node.record(submit(node, "lost", "autumn", 7, 100_000, "USD").uncertain("no answer", Samples.NOW));
        node.settle(lost.failed(new Failure("CODE", "why", FailureClass.UNCERTAIN, Billing.UNKNOWN), Samples.NOW));
        Task refused = submit(node, "refused", "autumn", 2, 100_000, "USD");
        node.settle(refused.failed(new Failure("CODE", "why", FailureClass.INPUT, Billing.NONE), Samples.NOW));

        assertThat(sums(today(), today(), ChargeGroup.PROJECT))
                .containsExactly(
                        "  CHARGED 1 4 0.000000",
                        "autumn USD DOUBTFUL 1 7 0.700000",
                        "autumn USD RELEASED 1 2 0.200000",
                        "spring EUR CHARGED 1 16 0.000016",
                        "spring USD CHARGED 1 5 0.600000",
                        "spring USD RESERVED 1 3 0.360000");
        assertThat(sums(today(), today(), ChargeGroup.ACCOUNT)).contains("default USD CHARGED 1 5 0.600000");
        assertThat(sums(today(), today(), ChargeGroup.MODE)).contains("text-to-video USD CHARGED 1 5 0.600000");
        try (LedgerReader ledger = reader()) {
            assertThat(ledger.sums(today(), today(), ChargeGroup.DAY, "agency")).isEmpty();
            assertThat(ledger.sums(today(), today(), ChargeGroup.DAY, "default"))
                    .hasSize(6);
        }
        LedgerCheck.assertSumsAreThoseOfEntries(node.journals().database());
    }

    /** What is known later corrects what was, and a charge is one however many entries it has. */
    @Test
    void aDoubtThatIsResolvedCountsOnceAndInItsDay() throws Exception {
        Node node = node();
        LocalDate day = today();
        Task lost = node.record(submit(node, "r", "", 5, 120_000, "USD").uncertain("no answer", Samples.NOW));
        node.settle(lost.failed(new Failure("CODE", "why", FailureClass.UNCERTAIN, Billing.UNKNOWN), Samples.NOW));
        node.journal().recordLate(lost.accepted("task-late", Samples.NOW));
        node.journal().leave(lost);
        clock.advance(Duration.ofDays(1));
        store(node, submit(node, "next", "", 1, 120_000, "USD"));
        Task back = node.granted(Samples.task("r", "a fox", 2));
        node.settle(node.record(back.succeeded(List.of("https://cdn/1.mp4"), Samples.NOW))
                .allStored(Samples.NOW));

        assertThat(sums(day, day, ChargeGroup.DAY)).containsExactly(day + " USD CHARGED 1 5 0.600000");
        assertThat(sums(day, day.plusDays(1), ChargeGroup.DAY))
                .containsExactly(day + " USD CHARGED 1 5 0.600000", day.plusDays(1) + " USD CHARGED 1 1 0.120000");
        assertThat(sums(day.minusDays(9), day.minusDays(1), ChargeGroup.DAY)).isEmpty();
    }

    @Test
    void whoReadsHoldsNobodyUpAndChangesNothing() throws Exception {
        Node node = node();
        store(node, submit(node, "a", "", 5, 120_000, "USD"));
        store(node, submit(node, "b", "", 5, 120_000, "USD"));
        try (Connection reading = ReadOnlyConnection.open(url(), "", "");
                Statement statement = reading.createStatement();
                ResultSet open = statement.executeQuery("SELECT * FROM vidu_charge ORDER BY request_id")) {
            assertThat(open.next()).isTrue();

            assertThat(node.bring(Samples.task("meanwhile"), TaskState.STORED).state())
                    .isEqualTo(TaskState.STORED);

            assertThat(open.next()).isTrue();
            assertThatThrownBy(() -> reading.createStatement().executeUpdate("DELETE FROM vidu_charge"))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(sums(today(), today(), ChargeGroup.DAY)).hasSize(1);
    }
}
