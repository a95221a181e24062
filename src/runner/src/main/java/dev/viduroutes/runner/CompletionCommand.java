package dev.viduroutes.runner;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code generate-completion}: has a shell complete commands and options. */
@Command(
        name = "generate-completion",
        description = {
            "Writes a script that has bash or zsh complete commands and options.",
            "",
            "A shell completes what is called by one word, so call the runner vidu, in ~/.bashrc or ~/.zshrc:",
            "",
            "  alias vidu='java -jar /opt/vidu/vidu-routes-<version>-runner.jar'",
            "  source <(vidu generate-completion)"
        },
        exitCodeList = {"0:written", "2:wrong arguments"})
final class CompletionCommand implements Callable<Integer> {

    private static final String NAME = "vidu";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        // Line ends of a shell, whatever those of this machine are.
        out.print(AutoComplete.bash(NAME, spec.root().commandLine()));
        out.print('\n');
        out.flush();
        return 0;
    }
}
