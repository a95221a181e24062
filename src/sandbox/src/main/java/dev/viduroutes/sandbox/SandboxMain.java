package dev.viduroutes.sandbox;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs the sandbox alone, until it is stopped. {@code --help} lists the options; a wrong one ends with exit code 2. */
@Command(
        name = "sandbox",
        customSynopsis = "java -jar vidu-routes-<version>-sandbox.jar [--<option>=<value>]...",
        sortOptions = false,
        description = {
            "",
            "Stands in for the APIXO API, so that nobody pays to try, test or measure, with an S3 server for the videos. Each option is"
                    + " also an environment variable, like SANDBOX_TASK_DURATION; the command line wins.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "2:an option is wrong, or the sandbox can't start as they say",
            "130:it was stopped by Ctrl-C",
            "143:it was stopped by SIGTERM"
        })
public final class SandboxMain implements Callable<Integer> {

    private static final int WRONG_USAGE = 2;
    private static final int HELP_WIDTH = 130;
    private static final int LONGEST_OPTION = 30;

    @Mixin
    private final SandboxOptions options = new SandboxOptions();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            order = Integer.MAX_VALUE,
            description = "This.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    private SandboxMain() {}

    /** Starts what the options say: the API, and the S3 server that its videos can go to. */
    public static void main(String[] arguments) {
        System.setProperty("logback.configurationFile", "logback-sandbox.xml");
        System.exit(commandLine(System.getenv()).execute(arguments));
    }

    static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new SandboxMain())
                .setDefaultValueProvider(variables(environment))
                .setUsageHelpWidth(HELP_WIDTH)
                .setUsageHelpLongOptionsMaxWidth(LONGEST_OPTION)
                .setParameterExceptionHandler((wrong, given) -> refuse(wrong))
                .setExecutionExceptionHandler((failure, command, given) -> {
                    command.getErr().println(failure.getMessage());
                    return WRONG_USAGE;
                });
    }

    /** Compose files write {@code SANDBOX_X=} for what nobody chose; Kubernetes makes an address of a service named sandbox. */
    private static IDefaultValueProvider variables(Map<String, String> environment) {
        return argument -> Optional.of(((OptionSpec) argument).longestName())
                .map(name ->
                        name.replaceFirst("--", "SANDBOX_").replace('-', '_').toUpperCase(Locale.ROOT))
                .map(environment::get)
                .filter(value -> !value.isBlank() && !value.startsWith("tcp://"))
                .orElse(null);
    }

    private static int refuse(ParameterException wrong) {
        PrintWriter err = wrong.getCommandLine().getErr();
        err.println(wrong.getMessage());
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("--help lists the options.");
        return WRONG_USAGE;
    }

    SandboxOptions options() {
        return options;
    }

    @Override
    public Integer call() throws InterruptedException {
        // First: where it can't start for want of a library, no server is left that keeps the process alive.
        Optional<SandboxS3> s3 = options.startS3();
        Sandbox api = options.builder().start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            api.close();
            s3.ifPresent(SandboxS3::close);
        }));
        tell(api, s3);
        Thread.currentThread().join();
        return 0;
    }

    private void tell(Sandbox api, Optional<SandboxS3> s3) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "Sandbox of the APIXO API%n  listens at  %s%n  API key     %s%n  ledger      %s/sandbox/ledger%n"
                        + "  statement   %s/sandbox/statement.csv%n  triggers    %s/sandbox%n",
                api.baseUri(),
                options.key(),
                api.baseUri(),
                api.baseUri(),
                api.baseUri());
        s3.ifPresent(server -> out.printf(
                Locale.ROOT,
                "  S3 server   %s   bucket %s   files in %s%n",
                server.endpoint(),
                server.bucket(),
                server.folder()));
        out.flush();
    }
}
