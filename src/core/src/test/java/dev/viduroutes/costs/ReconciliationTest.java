package dev.viduroutes.costs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.journal.ChargeEntry;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An invoice against the charges of the journal. */
class ReconciliationTest {

    private static final Reconciliation.Scope OF_INVOICE =
            new Reconciliation.Scope(Optional.empty(), Optional.empty(), "");
    private static final Reconciliation.Scope NOVEMBER = new Reconciliation.Scope(
            Optional.of(LocalDate.parse("2026-11-01")), Optional.of(LocalDate.parse("2026-11-30")), "");

    @TempDir
    private Path folder;

    private final List<ChargeEntry> charges = new ArrayList<>();
    private InvoiceOptions options = InvoiceOptions.NONE;
    private ZoneId zone = ZoneOffset.UTC;
    private Instant today = Instant.parse("2026-12-10T12:00:00Z");

    private void charge(String request, String task, String state, String day, int seconds) {
        charges.add(new ChargeEntry(request, 1, 2, task, state, "default", day, seconds, 120_000, 0, "USD", false));
    }

    private ReconciliationSummary compare(String invoice, Reconciliation.Scope scope, ReconciliationWriter writer)
            throws IOException, SQLException {
        Path file = Files.writeString(folder.resolve("invoice.csv"), invoice, StandardCharsets.UTF_8);
        return compare(file, scope, writer);
    }

    private ReconciliationSummary compare(Path file, Reconciliation.Scope scope, ReconciliationWriter writer)
            throws IOException, SQLException {
        Path tmp = folder.resolve("tmp");
        ReconciliationSummary summary = new Reconciliation(file, options, zone)
                .run(
                        listener -> {
                            for (ChargeEntry charge : charges) {
                                listener.found(charge);
                            }
                        },
                        scope,
                        tmp,
                        finding -> writer.found(finding.toCompare()));
        writer.end(summary);
        assertThat(tmp).isEmptyDirectory();
        return summary;
    }

    private String told(CostFormat format, String invoice, Reconciliation.Scope scope)
            throws IOException, SQLException {
        StringBuilder text = new StringBuilder();
        compare(invoice, scope, format.comparison(text));
        return text.toString();
    }

    private ReconciliationSummary summary(String invoice, Reconciliation.Scope scope) throws IOException, SQLException {
        return compare(invoice, scope, CostFormat.CSV.comparison(Writer.nullWriter()));
    }

    /** One of each kind. */
    private String everything() {
        charge("same", "t1", "CHARGED", "2026-11-02", 5);
        charge("shorter", "t2", "CHARGED", "2026-11-02", 5);
        charge("refunded", "t3", "CHARGED", "2026-11-03", 5);
        charge("missing", "t4", "CHARGED", "2026-11-03", 5);
        charge("failed-billed", "t5", "DOUBTFUL", "2026-11-04", 5);
        charge("failed-refunded", "t6", "DOUBTFUL", "2026-11-04", 5);
        charge("failed-absent", "t7", "DOUBTFUL", "2026-11-04", 5);
        charge("lost", "", "DOUBTFUL", "2026-11-05", 7);
        charge("given-back", "t8", "RELEASED", "2026-11-05", 5);
        charge("under-way", "t9", "RESERVED", "2026-11-05", 5);
        charge("never-left", "", "RELEASED", "2026-11-05", 5);
        charge("other-month", "t10", "CHARGED", "2026-10-31", 5);
        charge("later", "t11", "CHARGED", "2026-12-01", 5);
        return """
                task_id,time,seconds,amount,currency
                t1,2026-11-02T10:00:00Z,5,0.60,USD
                t2,2026-11-02T10:00:00Z,4,0.48,USD
                t3,2026-11-03T10:00:00Z,5,0.60,USD
                t3,2026-11-03T11:00:00Z,-5,-0.60,USD
                t5,2026-11-04T10:00:00Z,5,0.60,USD
                t6,2026-11-04T10:00:00Z,5,0.60,USD
                t6,2026-11-04T10:05:00Z,-5,-0.60,USD
                t8,2026-11-05T10:00:00Z,5,0.60,USD
                t9,2026-11-05T10:00:00Z,5,0.60,USD
                t10,2026-11-01T00:00:01Z,5,0.60,USD
                stranger,2026-11-05T10:00:00Z,7,0.84,USD
                """;
    }

    @Test
    void aPersonReadsWhatOfATaskIsNotTheSame() throws Exception {
        assertThat(told(CostFormat.TABLE, everything(), NOVEMBER)).isEqualTo("""
                unknown     stranger: not here, 7 s 0.84 USD on the invoice; perhaps of lost, whose submit had no answer
                different   t2 of shorter: 5 s 0.60 USD here, 4 s 0.48 USD on the invoice
                different   t3 of refunded: 5 s 0.60 USD here, 0 s 0.00 USD on the invoice
                billed      t5 of failed-billed: 5 s 0.60 USD here, 5 s 0.60 USD on the invoice
                not_billed  t6 of failed-refunded: 5 s 0.60 USD here, 0 s 0.00 USD on the invoice
                different   t8 of given-back: 0 s 0.00 USD here, 5 s 0.60 USD on the invoice
                billed      t9 of under-way: 5 s 0.60 USD here, 5 s 0.60 USD on the invoice
                missing     t4 of missing: 5 s 0.60 USD here, not on the invoice
                not_billed  t7 of failed-absent: 5 s 0.60 USD here, not on the invoice
                unanswered  lost: 7 s 0.84 USD, a submit without an answer on 2026-11-05
                invoice: lines=11 seconds=36 amount=4.32
                compared with submits from 2026-11-01 to 2026-11-30: matched=2 different=3 unknown=1 missing=1 billed=2 not_billed=2 unanswered=1
                """);
    }

    @Test
    void aSpreadsheetReadsTheSame() throws Exception {
        assertThat(told(CostFormat.CSV, everything(), NOVEMBER))
                .contains(
                        "finding,task_id,request_id,day,seconds_here,amount_here,currency_here,seconds_invoiced,amount_invoiced,",
                        "different,t3,refunded,2026-11-03,5,0.60,USD,0,0.00,USD,,,\n",
                        "missing,t4,missing,2026-11-03,5,0.60,USD,,,,,,\n",
                        "unknown,stranger,,2026-11-05,,,,7,0.84,USD,lost,,\n");
        charges.clear();
        assertThat(told(CostFormat.CSV, "task_id,seconds\n\"=1+1\",5\n", NOVEMBER))
                .contains("unknown,'=1+1,");
    }

    @Test
    void aProgramReadsTheSame() throws Exception {
        JsonNode json = new ObjectMapper().readTree(told(CostFormat.JSON, everything(), NOVEMBER));

        assertThat(json.at("/findings")).hasSize(10);
        assertThat(json.at("/findings/0/candidates/0").asText()).isEqualTo("lost");
        assertThat(json.at("/findings/1/here/amount").decimalValue()).isEqualByComparingTo("0.60");
        assertThat(json.at("/summary/counts/different").asInt()).isEqualTo(3);
        assertThat(json.at("/summary/matches").asBoolean()).isFalse();
        assertThat(new ObjectMapper()
                        .readTree(told(CostFormat.JSON, "task_id,seconds\n", NOVEMBER))
                        .at("/findings"))
                .isNotNull();
    }

    /** Its first to its last day; charges of before and later are no reason to worry, and known all the same. */
    @Test
    void withoutDaysThoseOfTheInvoiceCount() throws Exception {
        ReconciliationSummary summary = summary(everything(), OF_INVOICE);
        assertThat(summary.from()).isEqualTo("2026-11-01");
        assertThat(summary.to()).isEqualTo("2026-11-05");

        assertThatThrownBy(() -> summary("task_id,seconds\nt1,5\n", OF_INVOICE))
                .isInstanceOf(InvoiceException.class)
                .hasMessageContaining("tell the days that it is of, by --from and --to");
    }

    @Test
    void doubtsThatItResolvesAreNoMismatchAndMoneyForNoTaskIs() throws Exception {
        charge("a", "t1", "CHARGED", "2026-11-02", 5);
        charge("b", "t2", "DOUBTFUL", "2026-11-02", 5);
        charge("c", "t3", "DOUBTFUL", "2026-11-02", 5);
        String invoice = "task_id,seconds,amount\nt1,5,0.60\nt2,5,0.60\n";

        assertThat(summary(invoice, NOVEMBER).isMatch()).isTrue();
        assertThat(summary(invoice + ",,0.00\n", NOVEMBER).isMatch()).isTrue();
        ReconciliationSummary fee = summary(invoice + ",,9.99\n", NOVEMBER);
        assertThat(fee.isMatch()).isFalse();
        assertThat(fee.amountWithoutTask()).isEqualByComparingTo("9.99");
        assertThat(summary(invoice + "t9,5,0.60\n", NOVEMBER).isMatch()).isFalse();
        assertThat(summary("task_id,seconds,amount\nt2,5,0.60\n", NOVEMBER).isMatch())
                .isFalse();
        assertThat(summary("task_id,seconds,amount\nt1,5,0.600001\n", NOVEMBER).isMatch())
                .isFalse();
    }

    @Test
    void onlyTheChargesOfAnAccountMustBeOnItsInvoice() throws Exception {
        charges.add(new ChargeEntry("a", 1, 2, "t1", "CHARGED", "studio", "2026-11-02", 5, 0, 0, "", false));
        charges.add(new ChargeEntry("b", 1, 2, "t2", "CHARGED", "agency", "2026-11-02", 5, 0, 0, "", false));
        Reconciliation.Scope studio = new Reconciliation.Scope(NOVEMBER.from(), NOVEMBER.to(), "studio");

        assertThat(summary("task_id,seconds\nt1,5\n", studio).isMatch()).isTrue();
        assertThat(summary("task_id,seconds\nt1,5\n", NOVEMBER).isMatch()).isFalse();
        // It is known all the same whose it is.
        assertThat(summary("task_id,seconds\nt1,5\nt2,5\n", studio).isMatch()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "task_id,seconds,amount,currency\nt1,5,0.60,USD\n",
                "\uFEFFTask ID;Billed seconds;Amount;Currency\r\nt1;5;0.60;usd\r\n",
                "sep=;\nTaskId;Seconds;Cost\nt1;5.0;$0.60\n",
                "note\ttask-id\tQuantity\tTotal\n\"a \"\"quoted\"\"\nnote\"\tt1\t5\t0.60 USD\n",
                "\n\nid,duration,amount\n\nt1,3,0.36\nt1,2,0.24",
                "task_id,amount\nt1,.6\n",
                "task_id,seconds\nt1,5\n",
                "task_id,seconds,amount\nt1,10,1.20\nt1,(5),\u22120.60\n"
            })
    void invoicesOfManyKindsAreRead(String invoice) throws Exception {
        charge("a", "t1", "CHARGED", "2026-11-02", 5);

        assertThat(summary(invoice, NOVEMBER).isMatch()).isTrue();
    }

    @Test
    void whatItsFirstRowDoesNotTellOptionsDo() throws Exception {
        charge("a", "t1", "CHARGED", "2026-11-02", 5_000);
        String invoice = "Vorgang;id;Sekunden;Betrag;Tag\nt1;1;5.000,0;600,00;2026-11-02\n";
        options = new InvoiceOptions(
                Optional.of("vorgang"),
                Optional.of("Sekunden"),
                Optional.of("BETRAG"),
                Optional.empty(),
                Optional.of("tag"),
                true);
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(summary(invoice, OF_INVOICE).isMatch()).isTrue();
        } finally {
            Locale.setDefault(before);
        }
        options = InvoiceOptions.NONE;
        assertThatThrownBy(() -> summary(invoice, OF_INVOICE))
                .hasMessageContaining(
                        "no column of it is known to hold seconds or amounts; name it by --seconds-column")
                .hasMessageContaining("its first row has Vorgang, id, Sekunden, Betrag, Tag");
    }

    @Test
    void daysAreThoseOfTheZone() throws Exception {
        zone = ZoneId.of("Asia/Tokyo");
        for (String time :
                List.of("2026-11-30T16:00:00Z", "1796054400", "1796054400000", "2026-12-01", "2026-12-01 01:00")) {
            assertThat(summary("task_id,seconds,time\nt1,5," + time + "\n", OF_INVOICE)
                            .from())
                    .as(time)
                    .isEqualTo("2026-12-01");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a,b\n1,2\n",
                "task_id,task id,seconds\nt1,t1,5\n",
                "task_id,seconds\nt1,5 s\n",
                "task_id,amount\nt1,\"1,23\"\n",
                "task_id,amount\nt1,1e5\n",
                "task_id,amount\nt1,NaN\n",
                "task_id,amount\nt1,0.0000000001\n",
                "task_id,amount\nt1,99999999999\n",
                "task_id,seconds\n\"t1,5\n",
                "task_id,seconds\n\"t1\"x,5\n"
            })
    void whatCantBeReadIsNotGuessed(String invoice) {
        assertThatThrownBy(() -> summary(invoice, NOVEMBER)).isInstanceOf(InvoiceException.class);
    }

    @Test
    void hostileOnesFillNoMemoryAndNoLine() throws Exception {
        assertThatThrownBy(() -> summary("task_id,seconds\n" + "x".repeat(70_000) + ",5\n", NOVEMBER))
                .hasMessageContaining("its line 2 has more than 65536 bytes");
        assertThatThrownBy(() -> summary("task_id,seconds\n" + "x".repeat(300) + ",5\n", NOVEMBER))
                .hasMessageContaining("in its line 2 stands the id of a task of 300 characters");
        assertThatThrownBy(() -> summary("task_id" + ",x".repeat(1_001) + "\n", NOVEMBER))
                .hasMessageContaining("it must have at most 1000");
        assertThatThrownBy(() -> summary("task_id,amount\n" + "t1,1000000000\n".repeat(10), NOVEMBER))
                .hasMessageContaining("come to more than can be counted");
        Path latin = Files.write(
                folder.resolve("latin.csv"), "task_id,seconds\nt\u00E4sk,5\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> compare(latin, NOVEMBER, CostFormat.CSV.comparison(Writer.nullWriter())))
                .hasMessageContaining("its line 2 is not UTF-8");
    }

    /** What an invoice would settle, and what not, with why. */
    private List<String> settled(String invoice, Reconciliation.Scope scope) throws IOException, SQLException {
        List<String> told = new ArrayList<>();
        Path file = Files.writeString(folder.resolve("invoice.csv"), invoice, StandardCharsets.UTF_8);
        Settlement settlement = Settlement.told(finding -> {
            finding.proposal()
                    .correction()
                    .ifPresent(one -> told.add(one.taskId() + " " + one.charge() + "/" + one.entry() + " " + one.state()
                            + " " + one.seconds() + " s " + one.adjustmentMicros()));
            if (!finding.proposal().left().isEmpty()) {
                told.add(finding.taskId() + " left: " + finding.proposal().left());
            }
        });
        new Reconciliation(file, options, zone, () -> today)
                .run(
                        listener -> {
                            for (ChargeEntry charge : charges) {
                                listener.found(charge);
                            }
                        },
                        scope,
                        folder.resolve("tmp"),
                        settlement);
        return told;
    }

    @Test
    void whatAnInvoiceProvesSettlesAndNothingElse() throws Exception {
        String invoice = everything();
        assertThat(settled(invoice, NOVEMBER))
                .containsExactly(
                        "t2 1/2 CHARGED 4 s 0",
                        "t3 1/2 REFUNDED 5 s 0",
                        "t5 1/2 CHARGED 5 s 0",
                        "t6 1/2 REFUNDED 5 s 0",
                        "t8 1/2 CHARGED 5 s 0",
                        "t9 1/2 CHARGED 5 s 0",
                        "t7 1/2 RELEASED 5 s 0");
        assertThat(settled(invoice, OF_INVOICE))
                .contains("t7 left: not on the invoice; --from and --to tell the days that it is complete of");
        charges.clear();
        charge("b", "t2", "DOUBTFUL", "2026-11-02", 5);
        assertThat(settled("task_id,seconds\nother,5\n", NOVEMBER))
                .as("another key's invoice")
                .containsExactly("t2 left: no task of its account is on the invoice");
        assertThat(settled("task_id,seconds\n", NOVEMBER))
                .containsExactly("t2 left: no task of its account is on the invoice");
    }

    @Test
    void whatAGatewayWorksOnIsLeftToIt() throws Exception {
        charges.add(new ChargeEntry("a", 1, 1, "t1", "RESERVED", "default", "2026-11-02", 5, 120_000, 0, "USD", true));
        charges.add(new ChargeEntry("b", 1, 1, "t2", "RESERVED", "default", "2026-11-02", 5, 120_000, 0, "USD", false));

        assertThat(settled("task_id,seconds\nt1,5\nt2,5\n", NOVEMBER))
                .containsExactly("t1 left: it is under way, and the gateway settles it", "t2 1/1 CHARGED 5 s 0");
    }

    /** The vendor's list of the running month has tasks whose price is not known yet, and a download may be cut off. */
    @Test
    void anEmptyCellIsNotNothingToPay() throws Exception {
        charge("a", "t1", "CHARGED", "2026-11-02", 5);
        charge("b", "t2", "DOUBTFUL", "2026-11-02", 5);
        String left = " left: a line of it has no seconds, or no amount";

        assertThat(settled("task_id,seconds,amount\nt1,,\nt2,", NOVEMBER)).containsExactly("t1" + left, "t2" + left);
        assertThat(settled("task_id,seconds,amount\nt1,,0.60\nt2,5,\nt2,0,0.60\n", NOVEMBER))
                .containsExactly("t1" + left, "t2" + left);
        assertThat(settled("task_id,seconds,amount\nt2,0,0\n", NOVEMBER)).containsExactly("t2 1/2 RELEASED 5 s 0");
    }

    @Test
    void whatMayBeBilledYetIsNotGivenBack() throws Exception {
        charge("a", "t1", "CHARGED", "2026-11-02", 5);
        charge("b", "edge", "DOUBTFUL", "2026-11-30", 5);
        charge("c", "late", "DOUBTFUL", "2026-11-28", 5);
        String invoice = "task_id,seconds\nt1,5\n";
        String edge =
                "edge left: not on the invoice, and of its first or last day; the vendor's may begin at another hour";

        assertThat(settled(invoice, NOVEMBER)).containsExactly(edge, "late 1/2 RELEASED 5 s 0");
        today = Instant.parse("2026-11-29T23:59:59Z");
        assertThat(settled(invoice, NOVEMBER))
                .containsExactly(edge, "late left: not on the invoice, and of 2026-11-28; it may be billed yet");
    }

    /** Sums that seconds at the price do not make. */
    @Test
    void theSumOfTheInvoiceCounts() throws Exception {
        charge("a", "t1", "DOUBTFUL", "2026-11-02", 5);
        charge("b", "t2", "CHARGED", "2026-11-02", 5);
        charge("c", "t3", "CHARGED", "2026-11-02", 5);
        charges.add(
                new ChargeEntry("d", 2, 3, "t4", "CHARGED", "default", "2026-11-02", 5, 120_000, 10_000, "USD", false));
        charges.add(new ChargeEntry("e", 1, 2, "t5", "DOUBTFUL", "default", "2026-11-02", 5, 0, 0, "", false));

        assertThat(settled("task_id,seconds,amount\nt1,5,0.61\nt2,4,0.60\nt3,0,0.60\nt4,5,0.61\nt5,5,0.60\n", NOVEMBER))
                .containsExactly(
                        "t1 1/2 CHARGED 5 s 10000",
                        "t2 1/2 CHARGED 4 s 120000",
                        "t3 left: of its seconds and its amount one is 0",
                        "t5 1/2 CHARGED 5 s 0");
        assertThat(settled("task_id,amount\nt2,0.59\n", NOVEMBER)).contains("t2 1/2 CHARGED 5 s -10000");
    }

    /** One bills, the next gives back; whichever of them comes again, and in whatever order, proves nothing more. */
    @Test
    void aRefundOnALaterInvoiceIsOneOnce() throws Exception {
        charge("a", "t1", "CHARGED", "2026-11-02", 5);
        String bills = "task_id,seconds,amount\nt1,5,0.60\n";
        String givesBack = "task_id,seconds,amount\nt1,-5,-0.60\n";
        String givesBackSome = "task_id,seconds,amount\nt1,0,-0.30\n";
        assertThat(settled(bills, NOVEMBER)).isEmpty();
        assertThat(settled(givesBack, NOVEMBER)).containsExactly("t1 1/2 REFUNDED 5 s 0");
        assertThat(settled(givesBackSome, NOVEMBER))
                .containsExactly("t1 left: it gives back another sum than is charged here");
        charges.clear();
        charge("a", "t1", "REFUNDED", "2026-11-02", 5);

        for (String invoice : List.of(bills, givesBack, bills + "t1,-5,-0.60\n")) {
            assertThat(settled(invoice, NOVEMBER)).as(invoice).isEmpty();
            assertThat(summary(invoice, NOVEMBER).isMatch()).as(invoice).isTrue();
        }
        assertThat(settled("task_id,seconds,amount\nt1,5,0.90\n", NOVEMBER))
                .containsExactly("t1 left: another invoice gave it back");
    }

    @Test
    void hostileInvoicesSettleNothing() throws Exception {
        charge("a", "t1", "DOUBTFUL", "2026-11-02", 5);
        for (String line : List.of(
                "t1,5,0.60,EUR left: it is in EUR on the invoice",
                "t1,5.5,0.60, left: its seconds are no whole number",
                "t1,5,0.6000001, left: its amount has more than six digits behind the point",
                "t1,1001,0.60, left: no task costs as much",
                "t1,5,1000001, left: no task costs as much",
                "t1,-5,0.60, left: of its seconds and its amount one is less than 0",
                "t1,-999999999,-999999999, left: it gives back another sum than is charged here")) {
            String[] both = line.split(" left: ");
            assertThat(settled("task_id,seconds,amount,currency\n" + both[0] + "\n", NOVEMBER))
                    .containsExactly("t1 left: " + both[1]);
        }
        charge("b", "t1", "DOUBTFUL", "2026-11-02", 5);
        assertThat(settled("task_id,seconds\nt1,5\n", NOVEMBER))
                .containsExactly("t1 left: several submits here have this task");
        charges.clear();
        assertThat(settled("task_id,seconds\n\"' OR '1'='1\",5\n\"t1'; DROP TABLE vidu_charge; --\",5\n", NOVEMBER))
                .isEmpty();
    }

    @Test
    void aPersonReadsHowItSettles() throws Exception {
        charge("a", "t1", "DOUBTFUL", "2026-11-02", 5);
        charge("b", "t2", "DOUBTFUL", "2026-11-02", 5);
        StringBuilder text = new StringBuilder();
        ReconciliationWriter writer = CostFormat.TABLE.comparison(text);
        Settlement settlement = Settlement.told(writer);
        Path file = Files.writeString(folder.resolve("invoice.csv"), "task_id,seconds,time\nt1,5,2026-11-02\n");
        ReconciliationSummary summary = new Reconciliation(file, options, zone)
                .run(
                        listener -> {
                            for (ChargeEntry charge : charges) {
                                listener.found(charge);
                            }
                        },
                        OF_INVOICE,
                        folder.resolve("tmp"),
                        settlement);
        writer.end(summary, Optional.of(settlement.summary()));

        assertThat(text.toString())
                .startsWith("""
                        billed      t1 of a: 5 s 0.60 USD here, 5 s on the invoice; to settle: charged
                        not_billed  t2 of b: 5 s 0.60 USD here, not on the invoice; left: not on the invoice; --from and --to tell the days that it is complete of
                        """)
                .endsWith("to settle, with --yes: charged=1 refunded=0 not_billed=0 left=1\n");
    }

    @Test
    void timesThatCantBeReadAreToldAndTellNoDays() throws Exception {
        charge("a", "t1", "CHARGED", "2026-11-02", 5);
        String invoice = "task_id,seconds,date\nt1,2,2026-11-02\nt1,2,02.11.2026\nt1,1,soon\n";

        assertThatThrownBy(() -> summary(invoice, OF_INVOICE))
                .isInstanceOf(InvoiceException.class)
                .hasMessageStartingWith(
                        "2 of its 3 lines have a time that can't be read, first \"02.11.2026\" in line 3;")
                .hasMessageContaining("--from and --to");
        assertThat(summary(invoice, NOVEMBER).isMatch()).isTrue();
        assertThat(told(CostFormat.TABLE, invoice, NOVEMBER))
                .contains("\ntimes that can't be read: lines=2, first \"02.11.2026\" in line 3\n");
        assertThat(told(CostFormat.JSON, invoice, NOVEMBER)).contains("\"lines_without_day\" : 2");
    }

    /** As one machine tells a person: the first hundred of a kind. */
    @Test
    void aPersonIsToldTheFirstOfEachKind() throws Exception {
        StringBuilder invoice = new StringBuilder("task_id,seconds\n");
        for (int i = 0; i < 1_000; i++) {
            invoice.append("t").append(i).append(",5\n");
        }

        assertThat(told(CostFormat.TABLE, invoice.toString(), NOVEMBER).lines())
                .hasSize(103)
                .contains("and more: --format csv tells all");
        assertThat(told(CostFormat.CSV, invoice.toString(), NOVEMBER).lines()).hasSize(1_001);
    }

    @Test
    void lessThanWasAssumedIsNoDifference() throws Exception {
        charge("no-duration", "t1", "DOUBTFUL", "2026-11-02", 16);
        charge("dearer", "t2", "DOUBTFUL", "2026-11-02", 5);
        charge("certain", "t3", "CHARGED", "2026-11-02", 16);

        assertThat(told(CostFormat.TABLE, """
                task_id,time,seconds,amount,currency
                t1,2026-11-02,5,0.60,USD
                t2,2026-11-02,6,0.72,USD
                t3,2026-11-02,5,0.60,USD
                """, NOVEMBER))
                .contains("billed      t1 of no-duration: 16 s 1.92 USD here, 5 s 0.60 USD on the invoice")
                .contains("different   t2")
                .contains("different   t3");
    }

    @Test
    void aSettlementThatLeavesSomethingSaysWhat() throws Exception {
        charge("a", "t1", "CHARGED", "2026-11-02", 5);
        ReconciliationSummary summary = summary("""
                task_id,time,seconds,amount,currency
                t1,2026-11-02,5,0.60,USD
                stranger,2026-11-02,5,0.60,USD
                """, NOVEMBER);
        StringBuilder text = new StringBuilder();
        CostFormat.TABLE
                .comparison(text)
                .end(summary, Optional.of(new SettlementSummary(true, Map.of("charged", 0L), 0, 0)));

        assertThat(text.toString())
                .contains(
                        "settled: charged=0 left=0\n"
                                + "for a person to look into, hence exit code 3: different=0 unknown=1 missing=0 without_task=0\n");
    }
}
