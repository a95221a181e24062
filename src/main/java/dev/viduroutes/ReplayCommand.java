package dev.viduroutes;

import dev.viduroutes.replay.Replay;
import dev.viduroutes.replay.ReplayOrder;
import dev.viduroutes.replay.ReplayReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
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
        description = "Puts dead letters back; the gateway that runs on the same settings takes them up.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:each was put back", "1:some were skipped, or it failed", "2:wrong arguments or settings"})
final class ReplayCommand implements Callable<Integer> {

    /** Which dead letters. */
    static final class Choice {
        @Option(names = "--id", arity = "1..*", paramLabel = "ID", description = "These request ids.")
        private Set<String> ids = Set.of();

        @Option(names = "--code", paramLabel = "CODE", description = "Those of this reason, such as DOWNLOAD_FAILED.")
        private String code = "";

        @Option(names = "--all", description = "All of them.")
        private boolean all;
    }

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Choice choice;

    @Option(names = "--dry-run", description = "Only tell what would happen, and what it would cost.")
    private boolean dryRun;

    @Option(names = "--force", description = "Also submit what may have cost money, and may be paid twice.")
    private boolean force;

    @Spec
    private CommandSpec spec;

    /** Tells a failure. */
    interface Explanation {
        /**
         * @param what failed
         * @return what to end with
         */
        int of(String what, Exception failure);
    }

    private final Callable<org.apache.camel.main.Main> runner;
    private boolean started;

    /** @param runner makes a runner of {@link ViduRoutes#REPLAY} that is not started */
    ReplayCommand(Callable<org.apache.camel.main.Main> runner) {
        this.runner = runner;
    }

    /** @return how it ended, as in its help */
    static int run(List<String> arguments, Callable<org.apache.camel.main.Main> runner, Explanation explanation) {
        ReplayCommand replay = new ReplayCommand(runner);
        return new CommandLine(replay)
                .setExecutionExceptionHandler((failure, command, parsed) -> explanation.of(replay.progress(), failure))
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
