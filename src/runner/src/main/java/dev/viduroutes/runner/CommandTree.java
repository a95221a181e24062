package dev.viduroutes.runner;

import dev.viduroutes.failure.SanitizedText;
import java.io.PrintWriter;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Every command of the runner, in the order in which help lists them, and what is told where one goes wrong. */
final class CommandTree {

    private static final int HELP_WIDTH = 110;
    private static final String SETTINGS =
            "It has the gateway's settings, from the environment, and config/application.properties"
                    + " of this folder.";

    private CommandTree() {}

    static CommandLine ofProcess() {
        return of(
                () -> CommandContext.withBeans(RunnerFactory.command()),
                () -> CommandContext.withSettings(RunnerFactory.reader()),
                InstantSource.system());
    }

    /**
     * @param withBeans opens what commands need that change something, or look into the journal as the gateway does
     * @param withSettings opens what the others need, for which nothing may be opened or made
     * @param clock of this machine
     */
    static CommandLine of(CommandContext.Opener withBeans, CommandContext.Opener withSettings, InstantSource clock) {
        CommandLine root = new CommandLine(new RootCommand());
        root.getCommandSpec().addMixin("help", CommandSpec.forAnnotatedObject(new HelpOption()));
        root.getHelpSectionMap().remove(UsageMessageSpec.SECTION_KEY_OPTION_LIST);
        add(root, new RunCommand());
        add(root, new CheckCommand(withSettings, clock));
        add(root, new StatusCommand(withSettings, clock));
        add(root, new ListCommand(withSettings, clock));
        add(root, new ShowCommand(withSettings));
        add(root, new ConsoleCommand(withSettings, clock));
        add(root, new PlanCommand(withBeans));
        add(root, new CostsCommand(withSettings));
        add(root, new CancelCommand(withBeans));
        add(root, new BatchCommand(withBeans));
        add(root, new ReplayCommand(withBeans));
        add(root, new PauseCommand.Begin(withBeans));
        add(root, new PauseCommand.End(withBeans));
        add(root, new ReleaseCommand(withBeans));
        add(root, new CapCommand(withBeans));
        add(root, new CompletionCommand());
        root.addSubcommand(new CommandLine.HelpCommand());
        return root.setSeparator(" ")
                .setUsageHelpWidth(HELP_WIDTH)
                .setParameterExceptionHandler((wrong, arguments) -> explain(root, wrong, arguments))
                .setExecutionExceptionHandler((failure, command, parsed) -> explain(command, failure));
    }

    private static void add(CommandLine root, Object command) {
        CommandSpec spec = CommandSpec.forAnnotatedObject(command)
                .addMixin("help", CommandSpec.forAnnotatedObject(new HelpOption()));
        spec.usageMessage()
                .sortOptions(false)
                .descriptionHeading("%n")
                .parameterListHeading("%n")
                .optionListHeading("%n")
                .exitCodeListHeading("%nExit codes:%n");
        if (command instanceof RunnerCommand) {
            spec.usageMessage().footer("", SETTINGS);
        }
        root.addSubcommand(spec.name(), spec);
    }

    private static int explain(CommandLine root, ParameterException wrong, String[] arguments) {
        PrintWriter err = wrong.getCommandLine().getErr();
        if (wrong.getCommandLine() == root && wrong instanceof UnmatchedArgumentException) {
            err.println("There is no command " + arguments[0] + ".");
            root.usage(err);
            return root.getCommandSpec().exitCodeOnInvalidInput();
        }
        CommandSpec command = wrong.getCommandLine().getCommandSpec();
        err.println(SanitizedText.of(wrong.getMessage(), RunnerCommand.LONGEST_REASON));
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println(command.name() + " --help tells more.");
        return command.exitCodeOnInvalidInput();
    }

    private static int explain(CommandLine command, Exception failure) {
        return command.getCommand() instanceof RunnerCommand ours
                ? Main.explain(command.getErr(), ours.failureHeadline(), failure)
                : Main.explain(failure);
    }
}
