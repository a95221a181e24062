package dev.viduroutes.runner;

import dev.viduroutes.withdrawal.WithdrawalOrder;
import dev.viduroutes.withdrawal.WithdrawalReport;
import dev.viduroutes.withdrawal.WithdrawalResult;
import dev.viduroutes.withdrawal.Withdrawals;
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

/** {@code cancel}: withdraws requests, beside a gateway that runs or not. It has the gateway's settings, and needs its journal. */
@Command(
        name = "cancel",
        separator = " ",
        customSynopsis = "java -jar vidu-routes-<version>-runner.jar cancel ID... [--discard]",
        description = {
            "",
            "Withdraws requests by their request_id, in whichever process they wait. What was not submitted is never, costs nothing,"
                    + " and becomes a dead letter with the code CANCELLED; put back, it is made after all. The API has no cancel: what runs"
                    + " is billed, and its video is stored. An id that is not known is withdrawn when it comes. It has the gateway's"
                    + " settings, from the environment, and config/application.properties of this folder.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:each line says what became of one",
            "1:one is no id that a request can have, or it failed",
            "2:wrong arguments or settings"
        })
final class CancelCommand implements Callable<Integer> {

    private static final int HELP_WIDTH = 110;

    @Parameters(
            paramLabel = "ID",
            arity = "1..*",
            description = "request_id of a request; as the journal, outcomes and the log call it.")
    private List<String> ids;

    @Option(
            names = "--discard",
            description = "Leave the video of a task that runs unfetched; it is billed all the same.")
    private boolean discard;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    private final Callable<Main> runner;

    private CancelCommand(Callable<Main> runner) {
        this.runner = runner;
    }

    /**
     * @param runner makes a {@link RunnerFactory#command}
     * @param explanation tells what failed and why, and what to end with
     * @return how it ended, as in its help
     */
    static int run(List<String> arguments, Callable<Main> runner, ToIntBiFunction<String, Exception> explanation) {
        return new CommandLine(new CancelCommand(runner))
                .setUsageHelpWidth(HELP_WIDTH)
                .setExecutionExceptionHandler((failure, command, parsed) ->
                        explanation.applyAsInt("Not all of these are withdrawn; say it again:", failure))
                .execute(arguments.toArray(String[]::new));
    }

    @Override
    public Integer call() throws Exception {
        Main main = runner.call();
        try {
            main.start();
            WithdrawalReport report = main.getCamelContext()
                    .getRegistry()
                    .lookupByNameAndType("viduWithdrawals", Withdrawals.class)
                    .run(new WithdrawalOrder(ids, discard));
            report.lines().forEach(spec.commandLine().getOut()::println);
            return report.entries().stream().anyMatch(one -> one.result() == WithdrawalResult.IMPOSSIBLE) ? 1 : 0;
        } finally {
            main.stop();
        }
    }
}
