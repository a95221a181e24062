package dev.viduroutes.runner;

import dev.viduroutes.costs.InvoiceOptions;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of {@code costs --compare}: which invoice, and how it is to be read where its first row does not tell. */
final class InvoiceArguments {

    @Option(
            names = "--compare",
            required = true,
            paramLabel = "FILE",
            description =
                    "Compare an invoice, a CSV in UTF-8, with the charges of the journal, task by task. Without --from and --to"
                            + " the charges of its first to its last day must be on it.")
    private Path file;

    @Option(
            names = "--settle",
            description =
                    "Tell, too, how the invoice settles charges that it bills or gives back. Nothing is changed without --yes.")
    private boolean settle;

    @Option(
            names = "--yes",
            description =
                    "With --settle: write that into the journal, beside a gateway that runs or not. With --from and --to what is"
                            + " doubtful in these days and not on the invoice was not billed.")
    private boolean yes;

    @Option(names = "--task-column", paramLabel = "NAME", description = "Its column with the ids of tasks.")
    private Optional<String> task = Optional.empty();

    @Option(names = "--seconds-column", paramLabel = "NAME", description = "Its column with seconds of video.")
    private Optional<String> seconds = Optional.empty();

    @Option(names = "--amount-column", paramLabel = "NAME", description = "Its column with amounts of money.")
    private Optional<String> amount = Optional.empty();

    @Option(names = "--currency-column", paramLabel = "NAME", description = "Its column with currencies.")
    private Optional<String> currency = Optional.empty();

    @Option(names = "--time-column", paramLabel = "NAME", description = "Its column with times or days.")
    private Optional<String> time = Optional.empty();

    @Option(names = "--decimal-comma", description = "Its numbers are written as 1.234,56.")
    private boolean decimalComma;

    Path file() {
        return file;
    }

    boolean settles() {
        return settle;
    }

    boolean isConfirmed() {
        return yes;
    }

    InvoiceOptions options() {
        return new InvoiceOptions(task, seconds, amount, currency, time, decimalComma);
    }
}
