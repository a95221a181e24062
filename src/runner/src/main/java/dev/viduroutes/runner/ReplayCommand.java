package dev.viduroutes.runner;

import dev.viduroutes.replay.Replay;
import dev.viduroutes.replay.ReplayOrder;
import dev.viduroutes.replay.ReplayReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.ToIntBiFunction;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code replay}: puts dead letters back to where they came from, beside a gateway that runs or not. It has the gateway's
 * settings, and needs its journal.
 */
@Command(
        name = "replay",
        separator = " ",
        sortOptions = false,
        customSynopsis =
                "java -jar vidu-routes-<version>-runner.jar replay (--id ID... | --code CODE | --all) [--dry-run] [--force]",
        description = {
            "",
            "Puts dead letters back to where they came from; the gateway takes them up, now or when it starts. The journal decides what"
                    + " that does: what cost nothing is submitted, a video that was paid is fetched, what may have cost money otherwise is"
                    + " skipped. It has the gateway's settings, from the environment, and config/application.properties of this folder.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:each was put back, or could be",
            "1:some were skipped, or are not there, or can't be looked at, or it failed",
            "2:wrong arguments or settings"
        })
final class ReplayCommand implements Callable<Integer> {

    private static final int HELP_WIDTH = 110;

    /** Which dead letters. */
    static final class Choice {
        @Option(names = "--id", arity = "1..*", paramLabel = "ID", description = "Those of these request ids.")
        private Set<String> ids = Set.of();

        @Option(names = "--code", paramLabel = "CODE", description = "Those of this reason, such as DOWNLOAD_FAILED.")
        private String code = "";

        @Option(names = "--all", description = "Every one.")
        private boolean all;
    }

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Choice choice;

    @Option(names = "--dry-run", description = "Change nothing: tell what would happen, and what it would cost.")
    private boolean dryRun;

    @Option(
            names = "--force",
            description =
                    "Also submit what may have cost money already, and may be paid twice. Look into your APIXO account first.")
    private boolean force;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    private final Callable<org.apache.camel.main.Main> runner;
    private boolean started;

    /** @param runner makes a {@link RunnerFactory#command} */
    ReplayCommand(Callable<org.apache.camel.main.Main> runner) {
        this.runner = runner;
    }

    /**
     * @param explanation tells what failed and why, and what to end with
     * @return how it ended, as in its help
     */
    static int run(
            List<String> arguments,
            Callable<org.apache.camel.main.Main> runner,
            ToIntBiFunction<String, Exception> explanation) {
        ReplayCommand replay = new ReplayCommand(runner);
        return new CommandLine(replay)
                .setUsageHelpWidth(HELP_WIDTH)
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> explanation.applyAsInt(replay.progress(), failure))
                .execute(arguments.toArray(String[]::new));
    }

    private String progress() {
        return started
                ? "The replay stopped here. What is listed as put back is; run it again for the rest:"
                : "The replay does not start:";
    }

    @Override
    public Integer call() throws Exception {
        ReplayOrder order = new ReplayOrder(choice.ids, choice.code, choice.all, dryRun, force);
        org.apache.camel.main.Main main = runner.call();
        try {
            main.start();
            started = true;
            PrintWriter out = spec.commandLine().getOut();
            Replay replay = main.getCamelContext().getRegistry().lookupByNameAndType("viduReplay", Replay.class);
            ReplayReport report = replay.perform(order, out::println);
            out.println(report.total());
            return report.complete() ? 0 : 1;
        } finally {
            main.stop();
        }
    }
}
