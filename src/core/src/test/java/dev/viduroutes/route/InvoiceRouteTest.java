package dev.viduroutes.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.costs.CostFormat;
import dev.viduroutes.costs.CostQuery;
import dev.viduroutes.costs.CostReport;
import dev.viduroutes.costs.CostRow;
import dev.viduroutes.costs.FindingKind;
import dev.viduroutes.costs.InvoiceOptions;
import dev.viduroutes.costs.Reconciliation;
import dev.viduroutes.costs.ReconciliationSummary;
import dev.viduroutes.costs.ReconciliationWriter;
import dev.viduroutes.costs.Settlement;
import dev.viduroutes.costs.SettlementSummary;
import dev.viduroutes.host.HostBeans;
import dev.viduroutes.journal.ChargeGroup;
import dev.viduroutes.journal.LedgerCorrections;
import dev.viduroutes.journal.LedgerReader;
import dev.viduroutes.sandbox.SandboxBuilder;
import dev.viduroutes.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What the journal charged, against the sandbox's own invoice. */
class InvoiceRouteTest extends GatewayTest {

    private final StringBuilder told = new StringBuilder();

    @Override
    protected SandboxBuilder sandboxBuilder() {
        return super.sandboxBuilder().pricePerSecond(0.12).refundsOf("CONTENT_VIOLATION");
    }

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.price.*.*", "0.12");
        settings.setProperty("vidu.price.currency", "USD");
        settings.setProperty("vidu.retry.failed-tasks", "0");
    }

    private static String request(String id, String prompt, int seconds) {
        return """
                {"request_id": "%s", "input": {"mode": "text-to-video", "prompt": "%s", "duration": %d}}""".formatted(id, prompt, seconds);
    }

    private LedgerReader ledgerOfJournal() throws Exception {
        Settings settings = context().getRegistry().lookupByNameAndType("viduSettings", Settings.class);
        return LedgerReader.open(settings, new HostBeans(context()));
    }

    private ReconciliationSummary compare(String invoice) throws Exception {
        Path file = Files.writeString(home.resolve("invoice.csv"), invoice);
        try (LedgerReader ledger = ledgerOfJournal()) {
            ReconciliationWriter writer = CostFormat.TABLE.comparison(told);
            ReconciliationSummary summary = new Reconciliation(file, InvoiceOptions.NONE, ZoneOffset.UTC)
                    .run(
                            ledger::charges,
                            new Reconciliation.Scope(Optional.empty(), Optional.empty(), ""),
                            home.resolve("scratch"),
                            writer);
            writer.end(summary);
            return summary;
        }
    }

    @Test
    void theInvoiceAnswersWhatTheJournalDoubts() throws Exception {
        generate(request("stored", "a fox", 5));
        generate(request("refunded", "a fox sandbox:fail=CONTENT_VIOLATION", 4));
        generate(request("kept", "a fox sandbox:fail=INVALID_IMAGE_URL", 3));
        generate(request("refused", "a fox sandbox:submit=400-CreationPolicyViolation", 2));
        generate(request("lost", "a fox sandbox:lost", 7));
        try (LedgerReader ledger = ledgerOfJournal()) {
            LocalDate today = CostQuery.today(Clock.systemUTC(), ZoneOffset.UTC);
            CostRow total = CostReport.of(ledger, new CostQuery(today.minusDays(1), today, ChargeGroup.MODE))
                    .totals()
                    .get(0);
            assertThat(total.charged().amount()).isEqualByComparingTo("0.60");
            assertThat(total.doubtful().seconds()).isEqualTo(4 + 3 + 7);
            assertThat(total.released().submits()).isEqualTo(1);
        }

        ReconciliationSummary summary = compare(sandbox.statement().csv());

        assertThat(summary.count(FindingKind.MATCHED)).as("%s", told).isEqualTo(1);
        assertThat(summary.count(FindingKind.BILLED)).isEqualTo(1);
        assertThat(summary.count(FindingKind.NOT_BILLED)).isEqualTo(1);
        assertThat(summary.count(FindingKind.UNKNOWN)).isEqualTo(1);
        assertThat(summary.count(FindingKind.UNANSWERED)).isEqualTo(1);
        assertThat(told.toString()).contains("perhaps of lost, whose submit had no answer");
        assertThat(summary.isMatch()).isFalse();
        assertThat(summary.invoicedAmount()).isEqualByComparingTo("1.80");
    }

    /** @return what settling an invoice made of charges */
    private SettlementSummary settle(String invoice, boolean writes) throws Exception {
        Path file = Files.writeString(home.resolve("november.csv"), invoice);
        Settings settings = context().getRegistry().lookupByNameAndType("viduSettings", Settings.class);
        LocalDate today = CostQuery.today(Clock.systemUTC(), ZoneOffset.UTC);
        ReconciliationWriter writer = CostFormat.TABLE.comparison(told);
        try (LedgerReader ledger = ledgerOfJournal();
                LedgerCorrections corrections = LedgerCorrections.open(settings, new HostBeans(context()))) {
            Settlement settlement =
                    writes ? Settlement.written(corrections, file, "anna", writer) : Settlement.told(writer);
            new Reconciliation(file, InvoiceOptions.NONE, ZoneOffset.UTC)
                    .run(
                            ledger::charges,
                            new Reconciliation.Scope(Optional.of(today.minusDays(1)), Optional.of(today), ""),
                            home.resolve("scratch"),
                            settlement);
            return settlement.summary();
        }
    }

    private CostRow total() throws Exception {
        try (LedgerReader ledger = ledgerOfJournal()) {
            LocalDate today = CostQuery.today(Clock.systemUTC(), ZoneOffset.UTC);
            return CostReport.of(ledger, new CostQuery(today.minusDays(1), today, ChargeGroup.DAY))
                    .totals()
                    .get(0);
        }
    }

    /** To the cent: what the invoice answers is in the ledger from then on, and the same invoice once more changes nothing. */
    @Test
    void anInvoiceSettlesWhatItAnswersOnce() throws Exception {
        generate(request("stored", "a fox", 5));
        generate(request("refunded", "a fox sandbox:fail=CONTENT_VIOLATION", 4));
        generate(request("kept", "a fox sandbox:fail=INVALID_IMAGE_URL", 3));
        generate(request("lost", "a fox sandbox:lost", 7));
        String invoice = sandbox.statement().csv();
        long spent = Long.parseLong(journal()
                .query("SELECT SUM(amount) FROM vidu_spending WHERE currency = 'USD' AND LENGTH(period) = 10")
                .get(0));
        assertThat(settle(invoice, false).states()).containsEntry("charged", 1L).containsEntry("refunded", 1L);
        assertThat(total().doubtful().seconds())
                .as("nothing is written without a word")
                .isEqualTo(4 + 3 + 7);

        assertThat(settle(invoice, true).states())
                .as("%s", told)
                .isEqualTo(Map.of("charged", 1L, "refunded", 1L, "released", 0L));

        assertThat(total().charged().amount()).isEqualByComparingTo("0.96");
        assertThat(total().refunded().amount()).isEqualByComparingTo("0.48");
        assertThat(total().doubtful().seconds()).isEqualTo(7);
        assertThat(journal()
                        .query("SELECT SUM(amount) FROM vidu_spending WHERE currency = 'USD' AND LENGTH(period) = 10"))
                .containsExactly(String.valueOf(spent - 480_000));
        assertThat(journal().query("SELECT DISTINCT source FROM vidu_charge WHERE entry = 3"))
                .containsExactly("invoice november.csv by anna");
        assertThat(settle(invoice, true).states())
                .allSatisfy((state, count) -> assertThat(count).isZero());
        ReconciliationSummary summary = compare(invoice);
        assertThat(summary.count(FindingKind.MATCHED)).isEqualTo(3);
        assertThat(summary.count(FindingKind.DIFFERENT)).isZero();
    }

    @Test
    void aTaskThatIsUnderWayIsKnown() throws Exception {
        template().asyncRequestBody("direct:vidu-generate", request("running", "a fox sandbox:never", 5));
        await().until(() -> journal().query("SELECT state FROM vidu_task").contains("RUNNING"));

        ReconciliationSummary summary = compare(sandbox.statement().csv());

        assertThat(summary.count(FindingKind.BILLED)).as("%s", told).isEqualTo(1);
        assertThat(summary.count(FindingKind.UNKNOWN)).isZero();
        assertThat(summary.isMatch()).isTrue();
        sandbox.finish("a fox");
    }

    @Test
    void aBillThatIsTheSameMatchesAndOneLineMoreOrLessDoesNot() throws Exception {
        generate(request("a", "a fox", 5));
        generate(request("b", "a fox", 4));
        String invoice = sandbox.statement().csv();
        String[] lines = invoice.split("\r\n");

        assertThat(compare(invoice).isMatch()).as("%s", told).isTrue();
        assertThat(compare(invoice + lines[1].replace("task_", "other_") + "\r\n")
                        .isMatch())
                .isFalse();
        assertThat(compare(lines[0] + "\r\n" + lines[1] + "\r\n").isMatch()).isFalse();
        assertThat(compare(invoice.replace(",0.60,", ",0.61,")).isMatch()).isFalse();
    }
}
