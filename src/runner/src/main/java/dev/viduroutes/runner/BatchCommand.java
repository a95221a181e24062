package dev.viduroutes.runner;

import dev.viduroutes.batch.BatchOrder;
import dev.viduroutes.batch.BatchOrders;
import dev.viduroutes.batch.BatchStatus;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
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
 * {@code batch}: tells which batches there are, and pauses, resumes or withdraws one, beside a gateway that runs or not. It has the
 * gateway's settings, and needs its journal.
 */
@Command(
        name = "batch",
        separator = " ",
        customSynopsis = {
            "java -jar vidu-routes-<version>-runner.jar batch list",
            "java -jar vidu-routes-<version>-runner.jar batch (pause | resume | withdraw) NAME"
        },
        description = {
            "",
            "Paused, a batch starts no further row; those under way go on. Withdrawn, it submits no further row, and ends with a report:"
                    + " rows that were not submitted are CANCELLED in it and cost nothing, tasks that run go on and are stored, since the"
                    + " API has no cancel. A gateway that works on the batch learns it within seconds. It has the gateway's settings, from"
                    + " the environment, and config/application.properties of this folder.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:there is no such batch under way, or it was withdrawn and stays so, or it failed",
            "2:wrong arguments or settings"
        })
final class BatchCommand implements Callable<Integer> {

    private static final int HELP_WIDTH = 110;
    private static final String WITHDRAWN = "WITHDRAWN";

    /** What may be asked, as it is written. */
    enum Wish {
        list,
        pause,
        resume,
        withdraw;

        private BatchOrder.Wish wish() {
            return BatchOrder.Wish.valueOf(name().toUpperCase(Locale.ROOT));
        }

        /** What was withdrawn stays so, whatever is asked. */
        private boolean isGranted(BatchStatus now) {
            return this == list || this == withdraw || !now.state().equals(WITHDRAWN);
        }
    }

    @Parameters(index = "0", paramLabel = "WISH", description = "list, pause, resume or withdraw.")
    private Wish wish;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NAME",
            defaultValue = "",
            description = "The batch: what its file was called, or its id as list tells it.")
    private String name = "";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    private final Callable<Main> runner;

    private BatchCommand(Callable<Main> runner) {
        this.runner = runner;
    }

    /**
     * @param runner makes a {@link RunnerFactory#command}
     * @param explanation tells what failed and why, and what to end with
     * @return how it ended, as in its help
     */
    static int run(List<String> arguments, Callable<Main> runner, ToIntBiFunction<String, Exception> explanation) {
        return new CommandLine(new BatchCommand(runner))
                .setUsageHelpWidth(HELP_WIDTH)
                .setExecutionExceptionHandler((failure, command, parsed) ->
                        explanation.applyAsInt("Nothing is changed; the batch is as it was:", failure))
                .execute(arguments.toArray(String[]::new));
    }

    @Override
    public Integer call() throws Exception {
        BatchOrder order = order();
        Main main = runner.call();
        try {
            main.start();
            List<BatchStatus> found = main.getCamelContext()
                    .getRegistry()
                    .lookupByNameAndType("viduBatchOrders", BatchOrders.class)
                    .perform(order);
            PrintWriter out = spec.commandLine().getOut();
            found.forEach(out::println);
            if (found.isEmpty()) {
                out.println(wish == Wish.list ? "There is no batch." : "No batch of this name or id is under way.");
            }
            boolean granted = wish == Wish.list || !found.isEmpty();
            return granted && found.stream().allMatch(wish::isGranted) ? 0 : 1;
        } finally {
            main.stop();
        }
    }

    private BatchOrder order() {
        if (wish == Wish.list != name.isEmpty()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "list takes no name; pause, resume and withdraw take that of a batch, or its id");
        }
        return new BatchOrder(wish.wish(), name);
    }
}
