package dev.viduroutes.runner;

import dev.viduroutes.batch.BatchPlan;
import dev.viduroutes.batch.PlanReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToIntBiFunction;
import org.apache.camel.main.Main;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code plan}: tells what a file would cost before it is dropped, beside a gateway that runs or not. It has the gateway's settings,
 * and needs its journal.
 */
@Command(
        name = "plan",
        separator = " ",
        customSynopsis = "java -jar vidu-routes-<version>-runner.jar plan FILE",
        description = {
            "",
            "Reads a batch (*.csv, *.jsonl, *.txt) or a request (*.json) as the gateway would, with templates, defaults and the"
                    + " pictures beside it, and tells what of it is wrong, the seconds that would be billed, and about when it would be done. What the journal"
                    + " knows by the name of the file costs nothing again. Nothing is sent, and nothing is changed. It has the gateway's"
                    + " settings, from the environment, and config/application.properties of this folder.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every row can be requested",
            "1:some rows are wrong, or the file can't be read, or it failed",
            "2:wrong arguments or settings"
        })
final class PlanCommand implements Callable<Integer> {

    private static final int HELP_WIDTH = 110;

    @Parameters(paramLabel = "FILE", description = "A batch or a request.")
    private Path file;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    private final Callable<Main> runner;

    private PlanCommand(Callable<Main> runner) {
        this.runner = runner;
    }

    /**
     * @param runner makes a {@link RunnerFactory#command}
     * @param explanation tells what failed and why, and what to end with
     * @return how it ended, as in its help
     */
    static int run(List<String> arguments, Callable<Main> runner, ToIntBiFunction<String, Exception> explanation) {
        return new CommandLine(new PlanCommand(runner))
                .setUsageHelpWidth(HELP_WIDTH)
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> explanation.applyAsInt("There is no plan:", failure))
                .execute(arguments.toArray(String[]::new));
    }

    /** @return why it can't be read; empty if it may be */
    private String whyUnreadable() {
        if (!Files.exists(file)) {
            return "is not there";
        }
        return Files.isDirectory(file) ? "is a folder" : Files.isReadable(file) ? "" : "may not be read";
    }

    @Override
    public Integer call() throws Exception {
        String why = whyUnreadable();
        if (!why.isEmpty()) {
            spec.commandLine().getErr().println("There is no plan: " + file + " " + why + "; it must be a file.");
            return 1;
        }
        Main main = runner.call();
        try {
            main.start();
            BatchPlan plan = main.getCamelContext().getRegistry().lookupByNameAndType("viduPlan", BatchPlan.class);
            PlanReport report = plan.plan(file);
            report.lines().forEach(spec.commandLine().getOut()::println);
            return report.isWhole() ? 0 : 1;
        } finally {
            main.stop();
        }
    }
}
