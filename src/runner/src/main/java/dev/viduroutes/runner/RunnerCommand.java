package dev.viduroutes.runner;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command beside the gateway has. It returns its exit code, as in its help. */
abstract class RunnerCommand implements Callable<Integer> {

    /** Of what is quoted to a person. */
    static final int LONGEST_REASON = 500;

    @Spec
    private CommandSpec spec;

    /** @return what stands before the reason, if the command fails */
    abstract String failureHeadline();

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    final ParameterException wrongArgument(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
