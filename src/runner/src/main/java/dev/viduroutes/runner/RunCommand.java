package dev.viduroutes.runner;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code run}: what the runner does without a command. {@link Main} asks for it by itself, before this class is loaded. */
@Command(
        name = "run",
        description = "Takes requests until it is told to stop; the same as no command.",
        exitCodeList = {
            "1:something other than the settings does not allow a start; try again in a while",
            "2:a setting is missing or wrong; trying again brings nothing",
            "143:stopped by SIGTERM, in order"
        })
final class RunCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        return Main.run();
    }
}
