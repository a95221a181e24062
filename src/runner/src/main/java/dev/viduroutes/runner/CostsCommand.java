package dev.viduroutes.runner;

import dev.viduroutes.costs.CostFormat;
import dev.viduroutes.costs.CostQuery;
import dev.viduroutes.costs.CostReport;
import dev.viduroutes.costs.FindingListener;
import dev.viduroutes.costs.InvoiceException;
import dev.viduroutes.costs.Reconciliation;
import dev.viduroutes.costs.ReconciliationSummary;
import dev.viduroutes.costs.ReconciliationWriter;
import dev.viduroutes.costs.Settlement;
import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.host.HostBeans;
import dev.viduroutes.journal.ChargeGroup;
import dev.viduroutes.journal.LedgerCorrections;
import dev.viduroutes.journal.LedgerReader;
import dev.viduroutes.settings.Settings;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code costs}: tells what was spent, beside a gateway that runs or not. It has the gateway's settings, and reads its journal. */
@Command(
        name = "costs",
        description = {
            "Tells what was spent, or compares an invoice with it.",
            "",
            "Tells what was spent, by the charges in the journal: what was charged for certain, what perhaps was, what is"
                    + " reserved for tasks under way, and how many submits were not billed. Or compares an invoice with them. A "
                    + "submit counts in the day on which it left, in vidu.cap.zone, by the price of that moment. Nobody is "
                    + "held up, and nothing is changed but by --settle --yes."
        },
        exitCodeList = {
            "0:done; an invoice that is compared matches, or is settled",
            "1:it failed, or the invoice can't be read",
            "2:wrong arguments or settings",
            "3:the invoice has what is not here, or lacks what is, or something differs"
        })
final class CostsCommand extends RunnerCommand {

    private static final int MISMATCH = 3;

    /** What may be asked, as it is written. */
    enum By {
        day,
        project,
        account,
        mode;

        private ChargeGroup group() {
            return ChargeGroup.valueOf(name().toUpperCase(Locale.ROOT));
        }
    }

    /** How it may be written, as that is written. */
    enum Format {
        table,
        csv,
        json;

        private CostFormat format() {
            return CostFormat.valueOf(name().toUpperCase(Locale.ROOT));
        }
    }

    @Option(
            names = "--from",
            paramLabel = "DAY",
            converter = DayConverter.class,
            description = "The first day, such as 2026-11-01. Default: the first of the month of the last day.")
    private Optional<LocalDate> from = Optional.empty();

    @Option(
            names = "--to",
            paramLabel = "DAY",
            converter = DayConverter.class,
            description = "The last day. Default: today.")
    private Optional<LocalDate> to = Optional.empty();

    @Option(
            names = "--by",
            paramLabel = "GROUP",
            description = "What is summed up: day (default), project, account or mode.")
    private Optional<By> by = Optional.empty();

    @Option(
            names = "--account",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Only charges of this account; of an invoice: only these must be on it.")
    private String account = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table (default), csv or json. In every locale the same, in UTF-8.")
    private Format format = Format.table;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Write it there, in place of what was there. Default: standard output.")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--json", description = "The same as --format json; see vidu/costs.schema.json of the jar.")
    private boolean json;

    @ArgGroup(exclusive = false, heading = "%n")
    private InvoiceArguments invoice;

    private final CommandContext.Opener opener;

    CostsCommand(CommandContext.Opener opener) {
        this.opener = opener;
    }

    @Override
    String failureHeadline() {
        return "The costs are not known:";
    }

    @Override
    public Integer call() throws Exception {
        checkOptions();
        try (CommandContext context = opener.open()) {
            Settings settings = context.settings();
            CostQuery query = query(settings.caps().zone());
            HostBeans host = new HostBeans(context.camel());
            try (LedgerReader ledger = LedgerReader.open(settings, host)) {
                checkAccount(ledger, settings);
                try (Writer out = write()) {
                    return invoice == null ? report(ledger, query, out) : compare(ledger, settings, host, out);
                }
            }
        }
    }

    private void checkOptions() {
        if (invoice != null && by.isPresent()) {
            throw wrongArgument(
                    "--by is " + by.get() + "; with --compare, which compares task by task, it must be left out");
        } else if (invoice != null && invoice.isConfirmed() && !invoice.settles()) {
            throw wrongArgument("--yes confirms --settle, which must be there, too");
        }
    }

    private CostQuery query(ZoneId zone) {
        LocalDate last = to.orElseGet(() -> CostQuery.today(Clock.systemUTC(), zone));
        try {
            return new CostQuery(
                    from.orElseGet(() -> last.withDayOfMonth(1)),
                    last,
                    by.orElse(By.day).group(),
                    account);
        } catch (IllegalArgumentException wrong) {
            throw wrongArgument(SanitizedText.of(wrong.getMessage(), LONGEST_REASON));
        }
    }

    private CostFormat format() {
        return json ? CostFormat.JSON : format.format();
    }

    /** In UTF-8, whatever the terminal's encoding: names of projects may hold any letter. */
    private Writer write() {
        OutputStream bytes = output.isPresent() ? file(output.get()) : System.out;
        return new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
    }

    private OutputStream file(Path path) {
        try {
            return Files.newOutputStream(path);
        } catch (IOException unusable) {
            Path folder = path.toAbsolutePath().getParent();
            throw wrongArgument("--output is " + SanitizedText.of(path.toString(), LONGEST_REASON) + "; "
                    + (folder != null && Files.isDirectory(folder)
                            ? "it must be a file that may be written"
                            : "the folder that it is to be in must be there"));
        }
    }

    private int report(LedgerReader ledger, CostQuery query, Writer out) throws SQLException, IOException {
        format().write(CostReport.of(ledger, query), out);
        return 0;
    }

    private int compare(LedgerReader ledger, Settings settings, HostBeans host, Writer out)
            throws SQLException, IOException {
        try {
            return compared(ledger, settings, host, out);
        } catch (InvoiceException wrong) {
            err().println("The invoice " + invoice.file() + " can't be compared: "
                    + SanitizedText.of(wrong.getMessage(), LONGEST_REASON));
            return 1;
        }
    }

    /** Of an account that nobody knows no charge would be missing, whatever the invoice lacks. */
    private void checkAccount(LedgerReader ledger, Settings settings) throws SQLException {
        Set<String> known = new TreeSet<>(ledger.accounts());
        settings.accounts().forEach(account -> known.add(account.name()));
        if (!account.isEmpty() && !known.contains(account)) {
            throw wrongArgument("--account is " + SanitizedText.of(account, LONGEST_REASON) + "; it must be one of "
                    + String.join(", ", known));
        }
    }

    private int compared(LedgerReader ledger, Settings settings, HostBeans host, Writer out)
            throws SQLException, IOException {
        ReconciliationWriter writer = format().comparison(out);
        if (!invoice.settles()) {
            ReconciliationSummary summary = run(ledger, settings, finding -> writer.found(finding.toCompare()));
            writer.end(summary);
            return summary.isMatch() ? 0 : MISMATCH;
        } else if (!invoice.isConfirmed()) {
            return settled(ledger, settings, Settlement.told(writer), writer);
        }
        try (LedgerCorrections corrections = LedgerCorrections.open(settings, host)) {
            String person = System.getProperty("user.name", "");
            return settled(ledger, settings, Settlement.written(corrections, invoice.file(), person, writer), writer);
        }
    }

    private int settled(LedgerReader ledger, Settings settings, Settlement settlement, ReconciliationWriter writer)
            throws SQLException, IOException {
        ReconciliationSummary summary = run(ledger, settings, settlement);
        writer.end(summary, Optional.of(settlement.summary()));
        return summary.isMatch(settlement.summary()) ? 0 : MISMATCH;
    }

    private ReconciliationSummary run(LedgerReader ledger, Settings settings, FindingListener findings)
            throws SQLException, IOException {
        return new Reconciliation(
                        invoice.file(), invoice.options(), settings.caps().zone())
                .run(
                        ledger::charges,
                        new Reconciliation.Scope(from, to, account),
                        settings.places().tmp(),
                        findings);
    }
}
