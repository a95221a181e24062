package dev.viduroutes.runner;

import dev.viduroutes.costs.CostFormat;
import dev.viduroutes.costs.CostQuery;
import dev.viduroutes.costs.CostReport;
import dev.viduroutes.costs.InvoiceException;
import dev.viduroutes.costs.Reconciliation;
import dev.viduroutes.costs.ReconciliationSummary;
import dev.viduroutes.costs.ReconciliationWriter;
import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.host.HostBeans;
import dev.viduroutes.journal.ChargeGroup;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.ToIntBiFunction;
import org.apache.camel.main.Main;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code costs}: tells what was spent, beside a gateway that runs or not. It has the gateway's settings, and reads its journal. */
@Command(
        name = "costs",
        separator = " ",
        sortOptions = false,
        customSynopsis = {
            "java -jar vidu-routes-<version>-runner.jar costs [--from DAY] [--to DAY] [--by GROUP] [--format FORMAT] [--output FILE]",
            "java -jar vidu-routes-<version>-runner.jar costs --compare FILE [--account NAME] [--task-column NAME] ..."
        },
        description = {
            "",
            "Tells what was spent, by the charges in the journal: what was charged for certain, what perhaps was, what is reserved for"
                    + " tasks under way, and how many submits were not billed. Or compares an invoice with them. A submit counts in the day"
                    + " on which it left, in vidu.cap.zone, by the price of that moment. Nothing is changed, and nobody is held up. It has"
                    + " the gateway's settings, from the environment, and config/application.properties of this folder.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; an invoice that is compared matches",
            "1:it failed, or the invoice can't be read",
            "2:wrong arguments or settings",
            "3:the invoice has what is not here, or lacks what is, or something differs"
        })
final class CostsCommand implements Callable<Integer> {

    private static final int HELP_WIDTH = 110;
    private static final int LONGEST_REASON = 500;
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
            description = "The first day, such as 2026-11-01. Default: the first of the month of the last day.")
    private Optional<LocalDate> from = Optional.empty();

    @Option(names = "--to", paramLabel = "DAY", description = "The last day. Default: today.")
    private Optional<LocalDate> to = Optional.empty();

    @Option(
            names = "--by",
            paramLabel = "GROUP",
            defaultValue = "day",
            description = "What is summed up: day (default), project, account or mode.")
    private By by = By.day;

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

    @ArgGroup(exclusive = false, heading = "%n")
    private InvoiceArguments invoice;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    private final Callable<Main> runner;

    private CostsCommand(Callable<Main> runner) {
        this.runner = runner;
    }

    /**
     * @param runner makes a {@link RunnerFactory#reader}
     * @param explanation tells what failed and why, and what to end with
     * @return how it ended, as in its help
     */
    static int run(List<String> arguments, Callable<Main> runner, ToIntBiFunction<String, Exception> explanation) {
        return new CommandLine(new CostsCommand(runner))
                .setUsageHelpWidth(HELP_WIDTH)
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> explanation.applyAsInt("The costs are not known:", failure))
                .execute(arguments.toArray(String[]::new));
    }

    @Override
    public Integer call() throws Exception {
        Main main = runner.call();
        try {
            main.init();
            Settings settings = Settings.of(main.getCamelContext());
            CostQuery query = query(settings.caps().zone());
            try (LedgerReader ledger = LedgerReader.open(settings, new HostBeans(main.getCamelContext()));
                    Writer out = open()) {
                return invoice == null ? report(ledger, query, out) : compare(ledger, settings, out);
            }
        } finally {
            main.stop();
        }
    }

    private CostQuery query(ZoneId zone) {
        LocalDate last = to.orElseGet(() -> CostQuery.today(Clock.systemUTC(), zone));
        try {
            return new CostQuery(from.orElseGet(() -> last.withDayOfMonth(1)), last, by.group());
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), SanitizedText.of(wrong.getMessage(), LONGEST_REASON));
        }
    }

    /** In UTF-8, whatever the terminal's encoding: names of projects may hold any letter. */
    private Writer open() throws IOException {
        OutputStream bytes = output.isPresent() ? Files.newOutputStream(output.get()) : System.out;
        return new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
    }

    private int report(LedgerReader ledger, CostQuery query, Writer out) throws SQLException, IOException {
        format.format().write(CostReport.of(ledger, query), out);
        return 0;
    }

    private int compare(LedgerReader ledger, Settings settings, Writer out) throws SQLException, IOException {
        try {
            return compared(ledger, settings, out);
        } catch (InvoiceException wrong) {
            spec.commandLine()
                    .getErr()
                    .println("The invoice " + invoice.file() + " can't be compared: "
                            + SanitizedText.of(wrong.getMessage(), LONGEST_REASON));
            return 1;
        }
    }

    /** Of an account that nobody knows no charge would be missing, whatever the invoice lacks. */
    private void checkAccount(LedgerReader ledger, Settings settings) throws SQLException {
        Set<String> known = new TreeSet<>(ledger.accounts());
        settings.accounts().forEach(account -> known.add(account.name()));
        if (!invoice.account().isEmpty() && !known.contains(invoice.account())) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--account is " + SanitizedText.of(invoice.account(), LONGEST_REASON) + "; it must be one of "
                            + String.join(", ", known));
        }
    }

    private int compared(LedgerReader ledger, Settings settings, Writer out) throws SQLException, IOException {
        checkAccount(ledger, settings);
        Reconciliation reconciliation = new Reconciliation(
                invoice.file(), invoice.options(), settings.caps().zone());
        ReconciliationWriter writer = format.format().comparison(out);
        ReconciliationSummary summary = reconciliation.run(
                ledger::charges,
                new Reconciliation.Scope(from, to, invoice.account()),
                settings.places().tmp(),
                writer);
        writer.end(summary);
        return summary.isMatch() ? 0 : MISMATCH;
    }
}
