package dev.viduroutes.runner;

import dev.viduroutes.moderation.ModerationBreakers;
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
 * {@code release}: lets submits go on that refusals for content hold back, beside a gateway that runs or not. It has the
 * gateway's settings, and needs its journal.
 */
@Command(
        name = "release",
        separator = " ",
        customSynopsis = "java -jar vidu-routes-<version>-runner.jar release",
        description = {
            "",
            "After too many refusals for content (vidu.moderation.limit within vidu.moderation.window) submits wait, since the vendor"
                    + " suspends accounts for repeated violations. This lets them go on, in every process that shares the journal, within"
                    + " seconds, and counting begins anew. First look at the dead letters, and stop what sends such requests. It has the"
                    + " gateway's settings, from the environment, and config/application.properties of this folder.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:submits go on, or were not held back", "1:it failed", "2:wrong arguments or settings"})
final class ReleaseCommand implements Callable<Integer> {

    private static final int HELP_WIDTH = 110;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This.")
    private boolean help;

    @Parameters(
            arity = "0..1",
            defaultValue = "",
            paramLabel = "ACCOUNT",
            description = "One of vidu.accounts, whose submits go on; those of all, if it is left out.")
    private String account;

    @Spec
    private CommandSpec spec;

    private final Callable<Main> runner;

    private ReleaseCommand(Callable<Main> runner) {
        this.runner = runner;
    }

    /**
     * @param runner makes a {@link RunnerFactory#command}
     * @param explanation tells what failed and why, and what to end with
     * @return how it ended, as in its help
     */
    static int run(List<String> arguments, Callable<Main> runner, ToIntBiFunction<String, Exception> explanation) {
        return new CommandLine(new ReleaseCommand(runner))
                .setUsageHelpWidth(HELP_WIDTH)
                .setExecutionExceptionHandler((failure, command, parsed) ->
                        explanation.applyAsInt("Nothing is released; what is held back stays so:", failure))
                .execute(arguments.toArray(String[]::new));
    }

    @Override
    public Integer call() throws Exception {
        Main main = runner.call();
        try {
            main.start();
            main.getCamelContext()
                    .getRegistry()
                    .lookupByNameAndType("viduModeration", ModerationBreakers.class)
                    .release(account)
                    .lines()
                    .forEach(spec.commandLine().getOut()::println);
            return 0;
        } finally {
            main.stop();
        }
    }
}
